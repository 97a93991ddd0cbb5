package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.PlacedCursor;
import dev.nightjar.model.SampleBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some series in a row, read before they are needed; its buffers are used again. Belongs to one thread at a time. */
final class SeriesPortion {
    /** What a portion should take, measured in samples: some hundred microseconds, many times a hand-over. */
    private static final long WORK = 16_384;

    /** Finding a series and its labels, measured in samples. */
    static final long WORK_A_SERIES = 128;

    /** A portion of series that are far longer than those before ends early. */
    private static final long MOST_SAMPLES = 8 * WORK;

    private static final int FEW_SAMPLES = 16;

    /** Takes one series; the buffer is used again for the next. */
    interface Taker {
        void take(Labels labels, SampleBuffer samples);
    }

    private final List<Labels> labels = new ArrayList<>();
    private final List<SampleBuffer> buffers = new ArrayList<>();
    private int end;
    private @Nullable Throwable failure;

    /** Whether reading so much is worth another's help. */
    static boolean isLong(long work) {
        return work >= WORK;
    }

    /** How many series make a portion, where {@code series} took {@code work}. */
    static int places(int series, long work) {
        return Math.clamp(WORK * series / work, 1, 1_024);
    }

    /** Reads the series at the places {@code [from, to)} instead of those it has, or as many as it may hold. */
    void fill(PlacedCursor cursor, int from, int to) {
        labels.clear();
        failure = null;
        end = to;
        long samples = 0;
        cursor.moveTo(from);
        while (cursor.nextBefore(to)) {
            if (buffers.size() == labels.size()) {
                buffers.add(new SampleBuffer(FEW_SAMPLES));
            }
            SampleBuffer buffer = buffers.get(labels.size());
            buffer.clear();
            cursor.read(buffer);
            labels.add(cursor.labels());
            samples += buffer.size();
            if (samples > MOST_SAMPLES) {
                end = cursor.place();
                return;
            }
        }
    }

    /** The same; what is thrown, {@link #check} throws. */
    void fillOrFail(PlacedCursor cursor, int from, int to) {
        try {
            fill(cursor, from, to);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    void check() {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** The place behind the last that was read. */
    int end() {
        return end;
    }

    void forEach(Taker taker) {
        for (int i = 0; i < labels.size(); i++) {
            taker.take(labels.get(i), buffers.get(i));
        }
    }

    /** Hands over the series at the places {@code [from, to)}, each as it is read. */
    static void readEach(PlacedCursor cursor, int from, int to, Taker taker) {
        SampleBuffer samples = new SampleBuffer();
        cursor.moveTo(from);
        while (cursor.nextBefore(to)) {
            samples.clear();
            cursor.read(samples);
            taker.take(cursor.labels(), samples);
        }
    }
}
