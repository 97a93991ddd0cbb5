package dev.nightjar.ingest.fetch;

import dev.nightjar.ingest.scrapeconfig.Authorization;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens of those who ask by a client's credentials, each fetched before the last one expires. Thread-safe. */
public final class AccessTokens implements AutoCloseable {
    private final Vertx vertx;
    private final InstantSource clock;

    /** By what configurations say: what is read again and says the same goes on with its token. */
    private final Map<Authorization.ClientCredentials, Credentials> known = new ConcurrentHashMap<>();

    public AccessTokens(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    /** The header {@code Authorization}. Blocks its caller, a virtual thread, where a token has to be fetched. */
    public String header(Authorization.ClientCredentials grant, Duration timeout) throws FetchException {
        return known.computeIfAbsent(grant, one -> new Credentials(vertx, one, clock))
                .header(timeout)
                .orElseThrow();
    }

    @Override
    public void close() {
        known.values().forEach(Credentials::close);
        known.clear();
    }
}
