package dev.nightjar.query.regex;

import dev.nightjar.model.LineTest;

/** Searches a text for an expression piece by piece; places are rows of an automaton that forgets none. */
final class RegexWalk implements LineTest.Walk {
    private final LazyDfa automaton;

    RegexWalk(Program program) {
        this.automaton = new LazyDfa(program, false);
    }

    @Override
    public int start() {
        return automaton.begin();
    }

    @Override
    public int step(int place, byte[] text, int from, int to) {
        return automaton.walk(place, text, from, to);
    }

    @Override
    public int stepBy(int place, int value) {
        return automaton.walk(place, value);
    }

    @Override
    public int end(int place) {
        return automaton.atEnd(place);
    }
}
