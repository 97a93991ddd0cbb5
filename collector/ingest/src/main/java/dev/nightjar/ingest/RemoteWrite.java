package dev.nightjar.ingest;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prometheus remote write, 1.0 and 2.0, told apart by {@code Content-Type}. An answer to 2.0 says in its headers what
 * was written, also where the request failed.
 */
final class RemoteWrite implements IngestProtocol {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String WRITTEN = "X-Prometheus-Remote-Write-";

    private final SampleSink sink;
    private final IngestLimits limits;
    private final DecodedBodies buffers = new DecodedBodies();

    RemoteWrite(SampleSink sink, IngestLimits limits) {
        this.sink = sink;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "remote_write";
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) throws MalformedException {
        boolean version2 = isVersion2(headers);
        try {
            SnappyBlock.Decoded decoded = SnappyBlock.decode(body, limits.maxDecodedBytes(), buffers::take);
            byte[] bytes = decoded.bytes();
            try {
                int length = decoded.length();
                return version2 ? store2(bytes, length) : store1(bytes, length);
            } finally {
                buffers.giveBack(bytes);
            }
        } catch (MalformedException e) {
            if (version2) {
                return Answer.of(e).withHeaders(written(0, 0, 0));
            }
            throw e;
        }
    }

    Answer store1(byte[] decoded, int length) throws MalformedException {
        RemoteWriteDecoder guessing = RemoteWriteDecoder.guessing(decoded, length);
        BatchColumns guess = guessing.decode();
        SampleBatch guessed = guess.batch();
        if (!guessing.guessed()) {
            return store(guess).answer();
        }
        if (SeriesLabels.areShort(guessed)) {
            IngestResult result = sink.append(guessed);
            if (!saysLabelsAreNone(result)) {
                return Stored.of(result, guess).answer();
            }
        }
        return store(RemoteWriteDecoder.exact(decoded, length).decode()).answer();
    }

    /** What a wrong guess looks like, and labels that are none. Nothing of the batch is stored then. */
    private static boolean saysLabelsAreNone(IngestResult result) {
        return result instanceof IngestResult.Rejected rejected
                && rejected.accepted() == 0
                && rejected.reasons().stream().anyMatch(reason -> reason.code().equals("invalid_label"));
    }

    private Answer store2(byte[] decoded, int length) throws MalformedException {
        Stored stored = store(new RemoteWrite2Decoder(decoded, length).decode());
        return stored.answer().withHeaders(stored.written());
    }

    private Stored store(BatchColumns columns) {
        SampleBatch batch = columns.batch();
        if (SeriesLabels.areShort(batch)) {
            IngestResult result = append(batch);
            if (!saysLabelsAreNone(result)) {
                return Stored.of(result, columns);
            }
        }
        ValidSeries valid = ValidSeries.of(batch);
        List<Rejection> refused = new ArrayList<>(valid.refused());
        refused.addAll(columns.refused());
        return new Stored(
                append(valid.batch()), valid.batch().sampleCount(), valid.attached(columns.attached()), refused);
    }

    private IngestResult append(SampleBatch batch) {
        boolean empty = batch.sampleCount() == 0 && batch.attachments().isEmpty();
        return empty ? new IngestResult.Accepted(0) : sink.append(batch);
    }

    /**
     * What became of a request.
     *
     * @param samples that were handed to the store, numbers and histograms
     * @param refused before the store
     */
    private record Stored(IngestResult result, long samples, Attached attached, List<Rejection> refused) {
        static Stored of(IngestResult result, BatchColumns columns) {
            return new Stored(result, columns.sampleCount(), columns.attached(), columns.refused());
        }

        Answer answer() {
            Answer answer = Answer.of(result, refused);
            return result instanceof IngestResult.Overloaded ? answer : answer.withAttached(attached);
        }

        /** Where a store refused some of both kinds, it does not say of which how many: then these are the least. */
        Map<String, String> written() {
            long accepted = answer().accepted();
            long missing = samples - accepted;
            long numbers = samples - attached.histograms();
            boolean anything = accepted > 0 || samples == 0;
            return RemoteWrite.written(
                    numbers == samples ? accepted : Math.max(0, numbers - missing),
                    numbers == 0 ? accepted : Math.max(0, attached.histograms() - missing),
                    anything ? attached.exemplars() : 0);
        }
    }

    private static Map<String, String> written(long samples, long histograms, long exemplars) {
        return Map.of(
                WRITTEN + "Samples-Written",
                Long.toString(samples),
                WRITTEN + "Histograms-Written",
                Long.toString(histograms),
                WRITTEN + "Exemplars-Written",
                Long.toString(exemplars));
    }

    /** Who says nothing of a body sends what everybody sent before there was something to say: 1.0 in snappy. */
    private static boolean isVersion2(MultiMap headers) throws MalformedException {
        String said = headers.get("Content-Type");
        String type = said == null || said.isBlank()
                ? PROTOBUF
                : said.toLowerCase(Locale.ROOT).replace(" ", "");
        String bare = type.contains(";") ? type.substring(0, type.indexOf(';')) : type;
        boolean version2 = type.contains(";proto=io.prometheus.write.v2.request");
        boolean known = version2 || !type.contains(";proto=") || type.contains(";proto=prometheus.writerequest");
        if (!bare.equals(PROTOBUF) || !known) {
            throw unsupported("Content-Type must be application/x-protobuf (remote write 1.0) or"
                    + " application/x-protobuf;proto=io.prometheus.write.v2.Request (2.0), found " + said);
        }
        String encoding = headers.get("Content-Encoding");
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("snappy")) {
            throw unsupported("Content-Encoding must be snappy (block format), found " + encoding);
        }
        return version2;
    }

    private static MalformedException unsupported(String message) {
        return new MalformedException(415, "unsupported_type", message);
    }
}
