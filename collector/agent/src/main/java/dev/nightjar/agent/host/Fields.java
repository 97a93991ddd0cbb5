package dev.nightjar.agent.host;

import java.util.StringTokenizer;

/** The whitespace-separated fields of one line under {@code /proc}. */
final class Fields {
    private final String line;
    private final StringTokenizer rest;

    Fields(String line) {
        this.line = line;
        this.rest = new StringTokenizer(line);
    }

    boolean more() {
        return rest.hasMoreTokens();
    }

    String text() {
        if (!rest.hasMoreTokens()) {
            throw new IllegalStateException("line ends early: \"" + line + "\"");
        }
        return rest.nextToken();
    }

    /** Counters of the kernel are unsigned; beyond 2^63 they are rounded. */
    double number() {
        String text = text();
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalStateException("\"" + text + "\" is not a number in \"" + line + "\"", e);
        }
    }

    /** The next number, or zero at the end: newer kernels append fields. */
    double numberOrZero() {
        return more() ? number() : 0;
    }
}
