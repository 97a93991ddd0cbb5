package dev.nightjar.server.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 15s}, {@code 1h30m}, {@code 15d}. */
public final class DurationText {
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhdwy])");

    private DurationText() {}

    /** Throws {@link IllegalArgumentException} with what was found. */
    public static Duration parse(String text) {
        Matcher part = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int at = 0;
        while (at < text.length() && part.find(at) && part.start() == at) {
            long count = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "ms" -> Duration.ofMillis(count);
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        case "d" -> Duration.ofDays(count);
                        case "w" -> Duration.ofDays(7 * count);
                        default -> Duration.ofDays(365 * count);
                    });
            at = part.end();
        }
        if (at == 0 || at < text.length()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a duration such as 15s, 5m, 1h30m or 15d");
        }
        return sum;
    }
}
