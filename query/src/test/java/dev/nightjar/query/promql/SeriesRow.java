package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.histogram.HistogramArithmetic;
import dev.nightjar.query.vector.Absent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A row of a test file: a series and its values. */
record SeriesRow(Labels labels, List<Point> values) {
    /**
     * A number, {@link Absent} where one is left out, or a histogram.
     *
     * @param hintGiven whether the histogram's reset hint was written, so that it is to be compared
     */
    record Point(double number, @Nullable NativeHistogram histogram, boolean hintGiven) {
        static final Point MISSING = Point.of(Absent.VALUE);

        static Point of(double number) {
            return new Point(number, null, false);
        }

        boolean isMissing() {
            return histogram == null && Absent.is(number);
        }

        @Override
        public String toString() {
            return histogram == null ? Double.toString(number) : histogram.toString();
        }
    }

    private static final String NUMBER = "[0-9._]+(?:[eE][+-]?[0-9]+)?|(?i:inf|nan)";
    private static final Pattern ITEM =
            Pattern.compile("([+-]?(?:" + NUMBER + "))(?:([+-](?:" + NUMBER + "))?x([0-9]+))?");

    private static final Pattern HISTOGRAMS =
            Pattern.compile("(\\{\\{[^}]*}})(?:([+-])(\\{\\{[^}]*}}))?(?:x([0-9]+))?");

    static SeriesRow parse(String row) {
        int split = labelsEnd(row);
        return new SeriesRow(
                labels(row.substring(0, split).strip()),
                values(row.substring(split).strip()));
    }

    private static int labelsEnd(String row) {
        char quote = 0;
        boolean braces = false;
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            boolean quoted = quote != 0;
            if (quoted && quote != '`' && c == '\\') {
                i++;
            } else if (quoted ? c == quote : c == '"' || c == '\'' || c == '`') {
                quote = quoted ? 0 : c;
            } else if (!quoted && c == '{') {
                braces = true;
            } else if (!quoted && c == '}') {
                return i + 1;
            } else if (!braces && !quoted && Character.isWhitespace(c)) {
                int next = i;
                while (next < row.length() && Character.isWhitespace(row.charAt(next))) {
                    next++;
                }
                if (next < row.length() && row.charAt(next) == '{' && !row.startsWith("{{", next)) {
                    continue;
                }
                return i;
            }
        }
        return row.length();
    }

    private static Labels labels(String text) {
        List<Token> tokens = new ArrayList<>(Lexer.tokens(new SourceText(text)));
        Labels.Builder labels = Labels.builder();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean name = token.kind() == Token.Kind.IDENTIFIER || token.kind() == Token.Kind.STRING;
            if (!name) {
                continue;
            }
            if (tokens.get(i + 1).isSymbol("=")) {
                labels.set(token.text(), tokens.get(i + 2).text());
                i += 2;
            } else {
                labels.set(Labels.METRIC_NAME, token.text());
            }
        }
        return labels.build();
    }

    /** Cut at spaces that are not inside of a histogram. */
    private static List<String> items(String text) {
        List<String> items = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0 && Character.isWhitespace(c)) {
                if (i > start) {
                    items.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return items;
    }

    private static List<Point> values(String text) {
        List<Point> values = new ArrayList<>();
        for (String item : items(text)) {
            if (item.equals("stale")) {
                values.add(Point.of(StaleMarker.VALUE));
            } else if (item.startsWith("_")) {
                int count = item.equals("_") ? 1 : Integer.parseInt(item.substring(2));
                values.addAll(Collections.nCopies(count, Point.MISSING));
            } else if (item.startsWith("{{")) {
                histograms(item, values);
            } else {
                numbers(item, values);
            }
        }
        return values;
    }

    private static void histograms(String item, List<Point> values) {
        Matcher matcher = HISTOGRAMS.matcher(item);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a histogram: " + item);
        }
        Point first = HistogramLiteral.parse(matcher.group(1));
        Optional<Point> step = Optional.ofNullable(matcher.group(3)).map(HistogramLiteral::parse);
        int times = Optional.ofNullable(matcher.group(4)).map(Integer::parseInt).orElse(0);
        boolean hintGiven = step.orElse(first).hintGiven();
        NativeHistogram histogram = Objects.requireNonNull(first.histogram());
        values.add(new Point(0, histogram, hintGiven));
        for (int i = 0; i < times; i++) {
            if (step.isPresent()) {
                NativeHistogram delta = Objects.requireNonNull(step.get().histogram());
                histogram = (matcher.group(2).equals("+")
                                ? HistogramArithmetic.add(histogram, delta)
                                : HistogramArithmetic.subtract(histogram, delta))
                        .orElseThrow()
                        .histogram();
            }
            values.add(new Point(0, histogram, hintGiven));
        }
    }

    private static void numbers(String item, List<Point> values) {
        Matcher matcher = ITEM.matcher(item);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a value: " + item);
        }
        double value = number(matcher.group(1));
        double delta =
                Optional.ofNullable(matcher.group(2)).map(SeriesRow::number).orElse(0.0);
        int times = Optional.ofNullable(matcher.group(3)).map(Integer::parseInt).orElse(0);
        values.add(Point.of(value));
        for (int i = 0; i < times; i++) {
            value += delta;
            values.add(Point.of(value));
        }
    }

    static double number(String text) {
        boolean negative = text.startsWith("-");
        String size = negative || text.startsWith("+") ? text.substring(1) : text;
        double value = Numbers.word(size)
                .or(() -> Numbers.number(size))
                .orElseThrow(() -> new IllegalArgumentException("not a number: " + text));
        return negative ? -value : value;
    }
}
