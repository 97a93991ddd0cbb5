package dev.nightjar.ingest.fetch;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Collects a response's body up to a size. Its handlers run on the response's event loop. */
final class BodySink {
    private final CompletableFuture<Received> result;
    private final String url;
    private final long mostBytes;
    private byte[] body;
    private int length;

    private BodySink(CompletableFuture<Received> result, String url, long mostBytes, int expected) {
        this.result = result;
        this.url = url;
        this.mostBytes = mostBytes;
        this.body = new byte[expected];
    }

    /**
     * @param mostBytes 0 for no limit
     * @param expected size, to begin with
     */
    static void collect(
            HttpClientResponse response, String url, long mostBytes, int expected, CompletableFuture<Received> result) {
        response.exceptionHandler(result::completeExceptionally); // without one, a reset is logged as an error
        if (response.statusCode() != 200) {
            refuse(response, url, result);
            return;
        }
        BodySink sink = new BodySink(result, url, mostBytes, expected);
        String type = header(response, "Content-Type");
        String encoding = header(response, "Content-Encoding");
        response.handler(piece -> sink.take(piece, response));
        response.endHandler(end -> result.complete(new Received(sink.body, sink.length, type, encoding)));
    }

    private static String header(HttpClientResponse response, String name) {
        return String.valueOf(response.headers().contains(name) ? response.getHeader(name) : "");
    }

    static void refuse(HttpClientResponse response, String url, CompletableFuture<?> result) {
        result.completeExceptionally(new FetchException(
                FetchException.Reason.STATUS,
                url + " answered with status " + response.statusCode() + " " + response.statusMessage(),
                response.statusCode()));
        response.request().reset();
    }

    private void take(Buffer piece, HttpClientResponse response) {
        if (result.isDone()) {
            return;
        }
        int more = piece.length();
        if ((mostBytes > 0 && length + (long) more > mostBytes) || length > Integer.MAX_VALUE - 16 - more) {
            result.completeExceptionally(Received.tooLarge(url, mostBytes));
            response.request().reset();
            return;
        }
        if (length + more > body.length) {
            body = Arrays.copyOf(body, Math.max(length + more, (int)
                    Math.min(2L * body.length, Integer.MAX_VALUE - 16)));
        }
        piece.getBytes(0, more, body, length);
        length += more;
    }
}
