package dev.nightjar.ingest.transfer;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Moves samples from a feed into a sink, batch by batch. After each batch the place is told from which another run can
 * go on; since sinks are idempotent, what was sent but not told is merely sent again.
 */
public final class Importer {
    private static final int BATCH_SAMPLES = 20_000;
    /** What a native histogram weighs in a batch. */
    private static final int SAMPLES_A_HISTOGRAM = 20;

    private static final int MOST_WAITS = 120;

    /** Told how far things are. */
    public interface Progress {
        /** All samples of the first {@code steps} steps are stored or finally refused. */
        void reached(long steps, Outcome outcome, double progress) throws TransferException;
    }

    /** Waits before a batch is sent again. */
    public interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    /** What has become of the samples by now; refusals by code, with their number. */
    public record Outcome(long stored, Map<String, Long> refused, Map<String, String> reasons) {
        public Outcome {
            refused = Map.copyOf(refused);
            reasons = Map.copyOf(reasons);
        }
    }

    private final SampleSink sink;
    private final Pause pause;
    private SampleBatch.Builder batch = SampleBatch.builder();
    private @Nullable Labels series;
    private int gathered;
    private long stored;
    private final Map<String, Long> refused = new TreeMap<>();
    private final Map<String, String> reasons = new TreeMap<>();

    public Importer(SampleSink sink, Pause pause) {
        this.sink = sink;
        this.pause = pause;
    }

    /**
     * Sends everything after the first {@code skip} steps.
     *
     * @throws TransferException if the source is damaged or the sink stays overloaded; what was told before is stored
     */
    public Outcome run(SampleFeed feed, long skip, Progress progress) throws TransferException, InterruptedException {
        long steps = 0;
        while (steps < skip && feed.step((labels, time, value) -> {})) {
            steps++;
        }
        SampleFeed.Taker taker = new Gathering();
        while (feed.step(taker)) {
            steps++;
            if (gathered >= BATCH_SAMPLES) {
                send();
                progress.reached(steps, outcome(), feed.progress());
            }
        }
        send();
        progress.reached(steps, outcome(), 1);
        return outcome();
    }

    /** Puts what it gets into the batch. */
    private final class Gathering implements SampleFeed.Taker {
        @Override
        public void sample(Labels labels, long time, double value) {
            begin(labels);
            batch.sample(time, value);
            gathered++;
        }

        @Override
        public void histogram(Labels labels, long time, NativeHistogram histogram) {
            begin(labels);
            batch.histogram(time, histogram);
            gathered += SAMPLES_A_HISTOGRAM;
        }

        private void begin(Labels labels) {
            if (!labels.equals(series)) {
                batch.series(labels);
                series = labels;
            }
        }
    }

    private void send() throws TransferException, InterruptedException {
        if (batch.sampleCount() == 0) {
            return;
        }
        SampleBatch full = batch.build();
        for (int attempt = 0; ; attempt++) {
            switch (sink.append(full)) {
                case IngestResult.Accepted accepted -> stored += accepted.items();
                case IngestResult.Rejected rejected -> {
                    stored += rejected.accepted();
                    for (Rejection reason : rejected.reasons()) {
                        refused.merge(reason.code(), reason.items(), Long::sum);
                        reasons.putIfAbsent(reason.code(), reason.message());
                    }
                }
                case IngestResult.Overloaded overloaded -> {
                    if (attempt == MOST_WAITS) {
                        throw new TransferException("the store takes nothing: " + overloaded.reason()
                                + ". Start again to go on from here.");
                    }
                    pause.of(overloaded.retryAfter());
                    continue;
                }
            }
            break;
        }
        batch = SampleBatch.builder();
        series = null;
        gathered = 0;
    }

    private Outcome outcome() {
        return new Outcome(stored, refused, reasons);
    }
}
