package dev.nightjar.journal;

import org.jspecify.annotations.Nullable;

/** Walks over entries {@code first} to {@code last} and finds the first that does not follow from the one before it. */
final class ChainCheck {
    private final long first;
    private final long last;
    private long expected;
    private byte[] previousHash = Entry.GENESIS;
    private Verification.@Nullable Broken broken;

    ChainCheck(long first, long last) {
        this.first = first;
        this.last = last;
        this.expected = first;
    }

    /** Takes the entry before the first, if there is one, then the others in order; false when there is no need for more. */
    boolean take(long offset, byte[] value) {
        if (offset > last || broken != null) {
            return false;
        }
        if (offset != expected && offset != first - 1) {
            broken = new Verification.Broken(expected, "the entry is missing, the next one is " + offset);
            return false;
        }
        try {
            Entry entry = Entry.read(offset, value);
            if (offset == first - 1) {
                previousHash = entry.hash();
                return true;
            }
            if (!entry.follows(previousHash)) {
                broken = new Verification.Broken(
                        offset, "the entry was changed, or the one before it was replaced: its hash does not fit");
                return false;
            }
            previousHash = entry.hash();
            expected++;
            return true;
        } catch (IllegalArgumentException e) {
            broken = new Verification.Broken(offset, String.valueOf(e.getMessage()));
            return false;
        }
    }

    Verification result() {
        if (broken != null) {
            return broken;
        }
        return expected > last
                ? new Verification.Intact(last)
                : new Verification.Broken(expected, "the entry is missing, and so is everything after it");
    }

    byte[] lastHash() {
        return previousHash;
    }
}
