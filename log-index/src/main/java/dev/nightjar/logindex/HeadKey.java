package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * The Ed25519 key that signs the ends of chains. Made at the first use, in PEM, readable by the owner only; the public
 * half lies beside it as {@code .pub}.
 */
final class HeadKey {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey key;

    private HeadKey(PrivateKey key) {
        this.key = key;
    }

    static Path publicFile(Path privateFile) {
        return privateFile.resolveSibling(privateFile.getFileName() + ".pub");
    }

    /** Reads the key, or makes one where there is no such file. */
    static HeadKey open(Path file) throws IOException {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            PrivateKey key =
                    KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(unwrap(file, PRIVATE)));
            if (!Files.exists(publicFile(file))) {
                write(publicFile(file), PUBLIC, publicOf(key).getEncoded(), "rw-r--r--");
            }
            return new HeadKey(key);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    file + " is no Ed25519 key in PEM (" + e.getMessage()
                            + "): make one with \"openssl genpkey -algorithm ed25519\", or remove it to have one made",
                    e);
        }
    }

    static PublicKey readPublic(Path file) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(unwrap(file, PUBLIC)));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no public Ed25519 key in PEM: " + e.getMessage(), e);
        }
    }

    private static void create(Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        write(publicFile(file), PUBLIC, pair.getPublic().getEncoded(), "rw-r--r--");
        write(file, PRIVATE, pair.getPrivate().getEncoded(), "rw-------");
    }

    /** The JDK derives a public key only while it makes a pair: it is given the private half as its chance. */
    private static PublicKey publicOf(PrivateKey key) throws GeneralSecurityException {
        byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(255, new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, bytes.length);
            }
        });
        KeyPair pair = generator.generateKeyPair();
        byte[] made = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        if (!Arrays.equals(made, seed)) {
            throw new GeneralSecurityException("its public half cannot be derived by this Java; put it beside the key");
        }
        return pair.getPublic();
    }

    private static void write(Path file, String what, byte[] bytes, String permissions) throws IOException {
        String text = "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n";
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
        }
        Files.writeString(part, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(part, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        DurableFolder.syncNames(file.toAbsolutePath().resolveSibling("."));
    }

    private static byte[] unwrap(Path file, String what) throws IOException, GeneralSecurityException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        int begin = text.indexOf("-----BEGIN " + what + "-----");
        int end = text.indexOf("-----END " + what + "-----");
        if (begin < 0 || end < begin) {
            throw new GeneralSecurityException("no " + what + " in it");
        }
        try {
            return Base64.getMimeDecoder()
                    .decode(text.substring(begin + 16 + what.length(), end).strip());
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("its Base64 is broken", e);
        }
    }

    PublicKey publicHalf() throws IOException {
        try {
            return publicOf(key);
        } catch (GeneralSecurityException e) {
            throw new IOException("the key's public half cannot be derived: " + e.getMessage(), e);
        }
    }

    byte[] sign(byte[] bytes) {
        try {
            Signature signing = Signature.getInstance(ALGORITHM);
            signing.initSign(key);
            signing.update(bytes);
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw new LogIndexException("this Java cannot sign with Ed25519", e);
        }
    }

    static boolean isSigned(PublicKey key, byte[] bytes, byte[] signature) {
        try {
            Signature checking = Signature.getInstance(ALGORITHM);
            checking.initVerify(key);
            checking.update(bytes);
            return checking.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
