package dev.nightjar.web.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes sessions as cookies, signed, and believes only these. Thread-safe. */
final class SessionCookies {
    private static final int SECRET_BYTES = 32;

    private final SecretKeySpec secret;

    /** @param secret at least 32 random bytes */
    SessionCookies(byte[] secret) {
        if (secret.length < SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "the secret of sessions needs " + SECRET_BYTES + " bytes, found " + secret.length);
        }
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
    }

    String write(Session session) {
        String payload = base64(session.text().getBytes(StandardCharsets.UTF_8));
        return payload + "." + sign(payload);
    }

    /** What was written; empty if it is not ours, was changed, or is from before sessions had ids. */
    Optional<Session> read(String cookie) {
        int dot = cookie.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String payload = cookie.substring(0, dot);
        byte[] given = cookie.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, sign(payload).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        return Session.of(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }

    private String sign(String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return base64(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
