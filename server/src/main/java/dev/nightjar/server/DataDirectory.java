package dev.nightjar.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder that holds everything, taken by one process at a time. Each module has a folder of its own inside. */
final class DataDirectory implements AutoCloseable {
    private static final FileAttribute<?> NOT_FOR_OTHERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    static DataDirectory take(Path root) throws StartException {
        Path absolute = root.toAbsolutePath().normalize();
        FileChannel lockFile;
        try {
            create(absolute);
            lockFile = FileChannel.open(absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new StartException("the data directory " + absolute + " is a file; choose another with --data DIR");
        } catch (AccessDeniedException e) {
            throw notWritable(absolute, "permission denied");
        } catch (IOException e) {
            throw notWritable(absolute, String.valueOf(e.getMessage()));
        }
        DataDirectory taken = new DataDirectory(absolute, lockFile);
        if (taken.lock() == null) {
            taken.close();
            throw new StartException("the data directory " + absolute
                    + " is used by another Nightjar; stop that one or choose another with --data DIR");
        }
        return taken;
    }

    /** One that is made is not for everybody of this machine: log lines and incidents are in it. */
    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path parent = folder.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(folder, posix ? new FileAttribute<?>[] {NOT_FOR_OTHERS} : new FileAttribute<?>[0]);
    }

    private @Nullable FileLock lock() throws StartException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        } catch (IOException e) {
            throw notWritable(root, String.valueOf(e.getMessage()));
        }
    }

    private static StartException notWritable(Path absolute, String why) {
        return new StartException("cannot write to the data directory " + absolute + " (" + why
                + "); make it writable or choose another with --data DIR");
    }

    Path module(String name) {
        return root.resolve(name);
    }

    @Override
    public String toString() {
        return root.toString();
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
