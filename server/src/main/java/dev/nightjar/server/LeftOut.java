package dev.nightjar.server;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much has no form in the text of an export: the server says it in the last line of each metric's part. */
record LeftOut(long histograms, long staleMarkers, long exemplars) {
    static final LeftOut NOTHING = new LeftOut(0, 0, 0);

    /** Longer than any such line. */
    static final int MOST_BYTES = 120;

    private static final Pattern LINE =
            Pattern.compile("# LEFT OUT histograms=(\\d{1,18}) stale_markers=(\\d{1,18}) exemplars=(\\d{1,18})\n");

    /** What the line at the end of {@code tail} says; nothing if there is none. */
    static LeftOut of(String tail) {
        Matcher line = LINE.matcher(tail);
        return line.find() && line.end() == tail.length()
                ? new LeftOut(
                        Long.parseLong(line.group(1)), Long.parseLong(line.group(2)), Long.parseLong(line.group(3)))
                : NOTHING;
    }

    /** Where in {@code tail} the line begins; its end if there is none. */
    static int begin(String tail) {
        Matcher line = LINE.matcher(tail);
        return line.find() && line.end() == tail.length() ? line.start() : tail.length();
    }

    LeftOut plus(LeftOut other) {
        return new LeftOut(
                histograms + other.histograms, staleMarkers + other.staleMarkers, exemplars + other.exemplars);
    }

    /** {@code , without 3 native histograms}, or nothing. */
    String words() {
        List<String> kinds = new ArrayList<>();
        add(kinds, histograms, "native histograms");
        add(kinds, staleMarkers, "stale markers");
        add(kinds, exemplars, "exemplars");
        return kinds.isEmpty() ? "" : ", without " + String.join(", ", kinds) + ", which the text has no form for";
    }

    private static void add(List<String> kinds, long count, String what) {
        if (count > 0) {
            kinds.add("%,d %s".formatted(count, what));
        }
    }
}
