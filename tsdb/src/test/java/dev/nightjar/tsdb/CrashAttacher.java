package dev.nightjar.tsdb;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.testkit.RandomHistograms;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import java.util.Random;

/**
 * The process that {@link AttachmentKillTest} kills: writes native histograms, start times, exemplars and metadata, step
 * after step, some of them late, and now and then flushes and checkpoints.
 */
final class CrashAttacher {
    static final int SERIES = 40;

    private CrashAttacher() {}

    /** Arguments: directory, first step. Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        Tsdb tsdb = Tsdb.open(Path.of(arguments[0]), CrashWriter.CONFIG, new TestingClock(CrashWriter.NOW));
        for (int step = Integer.parseInt(arguments[1]); ; step++) {
            if (!(tsdb.append(step(step)) instanceof IngestResult.Accepted)) {
                System.exit(1);
            }
            System.out.println(step);
            if (step % 61 == 60) {
                tsdb.tend();
            }
            if (step % 353 == 352) {
                tsdb.flush();
            }
        }
    }

    static SampleBatch step(int step) {
        SampleBatch.Builder batch = SampleBatch.builder();
        for (int series = 0; series < SERIES; series++) {
            batch.series(Labels.of("__name__", "crash_" + series % 3, "series", "s" + series));
            long time = CrashWriter.time(step);
            if (series % 4 == 0) {
                batch.sample(time, step);
            } else {
                batch.histogram(time, histogram(series, step));
            }
            if (series % 2 == 0) {
                batch.startedAt(CrashWriter.START - 1000 - step / 40);
            }
            if (series % 8 == step % 8) {
                batch.exemplar(new Exemplar(Labels.of("trace_id", series + "-" + step), step, time));
            }
        }
        return batch.metadata(new MetricMetadata(
                        "crash_" + step % 3, MetricMetadata.Type.HISTOGRAM, "Step " + step / 3 % 5, ""))
                .build();
    }

    /** The same for the same series and step, in whatever process. */
    private static NativeHistogram histogram(int series, int step) {
        RandomHistograms histograms = new RandomHistograms(new Random(series));
        NativeHistogram last = histograms.next();
        for (int i = 0; i < step % 16; i++) {
            last = histograms.next();
        }
        return last;
    }
}
