package dev.nightjar.ingest.fetch;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The lines of an answer that goes on for as long as its server likes. Lines are asked for one by one, so that one who
 * reads slowly slows the sender down. Read by one thread; closed by any.
 */
public final class LineStream implements AutoCloseable {
    private final HttpClientResponse response;
    private final Context eventLoop;
    private final RecordParser lines;
    private final String url;
    private final BlockingQueue<Piece> arrived = new LinkedBlockingQueue<>();

    private sealed interface Piece {
        record Line(String text) implements Piece {}

        record End() implements Piece {}

        record Broken(String why) implements Piece {}
    }

    /** Made on the response's event loop, before anything of its body was read. */
    LineStream(HttpClientResponse response, Context eventLoop, String url, int mostLineBytes) {
        this.response = response;
        this.eventLoop = eventLoop;
        this.url = url;
        lines = RecordParser.newDelimited("\n", response).maxRecordSize(mostLineBytes);
        lines.pause();
        lines.exceptionHandler(e -> arrived.add(new Piece.Broken(FetchClient.describe(e))));
        lines.endHandler(end -> arrived.add(new Piece.End()));
        lines.handler(line -> arrived.add(new Piece.Line(line.toString(StandardCharsets.UTF_8))));
    }

    /** The next line; empty where the server has ended the answer. Blocks. */
    public Optional<String> next(Duration wait) throws FetchException {
        eventLoop.runOnContext(now -> lines.fetch(1));
        try {
            return switch (arrived.poll(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                case Piece.Line line -> Optional.of(line.text);
                case Piece.End end -> Optional.empty();
                case Piece.Broken broken ->
                    throw new FetchException(
                            FetchException.Reason.UNREACHABLE, url + " broke off its answer: " + broken.why);
                case null ->
                    throw new FetchException(
                            FetchException.Reason.TIMEOUT, url + " was silent for " + wait.toSeconds() + " s");
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(FetchException.Reason.UNREACHABLE, "Nightjar is stopping");
        }
    }

    @Override
    public void close() {
        arrived.add(new Piece.End());
        eventLoop.runOnContext(now -> {
            var _ = response.request().reset();
        });
    }
}
