package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.vector.Absent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A row of a test file: a series and its values, {@link Absent} where one is left out. */
record SeriesRow(Labels labels, List<Double> values) {
    private static final String NUMBER = "[0-9._]+(?:[eE][+-]?[0-9]+)?|(?i:inf|nan)";
    private static final Pattern ITEM =
            Pattern.compile("([+-]?(?:" + NUMBER + "))(?:([+-](?:" + NUMBER + "))?x([0-9]+))?");

    static boolean isSupported(String row) {
        return !row.contains("{{");
    }

    static SeriesRow parse(String row) {
        if (!isSupported(row)) {
            throw new IllegalArgumentException("native histograms are not supported yet: " + row);
        }
        int split = labelsEnd(row);
        return new SeriesRow(
                labels(row.substring(0, split).strip()),
                values(row.substring(split).strip()));
    }

    private static int labelsEnd(String row) {
        boolean quoted = false;
        boolean braces = false;
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '{') {
                braces = true;
            } else if (!quoted && c == '}') {
                return i + 1;
            } else if (!braces && !quoted && Character.isWhitespace(c)) {
                int next = i;
                while (next < row.length() && Character.isWhitespace(row.charAt(next))) {
                    next++;
                }
                if (next < row.length() && row.charAt(next) == '{') {
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

    private static List<Double> values(String text) {
        List<Double> values = new ArrayList<>();
        for (String item : text.split("\\s+", -1)) {
            if (item.isEmpty()) {
                continue;
            }
            if (item.equals("stale")) {
                values.add(StaleMarker.VALUE);
            } else if (item.startsWith("_")) {
                int count = item.equals("_") ? 1 : Integer.parseInt(item.substring(2));
                for (int i = 0; i < count; i++) {
                    values.add(Absent.VALUE);
                }
            } else {
                item(item, values);
            }
        }
        return values;
    }

    private static void item(String item, List<Double> values) {
        Matcher matcher = ITEM.matcher(item);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a value: " + item);
        }
        double value = number(matcher.group(1));
        double delta =
                Optional.ofNullable(matcher.group(2)).map(SeriesRow::number).orElse(0.0);
        int times = Optional.ofNullable(matcher.group(3)).map(Integer::parseInt).orElse(0);
        values.add(value);
        for (int i = 0; i < times; i++) {
            value += delta;
            values.add(value);
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
