package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.LogPush;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.model.LogSink;

/** OpenTelemetry's spans, stored as lines of a log stream, where they are found by the id of their trace. */
final class SpansSignal implements Signal {
    private final LogSink sink;
    private final IngestLimits limits;

    SpansSignal(LogSink sink, IngestLimits limits) {
        this.sink = sink;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "otlp_traces";
    }

    @Override
    public JsonSchema schema() {
        return JsonSchema.TRACES;
    }

    @Override
    public String rejectedName() {
        return "rejectedSpans";
    }

    @Override
    public Answer store(byte[] body, int length) throws MalformedException {
        LogPush push = new LogPush(limits);
        Refusals refusals = new Refusals();
        new SpansDecoder(body, length, push, refusals).decode();
        return LogsSignal.store(push.batch(), push, refusals, sink);
    }
}
