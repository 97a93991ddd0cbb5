package dev.nightjar.web.loki;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a field's value looks like, the narrowest first. */
enum FieldType {
    INT,
    FLOAT,
    BOOLEAN,
    DURATION,
    BYTES,
    STRING;

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,19}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d+\\.?\\d*(?:[eE][+-]?\\d+)?|\\.\\d+(?:[eE][+-]?\\d+)?|(?i:inf|infinity|nan))");
    private static final Pattern PERIOD = Pattern.compile("[+-]?(?:\\d+\\.?\\d*(?:ns|us|µs|μs|ms|s|m|h))+");
    private static final Pattern SIZE =
            Pattern.compile("\\d+(?:[.,]\\d+)?\\s*(?i:b|[kmgtpe]i?b|[kmgtpe]i?)", Pattern.UNICODE_CASE);
    private static final Set<String> TRUTHS =
            Set.of("t", "T", "TRUE", "true", "True", "f", "F", "FALSE", "false", "False");

    /** The name in the API. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static FieldType of(String value) {
        if (WHOLE.matcher(value).matches() && fits(value)) {
            return INT;
        }
        if (NUMBER.matcher(value).matches()) {
            return FLOAT;
        }
        if (TRUTHS.contains(value)) {
            return BOOLEAN;
        }
        if (PERIOD.matcher(value).matches()) {
            return DURATION;
        }
        return SIZE.matcher(value).matches() ? BYTES : STRING;
    }

    private static boolean fits(String whole) {
        if (whole.length() < 19) {
            return true;
        }
        try {
            Long.parseLong(whole);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
