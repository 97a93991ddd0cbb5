package dev.nightjar.logindex;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Makes signatures anew that could not be read, some blocks at a time. On the sealing thread. */
final class SignaturesAnew {
    private static final int BLOCKS_AT_ONCE = 200;

    private final Days days;
    private final ReentrantLock state;

    /** @param state the store's lock, taken for a moment per day */
    SignaturesAnew(Days days, ReentrantLock state) {
        this.days = days;
        this.state = state;
    }

    void perform() throws IOException {
        for (Day day : days.loaded()) {
            if (day.pin()) {
                try {
                    perform(day);
                } finally {
                    day.unpin();
                }
            }
        }
    }

    private void perform(Day day) throws IOException {
        List<BlockEntry> blocks;
        state.lock();
        try {
            blocks = day.withoutSignature(BLOCKS_AT_ONCE);
        } finally {
            state.unlock();
        }
        for (BlockEntry block : blocks) {
            Lines lines = day.stored().read(block).lines();
            day.sign(block, day.stored().isLost(block) ? Signature.OF_ANYTHING : Signature.of(lines));
        }
    }
}
