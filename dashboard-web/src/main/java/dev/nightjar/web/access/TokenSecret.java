package dev.nightjar.web.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A token as a program shows it: {@code njt_ID_SECRET}. The id finds what is kept of it, the secret is 256 random bits, so
 * that one round of SHA-256 is as good as a slow hash, which passwords need since people choose them.
 */
record TokenSecret(String id, String secret) {
    private static final int ID_BYTES = 5;
    private static final int SECRET_BYTES = 32;
    private static final int SALT_BYTES = 16;

    /** @param random must be cryptographically strong */
    static TokenSecret make(RandomGenerator random) {
        byte[] id = new byte[ID_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(id);
        random.nextBytes(secret);
        return new TokenSecret(
                HexFormat.of().formatHex(id),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    static String salt(RandomGenerator random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    /** What {@link #text} wrote; empty where it is nothing of the kind. */
    static Optional<TokenSecret> of(String token) {
        int idEnds = ApiTokens.PREFIX.length() + 2 * ID_BYTES;
        return token.startsWith(ApiTokens.PREFIX) && token.length() > idEnds + 1 && token.charAt(idEnds) == '_'
                ? Optional.of(new TokenSecret(
                        token.substring(ApiTokens.PREFIX.length(), idEnds), token.substring(idEnds + 1)))
                : Optional.empty();
    }

    String text() {
        return ApiTokens.PREFIX + id + "_" + secret;
    }

    String digest(String salt) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(salt.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    boolean is(String salt, String digest) {
        return MessageDigest.isEqual(
                digest(salt).getBytes(StandardCharsets.UTF_8), digest.getBytes(StandardCharsets.UTF_8));
    }
}
