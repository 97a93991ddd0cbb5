package dev.nightjar.tsdb;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The process that {@link KillTest} kills: writes step after step, says on its standard output which steps were
 * acknowledged, and now and then flushes, checkpoints and lets series fall silent.
 */
final class CrashWriter {
    static final int SERIES = 300;
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final long START = NOW.minusSeconds(5 * 3600).toEpochMilli();
    /** Small enough that checkpoints happen all the time. */
    static final TsdbConfig CONFIG = TsdbConfig.DEFAULTS.withMaxLogBytes(1 << 20);

    private CrashWriter() {}

    /** Arguments: directory, first step. Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
        Tsdb tsdb = Tsdb.open(Path.of(arguments[0]), CONFIG, new TestingClock(NOW));
        for (int step = Integer.parseInt(arguments[1]); ; step++) {
            if (!(tsdb.append(step(step)) instanceof IngestResult.Accepted)) {
                System.exit(1);
            }
            System.out.println(step);
            if (step % 97 == 96) {
                tsdb.tend();
            }
            if (step % 701 == 700) {
                tsdb.flush();
            }
        }
    }

    /** Every series has a sample at every step; every tenth step comes late, and every seventh overwrites one before. */
    static SampleBatch step(int step) {
        SampleBatch.Builder batch = SampleBatch.builder();
        for (int series = 0; series < SERIES; series++) {
            batch.series(labels(series)).sample(time(step), value(series, step));
            if (step % 7 == 6) {
                batch.sample(time(step - 3), overwritten(series, step - 3));
            }
        }
        return batch.build();
    }

    static Labels labels(int series) {
        return Labels.of("__name__", "crash_" + series % 7, "series", "s" + series);
    }

    static long time(int step) {
        int slot = step % 10 == 9 ? step - 5 : step;
        return START + slot * 5000L + (step % 10 == 9 ? 1 : 0);
    }

    /** How many samples a series has after the step. */
    static int times(int lastStep) {
        Set<Long> times = new HashSet<>();
        for (int step = 0; step <= lastStep; step++) {
            times.add(time(step));
            if (step % 7 == 6) {
                times.add(time(step - 3));
            }
        }
        return times.size();
    }

    static double value(int series, int step) {
        return series % 3 == 0 ? step : series % 3 == 1 ? step * 0.25 + series : Math.sqrt(step + series);
    }

    static double overwritten(int series, int step) {
        return -value(series, step) - 1;
    }
}
