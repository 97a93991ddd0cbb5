package dev.nightjar.ingest.graphite;

import dev.nightjar.ingest.PlainNames;
import dev.nightjar.model.Labels;
import java.util.OptionalLong;

/**
 * One line: {@code servers.web1.load;dc=eu 0.75 1700000000}.
 *
 * @param labels with the metric's name, in which dots are underscores
 * @param millis none where the line leaves the time to the receiver
 */
record GraphiteLine(Labels labels, double value, OptionalLong millis) {
    /** A path with its tags is kept in memory and on every page. */
    private static final int LONGEST_PATH = 8 << 10;

    /** What a line cannot be read for. */
    static final class InvalidLineException extends Exception {
        InvalidLineException(String message) {
            super(message, null, false, false);
        }
    }

    static GraphiteLine parse(String line) throws InvalidLineException {
        String[] parts = line.strip().split("[ \t]+", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new InvalidLineException("expected PATH VALUE TIME, found " + parts.length + " words");
        }
        double value = number(parts[1], "value");
        if (parts.length == 2 || parts[2].equals("-1") || parts[2].equals("N")) {
            return new GraphiteLine(labels(parts[0]), value, OptionalLong.empty());
        }
        double seconds = number(parts[2], "time");
        if (!(seconds >= 0 && seconds < 1e11)) {
            throw new InvalidLineException("the time is not in seconds since the epoch: \"" + parts[2] + "\"");
        }
        return new GraphiteLine(labels(parts[0]), value, OptionalLong.of(Math.round(seconds * 1000)));
    }

    private static Labels labels(String path) throws InvalidLineException {
        String[] parts = path.split(";", -1);
        if (path.length() > LONGEST_PATH) {
            throw new InvalidLineException(
                    "the path has " + path.length() + " characters, the limit is " + LONGEST_PATH);
        }
        if (parts[0].isEmpty()) {
            throw new InvalidLineException("the path has no name");
        }
        Labels.Builder labels = Labels.builder();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals <= 0) {
                throw new InvalidLineException("the tag \"" + parts[i] + "\" is not NAME=VALUE");
            }
            labels.set(PlainNames.of(parts[i].substring(0, equals)), parts[i].substring(equals + 1));
        }
        return labels.set(Labels.METRIC_NAME, PlainNames.of(parts[0])).build();
    }

    private static double number(String text, String what) throws InvalidLineException {
        try {
            char last = text.charAt(text.length() - 1);
            boolean suffixed = last == 'd' || last == 'D' || last == 'f' || last == 'F'; // Java's own
            double number = suffixed ? Double.NaN : Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new InvalidLineException("the " + what + " is no number: \"" + text + "\"");
    }
}
