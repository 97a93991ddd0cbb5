package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The hash of labels by which Prometheus takes a share of them, so that {@code limit_ratio} takes the same series: the
 * 64-bit xxHash (Yann Collet, seed 0) of all names and values, each after its length.
 */
final class LabelHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    /** Lengths from here on take four bytes instead of one. */
    private static final int LONG_LENGTH = 255;

    private LabelHash() {}

    /** The hash as a share of the greatest one, from 0 to 1. */
    static double fraction(Labels labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < labels.size(); i++) {
            add(bytes, labels.name(i));
            add(bytes, labels.value(i));
        }
        long hash = of(bytes.toByteArray());
        return ((hash >>> 1 | (hash & 1)) * 2.0) / 0x1p64;
    }

    private static void add(ByteArrayOutputStream to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LONG_LENGTH) {
            to.write(bytes.length);
        } else {
            to.write(LONG_LENGTH);
            to.write(bytes.length);
            to.write(bytes.length >>> 8);
            to.write(bytes.length >>> 16);
        }
        to.writeBytes(bytes);
    }

    static long of(byte[] bytes) {
        int at = 0;
        long hash;
        if (bytes.length >= 32) {
            // P1 + P2, P2, 0, -P1
            long[] lanes = {0x60EA27EEADC0B5D6L, P2, 0, 0x61C8864E7A143579L};
            for (; at <= bytes.length - 32; at += 32) {
                for (int lane = 0; lane < 4; lane++) {
                    lanes[lane] = round(lanes[lane], (long) LONG.get(bytes, at + 8 * lane));
                }
            }
            hash = Long.rotateLeft(lanes[0], 1)
                    + Long.rotateLeft(lanes[1], 7)
                    + Long.rotateLeft(lanes[2], 12)
                    + Long.rotateLeft(lanes[3], 18);
            for (long lane : lanes) {
                hash = (hash ^ round(0, lane)) * P1 + P4;
            }
        } else {
            hash = P5;
        }
        return scattered(rest(hash + bytes.length, bytes, at));
    }

    /** What is left when no 32 bytes are. */
    private static long rest(long before, byte[] bytes, int from) {
        long hash = before;
        int at = from;
        for (; at <= bytes.length - 8; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(bytes, at)), 27) * P1 + P4;
        }
        if (at <= bytes.length - 4) {
            hash = Long.rotateLeft(hash ^ Integer.toUnsignedLong((int) INT.get(bytes, at)) * P1, 23) * P2 + P3;
            at += 4;
        }
        for (; at < bytes.length; at++) {
            hash = Long.rotateLeft(hash ^ (bytes[at] & 0xff) * P5, 11) * P1;
        }
        return hash;
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * P2, 31) * P1;
    }

    private static long scattered(long hash) {
        long h = (hash ^ (hash >>> 33)) * P2;
        h = (h ^ (h >>> 29)) * P3;
        return h ^ (h >>> 32);
    }
}
