package dev.nightjar.ingest;

import dev.nightjar.model.BatchCodec;
import dev.nightjar.model.BatchCodec.MalformedBatchException;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import io.vertx.core.MultiMap;
import java.util.List;

/** What Nightjar's own client library and agent send: framed batches with an id. */
final class ClientBatches implements IngestProtocol {
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
        return ids.once(headers, () -> stored(headers, body));
    }

    private Answer stored(MultiMap headers, byte[] body) throws MalformedException {
        byte[] frame = Compression.decode(body, headers.get("Content-Encoding"), limits.maxDecodedBytes());
        try {
            return Answer.of(store.store(frame), List.of());
        } catch (MalformedBatchException e) {
            throw new MalformedException("batch: " + e.getMessage());
        }
    }
}
