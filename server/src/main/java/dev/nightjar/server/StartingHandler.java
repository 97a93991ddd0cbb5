package dev.nightjar.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Answers 503 until everything is open, then hands over. */
final class StartingHandler implements Handler<HttpServerRequest> {
    private volatile @Nullable Handler<HttpServerRequest> ready;

    void ready(Handler<HttpServerRequest> handler) {
        ready = handler;
    }

    @Override
    public void handle(HttpServerRequest request) {
        Handler<HttpServerRequest> handler = ready;
        if (handler != null) {
            handler.handle(request);
            return;
        }
        request.response()
                .setStatusCode(503)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Retry-After", "1")
                .end("starting: what was stored is being opened\n");
    }
}
