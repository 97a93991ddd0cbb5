package dev.nightjar.web.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The answer's body as a stream a worker can write to. A small answer goes out whole, with its length; a larger one in
 * chunks, and the worker waits for each to leave before the next, so that a slow reader slows its own answer only.
 */
final class ResponseStream extends OutputStream {
    private static final int CHUNK_BYTES = 64 << 10;

    /** A client that takes nothing for so long is as good as gone: its answer would stay in memory. */
    private static final int LONGEST_STALL_SECONDS = 30;

    /** The same where others wait for its place: less than they wait, so that it becomes theirs. */
    private static final int LONGEST_STALL_BEFORE_OTHERS_SECONDS = 3;

    /** The client left. */
    static final class GoneException extends IOException {
        GoneException() {
            super("the client went away");
        }
    }

    private final Context eventLoop;
    private final HttpServerResponse response;
    private final BooleanSupplier othersWait;
    private byte[] chunk = new byte[4 << 10];
    private int used;
    private boolean begun;
    private boolean closed;
    private Map<String, String> trailers = Map.of();

    /** @param othersWait whether other requests wait for this one to end */
    ResponseStream(Context eventLoop, RoutingContext context, BooleanSupplier othersWait) {
        this.eventLoop = eventLoop;
        this.response = context.response();
        this.othersWait = othersWait;
    }

    void head(Reply reply) {
        response.setStatusCode(reply.status());
        if (!reply.contentType().isEmpty()) {
            response.putHeader("Content-Type", reply.contentType());
        }
        reply.headers().forEach(response::putHeader);
        if (!reply.cookies().isEmpty()) {
            response.putHeader("Set-Cookie", reply.cookies());
        }
    }

    /** Before {@link #close}: what follows the body. */
    void tail(Map<String, String> fields) {
        trailers = Map.copyOf(fields);
    }

    /** Whether anything has left, so that it is too late for another answer. */
    boolean begun() {
        return begun;
    }

    void restart() {
        used = 0;
    }

    @Override
    public void write(int b) throws IOException {
        reserve(1);
        chunk[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int n = Math.min(left, CHUNK_BYTES);
            reserve(n);
            System.arraycopy(bytes, from, chunk, used, n);
            used += n;
            from += n;
            left -= n;
        }
    }

    private void reserve(int more) throws IOException {
        if (used + more > CHUNK_BYTES) {
            sendChunk();
        }
        if (used + more > chunk.length) {
            chunk = Arrays.copyOf(chunk, Math.min(CHUNK_BYTES, Math.max(2 * chunk.length, used + more)));
        }
    }

    /** Only {@link #close} and a full chunk send: writers flush for their own reasons. */
    @Override
    public void flush() {}

    private void sendChunk() throws IOException {
        Buffer buffer = Buffer.buffer(Arrays.copyOf(chunk, used));
        used = 0;
        boolean first = !begun;
        begun = true;
        await(() -> {
            if (first) {
                response.setChunked(true);
            }
            return response.write(buffer);
        });
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        boolean whole = !begun;
        begun = true;
        Buffer rest = Buffer.buffer(Arrays.copyOf(chunk, used));
        await(() -> {
            if (whole && !trailers.isEmpty()) {
                response.setChunked(true); // what has a length ends with it
            }
            trailers.forEach(response::putTrailer);
            return response.end(rest);
        });
    }

    private void await(Supplier<Future<Void>> action) throws IOException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        eventLoop.runOnContext(nothing -> {
            if (response.closed() || response.ended()) {
                done.completeExceptionally(new GoneException());
            } else {
                action.get().onComplete(result -> {
                    if (result.succeeded()) {
                        done.complete(null);
                    } else {
                        done.completeExceptionally(new GoneException());
                    }
                });
            }
        });
        for (int second = 1; ; second++) {
            try {
                done.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                boolean isLong = second >= LONGEST_STALL_SECONDS
                        || (second >= LONGEST_STALL_BEFORE_OTHERS_SECONDS && othersWait.getAsBoolean());
                if (isLong) {
                    throw new GoneException();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new GoneException();
            } catch (ExecutionException e) {
                throw new GoneException();
            }
        }
    }

    /** Cuts the connection, so that a reader does not take a part for the whole. */
    void abort() {
        eventLoop.runOnContext(nothing -> response.reset());
    }
}
