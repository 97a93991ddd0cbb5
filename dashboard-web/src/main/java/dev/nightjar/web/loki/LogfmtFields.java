package dev.nightjar.web.loki;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds {@code key=value} and {@code key="a value"} in a line; other words are passed over. */
final class LogfmtFields {
    private static final Pattern PAIR =
            Pattern.compile("(?:^|\\s)([^\\s=\"]++)=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s\"]++))");

    Map<String, String> of(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher pairs = PAIR.matcher(line);
        int at = 0;
        while (pairs.find(at)) {
            String value =
                    pairs.group(2) == null ? pairs.group(3) : pairs.group(2).replace("\\\"", "\"");
            if (!value.isEmpty()) {
                fields.put(FieldNames.sanitized(pairs.group(1)), value);
            }
            at = pairs.end();
        }
        return fields;
    }
}
