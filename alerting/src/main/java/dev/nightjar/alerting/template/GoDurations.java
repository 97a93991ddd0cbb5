package dev.nightjar.alerting.template;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What durations answer to their methods' names in Go: {@code (since .StartsAt).Minutes}. */
final class GoDurations {
    private static final double SECOND = 1e9;

    private GoDurations() {}

    /** Null where there is no such method, or not with these arguments. */
    static @Nullable Object member(Duration length, String name, List<Object> arguments) {
        return switch (name) {
            case "Hours" -> inUnits(length, 3600);
            case "Minutes" -> inUnits(length, 60);
            case "Seconds" -> inUnits(length, 1);
            case "Milliseconds" -> length.toMillis();
            case "Microseconds" -> length.toNanos() / 1000;
            case "Nanoseconds" -> length.toNanos();
            case "Abs" -> length.abs();
            case "String" -> GoText.duration(length);
            case "Truncate" ->
                of(arguments).map(to -> multiple(length, to, false)).orElse(null);
            case "Round" -> of(arguments).map(to -> multiple(length, to, true)).orElse(null);
            default -> null;
        };
    }

    /** A length of time; a plain number, such as {@code 28800e9}, counts nanoseconds. */
    static Optional<Duration> of(List<Object> arguments) {
        return arguments.size() != 1
                ? Optional.empty()
                : switch (arguments.getFirst()) {
                    case Duration length -> Optional.of(length);
                    case Long nanos -> Optional.of(Duration.ofNanos(nanos));
                    case Double nanos -> Optional.of(Duration.ofNanos(nanos.longValue()));
                    default -> Optional.empty();
                };
    }

    private static double inUnits(Duration length, long seconds) {
        long whole = length.toSeconds() / seconds;
        double rest = length.minusSeconds(whole * seconds).toNanos();
        return whole + rest / (seconds * SECOND);
    }

    /** Toward zero, or to the nearest, from the middle away from zero. */
    private static Duration multiple(Duration length, Duration of, boolean nearest) {
        if (of.isZero() || of.isNegative()) {
            return length;
        }
        long step = of.toNanos();
        long size = length.abs().toNanos();
        long rest = size % step;
        long found = nearest && rest >= step - rest ? size - rest + step : size - rest;
        return Duration.ofNanos(length.isNegative() ? -found : found);
    }
}
