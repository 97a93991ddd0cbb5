package dev.nightjar.query.regex;

import dev.nightjar.model.LogSelection.LineFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The texts that every match of a regular expression contains: what a store can look for. */
public final class RegexLiterals {
    private static final int SHORTEST = 2;

    /** Longer ones tell no more and cost more to look for. */
    private static final int LONGEST = 100;

    /** So often what is repeated is read; what follows is no part of its text then. */
    private static final int MOST_REPEATED = 4;

    private static final int REPLACEMENT = 0xfffd;

    private final List<LineFilter> found = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean foldCase;

    private RegexLiterals() {}

    /** Conditions that all must hold; empty where nothing is certain. {@code regex} has been compiled. */
    public static List<LineFilter> of(String regex) {
        return of(RegexReader.readRoughly(regex));
    }

    private static List<LineFilter> of(Regex regex) {
        RegexLiterals literals = new RegexLiterals();
        literals.read(regex);
        literals.finish();
        return literals.found;
    }

    /** The one of several conditions that leaves most lines out, as far as their length tells. */
    public static Optional<LineFilter> longest(List<LineFilter> conditions) {
        return conditions.stream().max((a, b) -> length(a) - length(b));
    }

    private static int length(LineFilter filter) {
        return switch (filter) {
            case LineFilter.Contains contains -> contains.text().length();
            case LineFilter.AnyOf any ->
                any.alternatives().stream()
                        .mapToInt(RegexLiterals::length)
                        .min()
                        .orElse(0);
            case LineFilter.Passes _, LineFilter.Not _ -> 0;
        };
    }

    private void read(Regex regex) {
        switch (regex) {
            case Regex.One one -> read(one.of());
            case Regex.Sequence sequence -> sequence.parts().forEach(this::read);
            case Regex.Choice choice -> {
                finish();
                anyOf(choice.branches()).ifPresent(found::add);
            }
            case Regex.Repeated repeated -> read(repeated);
            case Regex.At _ -> {} // takes no text
        }
    }

    private static Optional<LineFilter> anyOf(List<Regex> branches) {
        List<LineFilter> alternatives = new ArrayList<>();
        for (Regex branch : branches) {
            Optional<LineFilter> longest = longest(of(branch));
            if (longest.isEmpty()) {
                return Optional.empty();
            }
            alternatives.add(longest.get());
        }
        return Optional.of(new LineFilter.AnyOf(alternatives));
    }

    /** Its first text follows what comes before, its last comes before what follows. */
    private void read(Regex.Repeated repeated) {
        int times = Math.min(repeated.least(), MOST_REPEATED);
        for (int i = 0; i < times; i++) {
            read(repeated.part());
        }
        if (times != repeated.most()) {
            finish();
            if (times > 0) {
                read(repeated.part());
            }
        }
    }

    private void read(CodePoints set) {
        int c = set.ranges().isEmpty() ? REPLACEMENT : set.ranges().getFirst().low();
        boolean one = set.equals(CodePoints.range(c, c));
        boolean letter = c >= 'A' && c <= 'Z' && set.equals(bothCases(c));
        if (!(one || letter) || isNoText(c)) {
            finish();
            return;
        }
        foldCase |= letter;
        text.appendCodePoint(c);
        if (text.length() >= LONGEST) {
            finish();
        }
    }

    /** Nothing else: k and s have a third, outside ASCII. */
    private static CodePoints bothCases(int upper) {
        int lower = Character.toLowerCase(upper);
        return CodePoints.range(upper, upper).and(CodePoints.range(lower, lower));
    }

    /** What lines may have in place of bytes that are not UTF-8, and what is no character. */
    private static boolean isNoText(int c) {
        return c == REPLACEMENT || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private void finish() {
        LineFilter condition = new LineFilter.Contains(text.toString(), foldCase);
        if (text.length() >= SHORTEST && !found.contains(condition)) {
            found.add(condition);
        }
        text.setLength(0);
        foldCase = false;
    }
}
