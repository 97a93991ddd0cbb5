package dev.nightjar.logindex;

import dev.nightjar.model.LineTest;

/*
 * R. Baeza-Yates and G. Gonnet, "A New Approach to Text Searching", CACM 1992: which beginnings of what is looked for end
 * at the present byte, as bits.
 */
/** Whether a line holds bytes of these kinds in a row: a test with an automaton small enough to be plainly right. */
final class ShiftAnd implements LineTest {
    static final int LONGEST = 20;

    /** By byte, the places in the row where it may stand. */
    private final int[] places = new int[256];

    private final int last;

    /** {@code kinds}: for each place the bytes that may stand there; at least one and at most {@link #LONGEST}. */
    ShiftAnd(boolean[][] kinds) {
        for (int place = 0; place < kinds.length; place++) {
            for (int value = 0; value < 256; value++) {
                places[value] |= kinds[place][value] ? 1 << place : 0;
            }
        }
        last = 1 << (kinds.length - 1);
    }

    private int next(int ends, int value) {
        return (ends << 1 | 1) & places[value];
    }

    @Override
    public boolean passes(byte[] line) {
        int ends = 0;
        for (byte b : line) {
            ends = next(ends, b & 0xff);
            if ((ends & last) != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Walk walk() {
        return new Walk() {
            @Override
            public int start() {
                return 1;
            }

            @Override
            public int step(int place, byte[] text, int from, int to) {
                int now = place;
                for (int i = from; i < to && now > 0; i++) {
                    now = text[i] == '!' ? UNDECIDED : stepBy(now, text[i] & 0xff);
                }
                return now;
            }

            @Override
            public int stepBy(int place, int value) {
                int ends = next(place - 1, value);
                return (ends & last) != 0 ? PASSES : ends + 1;
            }

            @Override
            public int end(int place) {
                return FAILS;
            }
        };
    }
}
