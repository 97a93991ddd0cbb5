package dev.nightjar.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.random.RandomGenerator;

/** The key that signs session cookies: made at the first start, readable by the owner only. */
final class Secret {
    private static final int BYTES = 32;

    private Secret() {}

    /** The key of a server that has run with this data directory. */
    static byte[] read(Path file) throws StartException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new StartException("no Nightjar has run with the data directory "
                    + file.toAbsolutePath().normalize().getParent()
                    + "; name it with --data DIR, or show a token that is good for administer");
        } catch (IOException e) {
            throw new StartException("cannot read " + file + " (" + e.getMessage()
                    + "); run this as the user that runs the server, or show a token that is good for administer");
        }
    }

    static byte[] readOrCreate(Path file, RandomGenerator random) throws StartException {
        try {
            if (Files.exists(file)) {
                byte[] secret = Files.readAllBytes(file);
                if (secret.length == BYTES) {
                    return secret;
                }
                throw new StartException(file + " should hold " + BYTES + " bytes, found " + secret.length
                        + "; delete it to make a new one (everybody has to sign in again)");
            }
            byte[] secret = new byte[BYTES];
            random.nextBytes(secret);
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.deleteIfExists(part);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(part, secret, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return secret;
        } catch (IOException e) {
            throw new StartException("cannot keep the key of sessions in " + file + " (" + e.getMessage() + ")");
        }
    }
}
