package dev.nightjar.query.regex;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of code points: ranges in order that neither overlap nor touch. */
record CodePoints(List<Range> ranges) {
    static final CodePoints NONE = new CodePoints(List.of());
    static final CodePoints ALL = range(0, Character.MAX_CODE_POINT);
    static final CodePoints NOT_NEWLINE = range('\n', '\n').negated();

    /** From {@code low} to {@code high}, both within. */
    record Range(int low, int high) {}

    static CodePoints range(int low, int high) {
        return new CodePoints(List.of(new Range(low, high)));
    }

    CodePoints and(CodePoints others) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.addAll(others.ranges);
        sorted.sort(Comparator.comparingInt(Range::low));
        List<Range> joined = new ArrayList<>();
        for (Range range : sorted) {
            if (!joined.isEmpty() && range.low <= joined.getLast().high + 1) {
                Range last = joined.removeLast();
                joined.add(new Range(last.low, Math.max(last.high, range.high)));
            } else {
                joined.add(range);
            }
        }
        return new CodePoints(List.copyOf(joined));
    }

    CodePoints negated() {
        List<Range> between = new ArrayList<>();
        int from = 0;
        for (Range range : ranges) {
            if (range.low > from) {
                between.add(new Range(from, range.low - 1));
            }
            from = range.high + 1;
        }
        if (from <= Character.MAX_CODE_POINT) {
            between.add(new Range(from, Character.MAX_CODE_POINT));
        }
        return new CodePoints(List.copyOf(between));
    }

    boolean isAscii() {
        return ranges.isEmpty() || ranges.getLast().high < 0x80;
    }

    /**
     * With the other case of each letter, and the two letters outside ASCII that are another case of one within: the long
     * s and the Kelvin sign. Of sets within ASCII only.
     */
    CodePoints withoutCase() {
        CodePoints all = this;
        for (Range range : ranges) {
            for (int c = range.low; c <= range.high; c++) {
                int lower = Character.toLowerCase(c);
                int upper = Character.toUpperCase(c);
                if (lower != upper) {
                    all = all.and(range(lower, lower)).and(range(upper, upper));
                }
                if (lower == 's') {
                    all = all.and(range(0x17f, 0x17f));
                } else if (lower == 'k') {
                    all = all.and(range(0x212a, 0x212a));
                }
            }
        }
        return all;
    }
}
