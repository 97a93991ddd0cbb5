package dev.nightjar.ingest.influx;

import org.jspecify.annotations.Nullable;

/**
 * Takes a body apart into lines. A line break within a field of text belongs to the text; where that text never ends,
 * the line does, so that one bad line does not take the others with it. Used once.
 */
final class LineText {
    private final String text;
    private int at;
    private int line;

    LineText(String text) {
        this.text = text;
    }

    /** The next line, without spaces around it; null at the end. */
    @Nullable
    String next() {
        if (at >= text.length()) {
            return null;
        }
        int start = at;
        int end = end(start);
        at = end + 1;
        line++;
        return text.substring(start, end).strip();
    }

    /** Of the line that {@link #next} gave last, counted from 1. */
    int number() {
        return line;
    }

    private int end(int start) {
        boolean fields = false;
        boolean quoted = false;
        int first = -1;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '\n') {
                if (!quoted || text.charAt(start) == '#') {
                    return i;
                }
                first = first < 0 ? i : first;
            } else if (c == '"' && fields) {
                quoted = !quoted;
            } else if (c == ' ' && i > start) {
                fields = true;
            }
        }
        return quoted && first >= 0 ? first : text.length();
    }
}
