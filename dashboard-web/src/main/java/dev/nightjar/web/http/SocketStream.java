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
 * worker only, and nothing is kept for it in memory. Once its {@link Pass} holds no more nothing is sent, and it is closed.
 */
public final class SocketStream {
    private static final int POLICY_VIOLATION = 1008;

    private final Context eventLoop;
    private final ServerWebSocket socket;
    private final Pass pass;
    private final long longestStallMillis;
    private final Runnable cut;
    private volatile boolean closed;

    /** Whether the connection is no more. On the event loop only. */
    private boolean gone;

    /** Whether a reason was sent already; the first counts. On the event loop only. */
    private boolean closing;

    /**
     * @param longestStallMillis that the other side may take nothing
     * @param cut ends the connection without a word, on the event loop
     */
    SocketStream(Context eventLoop, ServerWebSocket socket, Pass pass, long longestStallMillis, Runnable cut) {
        this.longestStallMillis = longestStallMillis;
        this.cut = cut;
        this.eventLoop = eventLoop;
        this.socket = socket;
        this.pass = pass;
    }

    /** Whether who opened it may still read; where not, it is being closed for that. On the event loop. */
    boolean isAdmitted() {
        boolean holds = pass.holds();
        if (!holds) {
            close(POLICY_VIOLATION, Pass.ENDED);
        }
        return holds;
    }

    /** The other side went away. On the event loop. */
    void gone() {
        gone = true;
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }

    /**
     * Sends a text and waits until it has left.
     *
     * @throws IOException where the other side is gone, may no longer read, or took nothing for half a minute
     */
    public void send(String text) throws IOException {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        eventLoop.runOnContext(nothing -> {
            if (socket.isClosed() || !isAdmitted()) {
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
            sent.get(longestStallMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResponseStream.GoneException();
        } catch (TimeoutException e) {
            closed = true;
            eventLoop.runOnContext(nothing -> cut.run()); // a frame that says so would wait behind what is not taken
            throw new ResponseStream.GoneException();
        } catch (ExecutionException e) {
            closed = true;
            throw new ResponseStream.GoneException();
        }
    }

    /** Ends the connection; {@code code} and {@code reason} are those of the WebSocket protocol. */
    public void close(int code, String reason) {
        closed = true;
        eventLoop.runOnContext(nothing -> {
            if (!closing && !socket.isClosed()) {
                closing = true;
                socket.close((short) code, reason.length() <= 100 ? reason : reason.substring(0, 100));
                eventLoop.owner().setTimer(longestStallMillis, id -> {
                    if (!gone) { // who takes nothing does not take the reason either
                        cut.run();
                    }
                });
            }
        });
    }
}
