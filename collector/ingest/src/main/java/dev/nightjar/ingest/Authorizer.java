package dev.nightjar.ingest;

import org.jspecify.annotations.Nullable;

/** Says who may send telemetry. Called on the event loop for every request: must not block. Thread-safe. */
@FunctionalInterface
public interface Authorizer {
    /**
     * Whether a sender may ingest.
     *
     * @param bearerToken of the {@code Authorization} header (or the password of basic authentication, for senders that
     *     know nothing else); null without one
     * @param remoteAddress of the connection, such as {@code 127.0.0.1}
     */
    boolean mayIngest(@Nullable String bearerToken, String remoteAddress);
}
