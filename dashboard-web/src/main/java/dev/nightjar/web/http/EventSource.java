package dev.nightjar.web.http;

import io.vertx.core.http.HttpServerResponse;

/** Begins answers that a browser's {@code EventSource} reads: they go on, as they are written, past any proxy. */
public final class EventSource {
    private EventSource() {}

    /** Neither kept, nor compressed (which would hold events back), nor buffered by nginx. */
    public static void begin(HttpServerResponse response) {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Encoding", "identity")
                .putHeader("X-Accel-Buffering", "no");
    }
}
