package dev.nightjar.web.remoteread;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.library.BundledLibrary;
import dev.nightjar.query.Cancellation;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyLoader;

/** Answers remote read. Thread-safe. */
public final class RemoteRead {
    private static final int MAX_REQUEST_BYTES = 32 << 20;
    private static final int CHUNKED_FACTOR = 4;

    static {
        // its own loader would leave it among the temporary files of a process that is killed
        BundledLibrary.loadBy(SnappyLoader.KEY_SNAPPY_TEMPDIR, "snappyjava", Snappy::getNativeLibraryVersion);
    }

    private final SeriesReader series;
    private final long mostSamples;

    /** {@code mostSamples}: in one answer, which is held whole until it is sorted; of packed ones four times as many. */
    public RemoteRead(SeriesReader series, long mostSamples) {
        this.series = series;
        this.mostSamples = mostSamples;
    }

    public Reply reply(Exchange exchange) {
        ReadRequest request = ReadRequest.decode(uncompressed(exchange.body()));
        Cancellation cancellation = new Cancellation();
        exchange.onGone(cancellation::cancel);
        return request.chunks() ? chunks(request, cancellation) : samples(request, cancellation);
    }

    private static byte[] uncompressed(byte[] block) {
        try {
            int length = Snappy.uncompressedLength(block, 0, block.length);
            if (length < 0 || length > MAX_REQUEST_BYTES) {
                throw new HttpProblem(413, "the request is larger than " + MAX_REQUEST_BYTES + " bytes", null, null);
            }
            return Snappy.uncompress(block);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body is no snappy block: " + e.getMessage(), e);
        }
    }

    /** Packed samples take a fraction of the room. */
    private Reply chunks(ReadRequest request, Cancellation cancellation) {
        long left = CHUNKED_FACTOR * mostSamples;
        List<SortedMap<Labels, byte[]>> results = new ArrayList<>();
        for (int query = 0; query < request.queries().size(); query++) {
            SortedSeries sorted = new SortedSeries(new ChunkStream(query), left, cancellation);
            results.add(sorted.of(series, request.queries().get(query)));
            left = sorted.left();
        }
        String type = "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";
        return new Reply(200, type, Map.of(), out -> {
            for (SortedMap<Labels, byte[]> result : results) {
                for (byte[] frames : result.values()) {
                    out.write(frames);
                }
            }
        });
    }

    private Reply samples(ReadRequest request, Cancellation cancellation) {
        long left = mostSamples;
        MessageWriter answer = new MessageWriter();
        MessageWriter result = new MessageWriter();
        for (SeriesSelection query : request.queries()) {
            SortedSeries sorted = new SortedSeries(new SeriesMessage(), left, cancellation);
            result.clear();
            for (byte[] message : sorted.of(series, query).values()) {
                result.bytes(1, message, message.length);
            }
            answer.message(1, result);
            left = sorted.left();
        }
        return new Reply(
                200,
                "application/x-protobuf",
                Map.of("Content-Encoding", "snappy"),
                out -> out.write(Snappy.compress(Arrays.copyOf(answer.array(), answer.size()))));
    }
}
