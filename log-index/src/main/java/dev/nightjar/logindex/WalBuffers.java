package dev.nightjar.logindex;

import java.util.concurrent.ArrayBlockingQueue;

/** Where records of the write-ahead log are put together, used again and again. Thread-safe. */
final class WalBuffers {
    private static final int KEPT = 4;
    private static final int CAPACITY = 1 << 20;
    private static final int LARGEST_KEPT = 4 << 20;

    private final ArrayBlockingQueue<ByteWriter> free = new ArrayBlockingQueue<>(KEPT);

    /** With a record begun. */
    ByteWriter take() {
        ByteWriter buffer = free.poll();
        return WalRecord.begin(buffer == null ? new ByteWriter(CAPACITY) : buffer);
    }

    void giveBack(ByteWriter buffer) {
        if (buffer.array().length <= LARGEST_KEPT) {
            buffer.clear();
            free.offer(buffer);
        }
    }
}
