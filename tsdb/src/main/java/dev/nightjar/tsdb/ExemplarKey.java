package dev.nightjar.tsdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The key of an exemplar: that of a chunk (day, metric, series, time within the day), and a hash (8) of what it says, so
 * that one that comes twice is there once and different ones of the same moment stand side by side.
 */
final class ExemplarKey {
    static final int LENGTH = ChunkKey.LENGTH + 8;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private ExemplarKey() {}

    static byte[] of(long timeMillis, int metric, int series, byte[] content) {
        byte[] key = new byte[LENGTH];
        ChunkKey.write(key, timeMillis, metric, series);
        LONGS.set(key, ChunkKey.LENGTH, fnv1a(content));
        return key;
    }

    private static long fnv1a(byte[] bytes) {
        long hash = FNV_OFFSET;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
