package dev.nightjar.logindex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The ways in which a needle can lie in rows of a template: each a list of questions to the values of slots, all of which
 * must be answered yes. No way at all: no such row holds it. A way without questions: every such row does. A needle
 * found in a literal needs no value; one that begins in a literal, crosses a slot and ends in the next literal needs the
 * slot to be just what lies between.
 */
final class NeedleWays {
    /**
     * A question to a slot's value.
     *
     * @param offset how many slots before it share its column
     * @param number of the question, among all that the needle leads to
     */
    record Condition(int slot, int offset, int number, ValueTest test) {}

    private static final Condition[][] NONE = {};
    private static final Condition[][] ALWAYS = {{}};

    private final Template template;
    private final byte[] needle;
    private final boolean foldCase;
    private final ToIntFunction<ValueTest> numbers;
    private final List<Condition[]> found = new ArrayList<>();
    private final List<Condition> path = new ArrayList<>();

    private NeedleWays(Template template, byte[] needle, boolean foldCase, ToIntFunction<ValueTest> numbers) {
        this.template = template;
        this.needle = needle;
        this.foldCase = foldCase;
        this.numbers = numbers;
    }

    /**
     * {@code needle}, not empty and without line breaks, is in lower case where case does not count; {@code numbers}
     * gives the same number to equal tests.
     */
    static Condition[][] of(Template template, byte[] needle, boolean foldCase, ToIntFunction<ValueTest> numbers) {
        NeedleWays ways = new NeedleWays(template, needle, foldCase, numbers);
        ways.search();
        if (ways.found.isEmpty()) {
            return NONE;
        }
        return ways.found.stream().anyMatch(way -> way.length == 0) ? ALWAYS : ways.found.toArray(Condition[][]::new);
    }

    private void search() {
        byte[] literals = template.literals();
        for (int literal = 0; literal <= template.slots(); literal++) {
            int end = template.literalEnd(literal);
            for (int at = template.literalStart(literal); at < end; at++) {
                if (ValueTest.same(literals[at], needle[0], foldCase)) {
                    inLiteral(literal, at, 0);
                }
            }
        }
        for (int slot = 0; slot < template.slots(); slot++) {
            int fits = fitting(slot, 0);
            if (fits == needle.length) {
                with(slot, ValueTest.Kind.CONTAINS, 0, fits, this::take);
            }
            for (int length = 1; length <= Math.min(fits, needle.length - 1); length++) {
                int covered = length;
                int next = slot + 1;
                with(
                        slot,
                        ValueTest.Kind.ENDS,
                        0,
                        covered,
                        () -> inLiteral(next, template.literalStart(next), covered));
            }
        }
    }

    /** The path is a way. Whole values are asked for first: that is cheap and often enough. */
    private void take() {
        List<Condition> way = new ArrayList<>(path);
        way.sort(Comparator.comparing(condition -> condition.test().kind() != ValueTest.Kind.EQUALS));
        found.add(way.toArray(Condition[]::new));
    }

    /** Goes on at byte {@code at} of the literals, in literal {@code literal}, with the needle's byte {@code from}. */
    private void inLiteral(int literal, int at, int from) {
        int i = from;
        for (int place = at; place < template.literalEnd(literal); place++) {
            if (i == needle.length) {
                break;
            }
            if (!ValueTest.same(template.literals()[place], needle[i], foldCase)) {
                return;
            }
            i++;
        }
        if (i == needle.length) {
            take();
        } else if (literal < template.slots()) {
            atSlot(literal, i);
        }
    }

    /** The slot begins just where the needle's byte {@code from} must be. */
    private void atSlot(int slot, int from) {
        int fits = fitting(slot, from);
        if (from + fits == needle.length) {
            with(slot, ValueTest.Kind.STARTS, from, needle.length, this::take);
        }
        for (int end = from + 1; end <= Math.min(from + fits, needle.length - 1); end++) {
            int covered = end;
            int next = slot + 1;
            with(
                    slot,
                    ValueTest.Kind.EQUALS,
                    from,
                    covered,
                    () -> inLiteral(next, template.literalStart(next), covered));
        }
    }

    private void with(int slot, ValueTest.Kind kind, int from, int to, Runnable goOn) {
        ValueTest test = new ValueTest(kind, Arrays.copyOfRange(needle, from, to), foldCase);
        path.add(new Condition(slot, template.offset(slot), numbers.applyAsInt(test), test));
        goOn.run();
        path.removeLast();
    }

    /** How many of the needle's bytes from {@code from} on may stand in a value of the slot. */
    private int fitting(int slot, int from) {
        boolean number = template.kind(slot) == Template.NUMBER;
        int i = from;
        while (i < needle.length && RowShape.mayStandIn(needle[i], number)) {
            i++;
        }
        return i - from;
    }
}
