package dev.nightjar.tsdb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The open chunks of 256 series with neighbouring ids, as columns. A series' newest samples, up to {@link #STAGED}, are
 * staged raw; those before them lie compressed in its stream of minis.
 *
 * <p>Staged timestamps are a first one and a step as long as they are even; the column of offsets comes into being with
 * the first series of the page that is not.
 */
final class HeadPage {
    static final int BITS = 8;
    static final int SIZE = 1 << BITS;
    static final int STAGED = 32;
    static final long NEVER = Long.MIN_VALUE;

    /** The series' newest timestamp ever, or {@link #NEVER}. */
    final long[] last = new long[SIZE];
    /** The open chunk's first timestamp. */
    final long[] chunkFirst = new long[SIZE];
    /** Where the open chunk's day ends: a sample from there on belongs to the next chunk. */
    final long[] chunkEnd = new long[SIZE];

    final int[] firstBlock = new int[SIZE];
    final int[] lastBlock = new int[SIZE];
    final int[] streamBytes = new int[SIZE];
    /** Samples in the stream of minis. */
    final short[] packed = new short[SIZE];
    /**
     * Late samples may overrule samples of the open chunk, so an equal sample is not always a duplicate; and chunks on the
     * disk may be younger than its first sample.
     */
    final boolean[] overruled = new boolean[SIZE];

    private final byte[] staged = new byte[SIZE];
    private final long[] stagedFirst = new long[SIZE];
    private final int[] stagedStep = new int[SIZE];
    private int @Nullable [] offsets;
    private double @Nullable [] values;
    /** Since when open chunks' counters count; null while none of the page says. */
    private @Nullable StartRuns @Nullable [] starts;

    HeadPage() {
        Arrays.fill(last, NEVER);
    }

    boolean isOpen(int i) {
        return staged[i] > 0;
    }

    int stagedCount(int i) {
        return staged[i];
    }

    long stagedFirst(int i) {
        return stagedFirst[i];
    }

    long stagedTime(int i, int k) {
        int[] known = offsets;
        return stagedFirst[i] + (known == null ? (long) k * stagedStep[i] : known[i * STAGED + k]);
    }

    double stagedValue(int i, int k) {
        double[] known = values;
        return known == null ? 0 : known[i * STAGED + k];
    }

    /** There must be room; {@code time} is after the last one and on the same day as the first. */
    void stage(int i, long time, double value) {
        double[] to = values;
        if (to == null) {
            to = new double[SIZE * STAGED];
            values = to;
        }
        int count = staged[i];
        if (count == 0) {
            stagedFirst[i] = time;
            stagedStep[i] = 0;
        }
        int offset = (int) (time - stagedFirst[i]);
        if (count == 1) {
            stagedStep[i] = offset;
        }
        int[] known = offsets;
        if (known == null && offset != count * stagedStep[i]) {
            known = writeOffsetsOut();
        }
        if (known != null) {
            known[i * STAGED + count] = offset;
        }
        to[i * STAGED + count] = value;
        staged[i] = (byte) (count + 1);
    }

    private int[] writeOffsetsOut() {
        int[] known = new int[SIZE * STAGED];
        for (int i = 0; i < SIZE; i++) {
            for (int k = 0; k < staged[i]; k++) {
                known[i * STAGED + k] = k * stagedStep[i];
            }
        }
        offsets = known;
        return known;
    }

    boolean hasStarts() {
        return starts != null;
    }

    /** Since when the counters of the open chunk's samples count, or null if none says. */
    @Nullable
    StartRuns starts(int i) {
        @Nullable StartRuns[] known = starts;
        return known == null ? null : known[i];
    }

    /** Says it of the open chunk's sample of that number, the newest. */
    void started(int i, int sample, long startMillis) {
        @Nullable StartRuns[] known = starts;
        if (known == null) {
            known = new @Nullable StartRuns[SIZE];
            starts = known;
        }
        StartRuns runs = known[i];
        if (runs == null) {
            if (startMillis == 0) {
                return;
            }
            runs = new StartRuns();
            known[i] = runs;
            if (sample > 0) {
                runs.from(0, 0);
            }
        }
        runs.from(sample, startMillis);
    }

    void clearStarts(int i) {
        if (starts != null) {
            starts[i] = null;
        }
    }

    void clearStaged(int i) {
        staged[i] = 0;
    }

    /** Appends the staged samples to {@code times} and {@code to} at {@code at}; returns how many. */
    int copyStaged(int i, long[] times, double[] to, int at) {
        int count = staged[i];
        for (int k = 0; k < count; k++) {
            times[at + k] = stagedTime(i, k);
        }
        if (values != null) {
            System.arraycopy(values, i * STAGED, to, at, count);
        }
        return count;
    }

    /** Gives the large columns back if no series of the page is open. */
    void releaseIfIdle() {
        for (byte count : staged) {
            if (count > 0) {
                return;
            }
        }
        values = null;
        offsets = null;
        starts = null;
    }
}
