package dev.nightjar.tsdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The key of a chunk: day (2 bytes), metric (3), series (4), first timestamp within the day (4), big-endian, so that
 * order on disk is that of a query, and a day is a range of keys. The key of a chunk of late samples has a generation
 * (8) behind that: where two chunks have a sample of the same time, the higher generation is the later write.
 */
final class ChunkKey {
    static final int LENGTH = 13;
    static final int LATE_LENGTH = LENGTH + 8;
    /** Of the part that is the same for all chunks of a series on a day. */
    static final int SERIES_PREFIX = 9;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private ChunkKey() {}

    /** Writes the key of an ordinary chunk to the start of {@code to}. */
    static void write(byte[] to, long firstMillis, int metric, int series) {
        int day = Day.of(firstMillis);
        write(to, day, metric, series, (int) (firstMillis - Day.startMillis(day)));
    }

    static void write(byte[] to, int day, int metric, int series, int startMillis) {
        to[0] = (byte) (day >>> 8);
        to[1] = (byte) day;
        to[2] = (byte) (metric >>> 16);
        to[3] = (byte) (metric >>> 8);
        to[4] = (byte) metric;
        INTS.set(to, 5, series);
        INTS.set(to, 9, startMillis);
    }

    static void writeGeneration(byte[] to, long generation) {
        LONGS.set(to, LENGTH, generation);
    }

    static int day(byte[] key) {
        return (key[0] & 0xff) << 8 | (key[1] & 0xff);
    }

    static int metric(byte[] key) {
        return (key[2] & 0xff) << 16 | (key[3] & 0xff) << 8 | (key[4] & 0xff);
    }

    static int series(byte[] key) {
        return (int) INTS.get(key, 5);
    }

    static long firstMillis(byte[] key) {
        return Day.startMillis(day(key)) + (int) INTS.get(key, 9);
    }

    /** 0 for an ordinary chunk. */
    static long generation(byte[] key, int length) {
        return length == LATE_LENGTH ? (long) LONGS.get(key, LENGTH) : 0;
    }

    /** Metric and series as one number that orders as keys of a day do. */
    static long seriesOrder(byte[] key) {
        return (long) metric(key) << 32 | series(key);
    }

    /** Before all chunks of the series on the day, and behind those of the series before it. */
    static byte[] startOfSeries(int day, long seriesOrder) {
        byte[] key = new byte[SERIES_PREFIX];
        key[0] = (byte) (day >>> 8);
        key[1] = (byte) day;
        key[2] = (byte) (seriesOrder >>> 48);
        key[3] = (byte) (seriesOrder >>> 40);
        key[4] = (byte) (seriesOrder >>> 32);
        INTS.set(key, 5, (int) seriesOrder);
        return key;
    }

    static byte[] startOfDay(int day) {
        return new byte[] {(byte) (day >>> 8), (byte) day};
    }
}
