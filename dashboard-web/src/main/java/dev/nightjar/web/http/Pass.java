package dev.nightjar.web.http;

import io.vertx.ext.web.RoutingContext;

/**
 * What let a request in, to be looked at again for as long as its connection stays open: meanwhile somebody signs out,
 * or a token is revoked.
 */
@FunctionalInterface
public interface Pass {
    /** Why a connection was closed whose pass holds no more. */
    String ENDED = "the session or token that opened this connection has ended, or may no longer read";

    /** Whether the same request would be let in now. Called on event loops: must not block. From any thread. */
    boolean holds();

    /** What let that request in. Where nothing was asked of it, there is nothing that could end. */
    static Pass of(RoutingContext context) {
        Pass kept = context.get(Pass.class.getName());
        return kept == null ? () -> true : kept;
    }
}
