package dev.nightjar.ingest;

import dev.nightjar.model.BatchCodec;
import dev.nightjar.model.BatchCodec.MalformedBatchException;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import io.vertx.core.MultiMap;
import java.util.List;

/** What Nightjar's own client library and agent send: framed batches with an id. */
final class ClientBatches implements IngestProtocol {
    /** Chosen by the sender, the same again when it sends the same batch again. */
    static final String BATCH_ID = "Nightjar-Batch-Id";

    private static final int MAX_ID_LENGTH = 128;

    /** Decodes and stores one kind of batch. */
    private interface Store {
        IngestResult store(byte[] frame) throws MalformedBatchException, MalformedException;
    }

    private final String name;
    private final IngestLimits limits;
    private final Store store;
    private final BatchIds ids = new BatchIds();

    private ClientBatches(String name, IngestLimits limits, Store store) {
        this.name = name;
        this.limits = limits;
        this.store = store;
    }

    static ClientBatches metrics(SampleSink sink, IngestLimits limits) {
        return new ClientBatches("client_metrics", limits, frame -> {
            SampleBatch batch = SeriesLabels.checked(BatchCodec.decodeSamples(frame));
            boolean empty = batch.sampleCount() == 0 && batch.attachments().isEmpty();
            return empty ? new IngestResult.Accepted(0) : sink.append(batch);
        });
    }

    static ClientBatches logs(LogSink sink, IngestLimits limits) {
        return new ClientBatches("client_logs", limits, frame -> {
            LogBatch batch = BatchCodec.decodeLogs(frame);
            return batch.lineCount() == 0 ? new IngestResult.Accepted(0) : sink.append(batch);
        });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Answer store(MultiMap headers, byte[] body) throws MalformedException {
        String type = headers.get("Content-Type");
        if (!BatchCodec.CONTENT_TYPE.equals(type)) {
            throw new MalformedException(
                    415, "unsupported_type", "Content-Type must be " + BatchCodec.CONTENT_TYPE + ", found " + type);
        }
        String sent = headers.get(BATCH_ID);
        String id = sent == null ? "" : sent;
        if (id.length() > MAX_ID_LENGTH) {
            throw new MalformedException(BATCH_ID + " has " + id.length() + " characters, at most " + MAX_ID_LENGTH);
        }
        if (!id.isEmpty() && ids.contains(id)) {
            return new Answer(204, "", 0, 0, List.of(new Rejection("duplicate", "batch " + id, 0)));
        }
        byte[] frame = Compression.decode(body, headers.get("Content-Encoding"), limits.maxDecodedBytes());
        IngestResult result;
        try {
            result = store.store(frame);
        } catch (MalformedBatchException e) {
            throw new MalformedException("batch: " + e.getMessage());
        }
        if (!id.isEmpty() && result instanceof IngestResult.Accepted) {
            ids.add(id);
        }
        return Answer.of(result, List.of());
    }
}
