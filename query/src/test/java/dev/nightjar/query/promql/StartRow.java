package dev.nightjar.query.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row {@code metric{...}@st offset offset ...} of a test file: since when the counters of the row below it count, as
 * milliseconds after each sample's time; nothing where it is not known.
 */
final class StartRow {
    private static final String DURATION = "[0-9]+(?:ms|[smhdwy])?";
    private static final Pattern ITEM = Pattern.compile("([+-]?" + DURATION + ")(?:([+-]" + DURATION + ")?x([0-9]+))?");
    private static final Pattern HEAD = Pattern.compile("^\\S*(?:\\{.*})?@st\\s");

    private StartRow() {}

    static boolean is(String row) {
        return HEAD.matcher(row).find();
    }

    static List<Optional<Long>> offsets(String row) {
        Matcher head = HEAD.matcher(row);
        if (!head.find()) {
            throw new IllegalArgumentException("no row of start times: " + row);
        }
        List<Optional<Long>> offsets = new ArrayList<>();
        for (String item : row.substring(head.end()).strip().split("\\s+", -1)) {
            if (item.startsWith("_")) {
                int count = item.equals("_") ? 1 : Integer.parseInt(item.substring(2));
                for (int i = 0; i < count; i++) {
                    offsets.add(Optional.empty());
                }
                continue;
            }
            Matcher parts = ITEM.matcher(item);
            if (!parts.matches()) {
                throw new IllegalArgumentException("no start time: " + item);
            }
            long offset = millis(parts.group(1));
            long growth = parts.group(2) == null ? 0 : millis(parts.group(2));
            int times = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
            for (int i = 0; i <= times; i++) {
                offsets.add(Optional.of(offset + i * growth));
            }
        }
        return offsets;
    }

    private static long millis(String signed) {
        boolean negative = signed.startsWith("-");
        return QueryScript.millis(signed.replaceFirst("^[+-]", "")) * (negative ? -1 : 1);
    }
}
