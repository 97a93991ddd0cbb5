package dev.nightjar.logindex;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Lines searched by their text.
 *
 * @param check called now and then while they are tested; what it throws ends that
 */
record SearchedLines(Lines all, Runnable check) implements LineSearch.Searched {
    /** A test may take milliseconds for a line. */
    private static final int LINES_BETWEEN_CHECKS = 16;

    @Override
    public int lines() {
        return all.size();
    }

    @Override
    public BitSet containing(Needle needle) {
        return needle.in(all);
    }

    @Override
    public BitSet passing(TestWalk.Idle test, @Nullable BitSet among) {
        BitSet passing = new BitSet(all.size());
        int tested = 0;
        for (int line = 0; line < all.size(); line++) {
            if (among == null || among.get(line)) {
                passing.set(line, test.test().passes(all.line(line)));
                if (++tested % LINES_BETWEEN_CHECKS == 0) {
                    check.run();
                }
            }
        }
        return passing;
    }
}
