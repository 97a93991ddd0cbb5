package dev.nightjar.ingest;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Arrays that bodies are decoded into, used again and again: a decoded push of a megabyte lives as long as its sync takes
 * and would otherwise outlive the young generation. Thread-safe.
 */
final class DecodedBodies {
    private static final int KEPT = 4;
    private static final int LARGEST_KEPT = 4 << 20;
    private static final int STEP = 256 << 10;

    private final ArrayBlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);

    /** An array of at least {@code bytes}; what is in it is left over. */
    byte[] take(int bytes) {
        if (bytes > LARGEST_KEPT) {
            return new byte[bytes];
        }
        byte[] array = free.poll();
        return array != null && array.length >= bytes ? array : new byte[Math.ceilDiv(bytes, STEP) * STEP];
    }

    /** The array is not used any more. */
    void giveBack(byte[] array) {
        if (array.length > 0 && array.length <= LARGEST_KEPT && !free.offer(array)) {
            free.poll();
            free.offer(array);
        }
    }
}
