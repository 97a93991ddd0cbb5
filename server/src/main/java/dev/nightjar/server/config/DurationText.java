package dev.nightjar.server.config;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 15s}, {@code 1h30m}, {@code 15d}. */
public final class DurationText {
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhdwy])");

    /** {@code mixes}: whether smaller units may follow. */
    private record Unit(String letters, long millis, boolean mixes) {}

    private static final List<Unit> UNITS = List.of(
            new Unit("y", 365L * 86_400_000, false),
            new Unit("w", 7L * 86_400_000, false),
            new Unit("d", 86_400_000, true),
            new Unit("h", 3_600_000, true),
            new Unit("m", 60_000, true),
            new Unit("s", 1000, true),
            new Unit("ms", 1, true));

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

    /** The shortest form: {@code 30d}, {@code 1h30m}, {@code 0s}. Parts of a millisecond are left out. */
    public static String text(Duration duration) {
        StringBuilder text = new StringBuilder();
        long rest = duration.toMillis();
        for (Unit unit : UNITS) {
            long count = rest / unit.millis;
            if (count > 0 && (unit.mixes || rest % unit.millis == 0)) {
                text.append(count).append(unit.letters);
                rest -= count * unit.millis;
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }
}
