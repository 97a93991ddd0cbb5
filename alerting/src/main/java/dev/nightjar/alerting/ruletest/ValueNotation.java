package dev.nightjar.alerting.ruletest;

import dev.nightjar.alerting.rules.Track;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.StaleMarker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code 1 2+1x5 _ _x3 stale {{...}}} into values, one a step: {@code a+bxn} is a and n more, each b greater than
 * the one before, {@code axn} is a and n times a again, {@code _} none.
 */
final class ValueNotation {
    /** A test that wants more is a mistake, and would fill the memory. */
    private static final int MOST_VALUES = 1_000_000;

    private static final String NUMBER = "(?:[0-9][0-9._]*(?:[eE][+-]?[0-9]+)?|\\.[0-9]+|(?i:inf|nan))";
    private static final Pattern ITEM = Pattern.compile("([+-]?" + NUMBER + ")(?:([+-]" + NUMBER + ")?x([0-9]{1,9}))?");
    private static final Pattern HISTOGRAM =
            Pattern.compile("(\\{\\{[^}]*}})(?:([+-])(\\{\\{[^}]*}}))?(?:x([0-9]{1,9}))?");

    private final Laboratory laboratory;
    private final List<Value> values = new ArrayList<>();

    /** A number, a stale marker, a histogram, or none at all. */
    record Value(double number, @Nullable NativeHistogram histogram, boolean missing) {
        static final Value MISSING = new Value(Track.ABSENT, null, true);

        static Value of(double number) {
            return new Value(number, null, false);
        }

        static Value of(NativeHistogram histogram) {
            return new Value(0, histogram, false);
        }
    }

    private ValueNotation(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    static List<Value> parse(String text, Laboratory laboratory) {
        ValueNotation notation = new ValueNotation(laboratory);
        items(text).forEach(notation::item);
        return notation.values;
    }

    /** Cut at spaces that are not inside of a histogram. */
    private static List<String> items(String text) {
        List<String> items = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if ((depth == 0 || i == text.length()) && Character.isWhitespace(c)) {
                if (i > start) {
                    items.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return items;
    }

    private void item(String item) {
        if (item.equals("stale")) {
            values.add(Value.of(StaleMarker.VALUE));
        } else if (item.equals("_")) {
            values.add(Value.MISSING);
        } else if (item.matches("_x[0-9]{1,9}")) {
            values.addAll(Collections.nCopies(times(item.substring(2)), Value.MISSING));
        } else if (item.startsWith("{{")) {
            histograms(item);
        } else {
            numbers(item);
        }
    }

    private int times(@Nullable String text) {
        int times = text == null ? 0 : Integer.parseInt(text);
        if (times + values.size() > MOST_VALUES) {
            throw new NotationException("more than " + MOST_VALUES + " values of one series");
        }
        return times;
    }

    private void numbers(String item) {
        Matcher matcher = ITEM.matcher(item);
        if (!matcher.matches()) {
            throw new NotationException("not a value: \"" + item + "\"; write them like 1 2+1x5 _ stale");
        }
        double value = number(matcher.group(1));
        double delta = matcher.group(2) == null ? 0 : number(matcher.group(2));
        int times = times(matcher.group(3));
        values.add(Value.of(value));
        for (int i = 0; i < times; i++) {
            value += delta;
            values.add(Value.of(value));
        }
    }

    private void histograms(String item) {
        Matcher matcher = HISTOGRAM.matcher(item);
        if (!matcher.matches()) {
            throw new NotationException("not a histogram: " + item);
        }
        NativeHistogram histogram = HistogramNotation.parse(matcher.group(1));
        NativeHistogram delta = matcher.group(3) == null ? null : HistogramNotation.parse(matcher.group(3));
        int times = times(matcher.group(4));
        values.add(Value.of(histogram));
        for (int i = 0; i < times; i++) {
            if (delta != null) {
                histogram = laboratory.add(histogram, delta, matcher.group(2).equals("-") ? -1 : 1);
            }
            values.add(Value.of(histogram));
        }
    }

    static double number(String text) {
        boolean negative = text.startsWith("-");
        String size = negative || text.startsWith("+") ? text.substring(1) : text;
        double value = switch (size.toLowerCase(Locale.ROOT)) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "nan" -> Double.NaN;
            case String digits -> parse(text, digits);
        };
        return negative ? -value : value;
    }

    private static double parse(String text, String digits) {
        try {
            return Double.parseDouble(digits.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new NotationException("not a number: \"" + text + "\"");
        }
    }
}
