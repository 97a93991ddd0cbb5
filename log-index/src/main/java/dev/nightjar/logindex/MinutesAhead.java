package dev.nightjar.logindex;

import java.util.concurrent.locks.ReentrantLock;

/** Counts the minutes of new blocks once they are there, so that who asks for counts of lines need not. */
final class MinutesAhead {
    private final Days days;
    private final ReentrantLock state;

    /** @param state the store's lock, taken for a moment per day */
    MinutesAhead(Days days, ReentrantLock state) {
        this.days = days;
        this.state = state;
    }

    void count() {
        for (Day day : days.loaded()) {
            BlockTable.View blocks;
            state.lock();
            try {
                blocks = day.blocks();
            } finally {
                state.unlock();
            }
            day.minutes().of(blocks);
        }
    }
}
