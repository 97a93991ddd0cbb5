package dev.nightjar.query.logql;

import dev.nightjar.model.LineTest;
import dev.nightjar.query.regex.RegexSearch;

/**
 * A test that only whole lines answer, beside an expression that is found in every line that passes: where it is absent,
 * nobody need look at the line.
 */
record Narrowed(LineTest exact, RegexSearch necessary) implements LineTest {
    @Override
    public boolean passes(byte[] line) {
        return exact.passes(line);
    }

    @Override
    public Walk walk() {
        Walk walk = necessary.walk();
        return new Walk() {
            @Override
            public int start() {
                return onlyAbsence(walk.start());
            }

            @Override
            public int step(int place, byte[] text, int from, int to) {
                return onlyAbsence(walk.step(place, text, from, to));
            }

            @Override
            public int stepBy(int place, int value) {
                return onlyAbsence(walk.stepBy(place, value));
            }

            @Override
            public int end(int place) {
                return onlyAbsence(walk.end(place));
            }
        };
    }

    private static int onlyAbsence(int place) {
        return place == Walk.PASSES ? Walk.UNDECIDED : place;
    }
}
