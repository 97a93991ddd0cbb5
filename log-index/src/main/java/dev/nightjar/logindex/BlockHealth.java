package dev.nightjar.logindex;

import java.util.BitSet;

/** Which of a day's blocks were looked through since the day was opened, and which cannot be read. Thread-safe. */
final class BlockHealth {
    private final BitSet sound = new BitSet();
    private final BitSet lost = new BitSet();

    synchronized boolean isSound(int ordinal) {
        return sound.get(ordinal);
    }

    synchronized boolean isLost(int ordinal) {
        return lost.get(ordinal);
    }

    synchronized boolean anyLost() {
        return !lost.isEmpty();
    }

    /** By ordinal. */
    synchronized BitSet lost() {
        return (BitSet) lost.clone();
    }

    synchronized void sound(int ordinal) {
        sound.set(ordinal);
    }

    synchronized void lost(int ordinal) {
        lost.set(ordinal);
    }

    /** The block's bytes are others now. */
    synchronized void changed(int ordinal) {
        sound.clear(ordinal);
        lost.clear(ordinal);
    }
}
