package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.LogPush;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.Rejection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** OpenTelemetry's log records, stored as lines. */
final class LogsSignal implements Signal {
    private final LogSink sink;
    private final IngestLimits limits;
    private final InstantSource clock;

    LogsSignal(LogSink sink, IngestLimits limits, InstantSource clock) {
        this.sink = sink;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "otlp_logs";
    }

    @Override
    public JsonSchema schema() {
        return JsonSchema.LOGS;
    }

    @Override
    public String rejectedName() {
        return "rejectedLogRecords";
    }

    @Override
    public Answer store(byte[] body, int length) throws MalformedException {
        LogPush push = new LogPush(limits);
        Refusals refusals = new Refusals();
        Instant now = clock.instant();
        long nowNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        new LogsDecoder(body, length, push, nowNanos, refusals).decode();
        return store(push.batch(), push, refusals, sink);
    }

    static Answer store(LogBatch batch, LogPush push, Refusals refusals, LogSink sink) {
        IngestResult result = batch.streams().isEmpty() ? new IngestResult.Accepted(0) : sink.append(batch);
        List<Rejection> refused = new ArrayList<>(push.refused());
        refused.addAll(refusals.list());
        return Answer.of(result, refused);
    }
}
