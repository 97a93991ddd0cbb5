package dev.nightjar.web.signin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A sign-in between its two ends: what a browser keeps while it is at the issuer, sealed. So it holds over a restart, and
 * nobody fills our memory by beginning.
 *
 * @param state shows that the answer belongs to this browser
 * @param nonce shows that the token belongs to this sign-in
 * @param verifier of PKCE: shows that the code is ours
 * @param next the path to go on to
 */
record Attempt(String state, String nonce, String verifier, String next, Instant until) {
    private static final int BYTES = 32;

    static Attempt begin(String next, Instant until, RandomGenerator random) {
        return new Attempt(secret(random), secret(random), secret(random), next, until);
    }

    private static String secret(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String text() {
        return until.getEpochSecond() + "\n" + state + "\n" + nonce + "\n" + verifier + "\n" + next;
    }

    static Optional<Attempt> of(String text) {
        String[] parts = text.split("\n", 5);
        return parts.length == 5
                ? Optional.of(new Attempt(
                        parts[1], parts[2], parts[3], parts[4], Instant.ofEpochSecond(Long.parseLong(parts[0]))))
                : Optional.empty();
    }

    /** PKCE's challenge, by its method S256. */
    String challenge() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(verifier));
    }

    /** A part of a cookie's name, so that tabs do not disturb each other. */
    static String mark(String state) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sha256(state))
                .substring(0, 10);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
