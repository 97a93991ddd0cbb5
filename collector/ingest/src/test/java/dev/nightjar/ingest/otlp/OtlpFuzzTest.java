package dev.nightjar.ingest.otlp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whatever bytes come in are stored, refused in part or refused with {@link MalformedException}; nothing else is ever
 * thrown, and labels are always such that a store can read them. Without {@code JAZZER_FUZZ=1} only the kept seeds are
 * run.
 */
class OtlpFuzzTest {
    private static final LogSink LINES = batch -> new IngestResult.Accepted(batch.lineCount());

    private static final SampleSink SAMPLES = OtlpFuzzTest::readAll;

    private static IngestResult readAll(SampleBatch batch) {
        for (int series = 0; series < batch.seriesCount(); series++) {
            try {
                dev.nightjar.model.LabelBytes.decode(batch.bytes(), batch.labelStart(series), batch.labelEnd(series));
            } catch (dev.nightjar.model.LabelBytes.InvalidLabelsException e) {
                throw new AssertionError("labels that no store takes", e);
            }
        }
        return new IngestResult.Accepted(batch.sampleCount());
    }

    private static void storedOrRefused(Signal signal, byte[] body, int length) {
        try {
            Answer answer = signal.store(body, length);
            if (answer.status() != 204 && answer.text().isBlank()) {
                throw new AssertionError("refused without a reason");
            }
        } catch (MalformedException e) {
            if (e.text().isBlank()) {
                throw new AssertionError("refused without a reason", e);
            }
        }
    }

    private static Signal metrics(boolean toNative) {
        OtlpSettings settings = new OtlpSettings(
                TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES,
                java.util.Set.of(),
                true,
                java.util.Set.of(),
                true,
                true,
                toNative,
                10);
        return new MetricsSignal(SAMPLES, IngestLimits.DEFAULTS, settings);
    }

    @FuzzTest(maxDuration = "5m")
    void metrics(byte[] body) {
        storedOrRefused(metrics(false), body, body.length);
        storedOrRefused(metrics(true), body, body.length);
    }

    @FuzzTest(maxDuration = "5m")
    void logs(byte[] body) {
        Signal logs = new LogsSignal(LINES, IngestLimits.DEFAULTS, InstantSource.fixed(Instant.EPOCH));
        storedOrRefused(logs, body, body.length);
    }

    @FuzzTest(maxDuration = "5m")
    void spans(byte[] body) {
        storedOrRefused(new SpansSignal(LINES, IngestLimits.DEFAULTS), body, body.length);
    }

    @FuzzTest(maxDuration = "5m")
    void json(byte[] body) {
        for (Signal signal : new Signal[] {metrics(false), new SpansSignal(LINES, IngestLimits.DEFAULTS)}) {
            try {
                ProtoWriter rewritten = JsonToProto.rewrite(body, body.length, signal.schema());
                storedOrRefused(signal, rewritten.bytes(), rewritten.used());
            } catch (MalformedException e) {
                if (e.text().isBlank()) {
                    throw new AssertionError("refused without a reason", e);
                }
            }
        }
    }
}
