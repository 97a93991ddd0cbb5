package dev.nightjar.server;

import dev.nightjar.ingest.Authorizer;
import dev.nightjar.web.access.AccessGate.Trust;
import dev.nightjar.web.access.ApiTokens;
import dev.nightjar.web.access.ApiTokens.Grant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Who may send telemetry. Where no token is needed none is looked at: a sender whose token was revoked loses nothing.
 * Thread-safe.
 */
final class SenderAccess implements Authorizer {
    static final Authorizer ANYBODY = (token, remote) -> true;

    private static final int OWN_BYTES = 32;

    private final Trust trust;
    private final ApiTokens tokens;
    private final String ownToken;

    SenderAccess(Trust trust, ApiTokens tokens, RandomGenerator random) {
        this.trust = trust;
        this.tokens = tokens;
        byte[] own = new byte[OWN_BYTES];
        random.nextBytes(own);
        this.ownToken = HexFormat.of().formatHex(own);
    }

    @Override
    public boolean mayIngest(@Nullable String bearerToken, String remoteAddress) {
        return trust != Trust.NOBODY
                || (bearerToken != null
                        && tokens.find(bearerToken).filter(Grant::mayIngest).isPresent());
    }

    /** What the agent within shows; it is of this process and never written down. */
    String ownToken() {
        return trust == Trust.NOBODY ? ownToken : "";
    }

    /** Who may send where only this process is meant to: other programs of this machine reach that port too. */
    Authorizer own() {
        return (token, remote) -> (token != null && isOwn(token)) || mayIngest(token, remote);
    }

    private boolean isOwn(String token) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), ownToken.getBytes(StandardCharsets.UTF_8));
    }
}
