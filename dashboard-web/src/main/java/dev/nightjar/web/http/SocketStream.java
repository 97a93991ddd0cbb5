package dev.nightjar.web.http;

import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A WebSocket that a worker can write to. Each message waits until it has left, so that a slow reader slows its own
 * worker only, and nothing is kept for it in memory.
 */
public final class SocketStream {
    private static final int LONGEST_STALL_SECONDS = 30;

    private final Context eventLoop;
    private final ServerWebSocket socket;
    private volatile boolean closed;

    SocketStream(Context eventLoop, ServerWebSocket socket) {
        this.eventLoop = eventLoop;
        this.socket = socket;
    }

    /** The other side went away. On the event loop. */
    void gone() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }

    /**
     * Sends a text and waits until it has left.
     *
     * @throws IOException where the other side is gone, or took nothing for half a minute
     */
    public void send(String text) throws IOException {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        eventLoop.runOnContext(nothing -> {
            if (socket.isClosed()) {
                sent.completeExceptionally(new ResponseStream.GoneException());
            } else {
                socket.writeTextMessage(text).onComplete(result -> {
                    if (result.succeeded()) {
                        sent.complete(null);
                    } else {
                        sent.completeExceptionally(new ResponseStream.GoneException());
                    }
                });
            }
        });
        try {
            sent.get(LONGEST_STALL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResponseStream.GoneException();
        } catch (ExecutionException | TimeoutException e) {
            closed = true;
            throw new ResponseStream.GoneException();
        }
    }

    /** Ends the connection; {@code code} and {@code reason} are those of the WebSocket protocol. */
    public void close(int code, String reason) {
        closed = true;
        eventLoop.runOnContext(nothing -> {
            if (!socket.isClosed()) {
                socket.close((short) code, reason.length() <= 100 ? reason : reason.substring(0, 100));
            }
        });
    }
}
