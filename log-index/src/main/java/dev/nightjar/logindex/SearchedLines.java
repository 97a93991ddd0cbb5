package dev.nightjar.logindex;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Lines searched by their text. */
record SearchedLines(Lines all) implements LineSearch.Searched {
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
        for (int line = 0; line < all.size(); line++) {
            if ((among == null || among.get(line)) && test.test().passes(all.line(line))) {
                passing.set(line);
            }
        }
        return passing;
    }
}
