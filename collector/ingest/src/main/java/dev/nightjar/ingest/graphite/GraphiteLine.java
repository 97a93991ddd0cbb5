package dev.nightjar.ingest.graphite;

import dev.nightjar.ingest.exposition.DecimalText;
import java.nio.charset.StandardCharsets;

/**
 * Reads lines where they lie, one at a time: {@code servers.web1.load;dc=eu 0.75 1700000000}. Not thread-safe.
 */
final class GraphiteLine {
    private static final int MOST_WORDS = 3;

    /** What a line cannot be read for. */
    static final class InvalidLineException extends Exception {
        InvalidLineException(String message) {
            super(message, null, false, false);
        }
    }

    private final DecimalText numbers = new DecimalText();
    private final int[] starts = new int[MOST_WORDS];
    private final int[] ends = new int[MOST_WORDS];
    private byte[] in = new byte[0];
    private double value;
    private long millis;

    /** @param nowMillis where the line leaves the time to the receiver */
    void read(byte[] bytes, int from, int to, long nowMillis) throws InvalidLineException {
        in = bytes;
        if (from < to && bytes[from] == 0) { // of the length before each pickle
            throw new InvalidLineException("not supported yet: Graphite's pickles; let the sender write plaintext");
        }
        int words = words(from, to);
        if (words < 2 || words > MOST_WORDS) {
            throw new InvalidLineException("expected PATH VALUE TIME, found " + words + " words");
        }
        value = number(1, "value");
        if (words == 2 || is("-1") || is("N")) {
            millis = nowMillis;
            return;
        }
        double seconds = number(2, "time");
        if (!(seconds >= 0 && seconds < 1e11)) {
            throw new InvalidLineException("the time is not in seconds since the epoch: \"" + word(2) + "\"");
        }
        millis = Math.round(seconds * 1000);
    }

    int pathFrom() {
        return starts[0];
    }

    int pathTo() {
        return ends[0];
    }

    double value() {
        return value;
    }

    long millis() {
        return millis;
    }

    /** Finds words between spaces and answers how many there are; an empty line has one, as for {@code split}. */
    private int words(int from, int to) {
        int found = 0;
        int at = from;
        while (at < to) {
            while (at < to && isSpace(in[at])) {
                at++;
            }
            int start = at;
            while (at < to && !isSpace(in[at])) {
                at++;
            }
            if (at > start) {
                if (found < MOST_WORDS) {
                    starts[found] = start;
                    ends[found] = at;
                }
                found++;
            }
        }
        return Math.max(1, found);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    /** Tells without a text where the length does. */
    private boolean is(String time) {
        return ends[2] - starts[2] == time.length() && word(2).equals(time);
    }

    private String word(int number) {
        return new String(in, starts[number], ends[number] - starts[number], StandardCharsets.UTF_8);
    }

    private double number(int word, String what) throws InvalidLineException {
        double number = Double.longBitsToDouble(numbers.bits(in, starts[word], ends[word]));
        if (!numbers.valid() || !Double.isFinite(number)) {
            throw new InvalidLineException("the " + what + " is no number: \"" + word(word) + "\"");
        }
        return number;
    }
}
