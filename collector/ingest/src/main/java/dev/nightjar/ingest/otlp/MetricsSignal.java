package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.BatchColumns;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;

/** OpenTelemetry's metrics, stored as samples. */
final class MetricsSignal implements Signal {
    private final SampleSink sink;
    private final IngestLimits limits;
    private final OtlpSettings settings;
    private final AttributeNames names;
    private final RunningTotals totals;

    MetricsSignal(SampleSink sink, IngestLimits limits, OtlpSettings settings) {
        this.sink = sink;
        this.limits = limits;
        this.settings = settings;
        names = new AttributeNames(settings.strategy().escapes());
        totals = new RunningTotals(settings.mostDeltaSeries());
    }

    @Override
    public String name() {
        return "otlp_metrics";
    }

    @Override
    public JsonSchema schema() {
        return JsonSchema.METRICS;
    }

    @Override
    public String rejectedName() {
        return "rejectedDataPoints";
    }

    @Override
    public Answer store(byte[] body, int length) throws MalformedException {
        try (RunningTotals.Change change = totals.change()) {
            BatchColumns columns = new BatchColumns(new byte[Math.min(4 * length, 1 << 20) + 1024], 0);
            MetricsDecoder decoder =
                    new MetricsDecoder(body, length, settings, names, change, columns, 2 * limits.maxDecodedBytes());
            decoder.decode();
            SampleBatch batch = columns.batch();
            boolean empty = batch.sampleCount() == 0 && batch.attachments().isEmpty();
            IngestResult result = empty ? new IngestResult.Accepted(0) : sink.append(batch);
            if (result instanceof IngestResult.Overloaded full) {
                return Answer.overloaded(full.retryAfter(), full.reason());
            }
            if (!(result instanceof IngestResult.Rejected none) || none.accepted() > 0) {
                change.commit();
            }
            return Answer.of(result, decoder.refusals().list()).withAttached(columns.attached());
        }
    }
}
