package dev.nightjar.tsdb;

import dev.nightjar.model.SummaryRequest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key of a series' summaries of one day: day (2 bytes), resolution (1), metric (3), series (4), big-endian. The key
 * of a day alone, with resolution 0, says that the day has been summed up.
 */
final class RollupKey {
    static final int LENGTH = 10;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** Lengths of the stretches that are kept, coarse ones first. */
    enum Resolution {
        HOUR(2, SummaryRequest.HOUR),
        FIVE_MINUTES(1, SummaryRequest.FIVE_MINUTES);

        final int code;
        final long millis;

        Resolution(int code, long millis) {
            this.code = code;
            this.millis = millis;
        }

        static Optional<Resolution> of(long millis) {
            return Arrays.stream(values()).filter(kept -> kept.millis == millis).findFirst();
        }
    }

    private RollupKey() {}

    static void write(byte[] to, int day, Resolution resolution, long seriesOrder) {
        to[0] = (byte) (day >>> 8);
        to[1] = (byte) day;
        to[2] = (byte) resolution.code;
        int metric = (int) (seriesOrder >>> 32);
        to[3] = (byte) (metric >>> 16);
        to[4] = (byte) (metric >>> 8);
        to[5] = (byte) metric;
        INTS.set(to, 6, (int) seriesOrder);
    }

    static byte[] ofDay(int day) {
        return new byte[] {(byte) (day >>> 8), (byte) day, 0};
    }

    static int day(byte[] key) {
        return (key[0] & 0xff) << 8 | (key[1] & 0xff);
    }
}
