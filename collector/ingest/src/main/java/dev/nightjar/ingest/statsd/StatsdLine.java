package dev.nightjar.ingest.statsd;

import dev.nightjar.ingest.PlainNames;
import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * One line: {@code page.views:1|c|@0.1|#env:prod}, with DogStatsD's tags and several values, or tags behind the name as
 * Telegraf has them ({@code page.views,env=prod:1|c}).
 *
 * @param labels with the metric's name, in which dots are underscores
 * @param values as they are written; of sets they are any text
 * @param weight how many events one stands for: the inverse of the sample rate
 */
record StatsdLine(Labels labels, Type type, List<String> values, double weight) {
    /** What a value means. */
    enum Type {
        COUNTER,
        GAUGE,
        TIMER,
        HISTOGRAM,
        SET
    }

    /** What a line cannot be read for. */
    static final class InvalidLineException extends Exception {
        InvalidLineException(String message) {
            super(message, null, false, false);
        }
    }

    /** A name with its tags is kept in memory and on every page. */
    private static final int LONGEST = 8 << 10;

    static StatsdLine parse(String line) throws InvalidLineException {
        if (line.length() > LONGEST) {
            throw new InvalidLineException("the line has " + line.length() + " characters, the limit is " + LONGEST);
        }
        if (line.startsWith("_e{") || line.startsWith("_sc|")) {
            throw new InvalidLineException("not supported yet: events and service checks of DogStatsD");
        }
        int colon = line.indexOf(':');
        String[] parts = line.substring(colon + 1).split("\\|", -1);
        if (colon <= 0 || parts.length < 2) {
            throw new InvalidLineException("expected NAME:VALUE|TYPE, found \"" + line + "\"");
        }
        Labels.Builder labels = Labels.builder();
        name(line.substring(0, colon), labels);
        double weight = 1;
        for (int i = 2; i < parts.length; i++) {
            String part = parts[i];
            if (part.startsWith("@")) {
                weight = 1 / rate(part.substring(1));
            } else if (part.startsWith("#")) {
                tags(part.substring(1), labels);
            } else if (!part.startsWith("c:") && !part.startsWith("T") && !part.startsWith("e:")) {
                throw new InvalidLineException("\"" + part + "\" is not a sample rate (@0.1) or tags (#a:b)");
            }
        }
        Type type = type(parts[1]);
        List<String> values = type == Type.SET ? List.of(parts[0]) : List.of(parts[0].split(":", -1));
        return new StatsdLine(labels.build(), type, values, weight);
    }

    /** Values as numbers; a counter's, a timer's and a histogram's. */
    List<Double> numbers() throws InvalidLineException {
        List<Double> numbers = new ArrayList<>(values.size());
        for (String value : values) {
            numbers.add(number(value));
        }
        return numbers;
    }

    private static void name(String text, Labels.Builder to) throws InvalidLineException {
        String[] parts = text.split(",", -1);
        for (int i = 1; i < parts.length; i++) {
            tag(parts[i], '=', to);
        }
        if (parts[0].isEmpty()) {
            throw new InvalidLineException("the metric has no name");
        }
        to.set(Labels.METRIC_NAME, PlainNames.of(parts[0]));
    }

    private static void tags(String text, Labels.Builder to) throws InvalidLineException {
        String name = to.get(Labels.METRIC_NAME);
        for (String tag : text.split(",", -1)) {
            if (!tag.isEmpty()) {
                tag(tag, ':', to);
            }
        }
        to.set(Labels.METRIC_NAME, name);
    }

    /** A tag that is a word only is true. */
    private static void tag(String tag, char separator, Labels.Builder to) throws InvalidLineException {
        int at = tag.indexOf(separator);
        if (at == 0 || tag.isEmpty()) {
            throw new InvalidLineException("the tag \"" + tag + "\" has no name");
        }
        to.set(PlainNames.of(at < 0 ? tag : tag.substring(0, at)), at < 0 ? "true" : tag.substring(at + 1));
    }

    private static Type type(String text) throws InvalidLineException {
        return switch (text) {
            case "c", "m" -> Type.COUNTER;
            case "g" -> Type.GAUGE;
            case "ms" -> Type.TIMER;
            case "h", "d" -> Type.HISTOGRAM;
            case "s" -> Type.SET;
            default -> throw new InvalidLineException("the type \"" + text + "\" is not one of c, g, ms, h, d, s");
        };
    }

    private static double rate(String text) throws InvalidLineException {
        double rate = number(text);
        if (!(rate > 0 && rate <= 1)) {
            throw new InvalidLineException("the sample rate " + text + " is not over 0 and at most 1");
        }
        return rate;
    }

    static double number(String text) throws InvalidLineException {
        char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
        boolean digits = (last >= '0' && last <= '9') || last == '.';
        try {
            double number = digits ? Double.parseDouble(text) : Double.NaN;
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new InvalidLineException("\"" + text + "\" is no number");
    }
}
