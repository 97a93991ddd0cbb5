package dev.nightjar.gotemplate.value;

import dev.nightjar.gotemplate.notation.GoDurations;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A length of time, with Go's methods: {@code (since .StartsAt).Minutes}.
 *
 * @param number of nanoseconds
 */
public record GoDuration(long number) implements GoInteger {
    static final String TYPE = "time.Duration";

    private static final long SECOND = 1_000_000_000;
    private static final Signature ANOTHER = Signature.of(Parameter.DURATION);

    /** As far as a duration reaches: some 292 years. */
    public static GoDuration between(Instant from, Instant to) {
        try {
            return new GoDuration(ChronoUnit.NANOS.between(from, to));
        } catch (ArithmeticException _) {
            return new GoDuration(from.isBefore(to) ? Long.MAX_VALUE : Long.MIN_VALUE);
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Optional<String> printed() {
        return Optional.of(GoDurations.text(number));
    }

    @Override
    public @Nullable Method method(String name) {
        return switch (name) {
            case "Hours" -> answering(inUnits(3600 * SECOND));
            case "Minutes" -> answering(inUnits(60 * SECOND));
            case "Seconds" -> answering(inUnits(SECOND));
            case "Milliseconds" -> answering(number / 1_000_000);
            case "Microseconds" -> answering(number / 1_000);
            case "Nanoseconds" -> answering(number);
            case "Abs" -> answering(new GoDuration(number == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(number)));
            case "String" -> answering(GoDurations.text(number));
            case "Round" -> new Method(ANOTHER, arguments -> rounded(nanos(arguments)));
            case "Truncate" -> new Method(ANOTHER, arguments -> truncated(nanos(arguments)));
            default -> null;
        };
    }

    private static Method answering(Object value) {
        return new Method(Signature.NOTHING, _ -> value);
    }

    /** Of the one argument. */
    static long nanos(List<@Nullable Object> arguments) {
        return arguments.getFirst() instanceof GoDuration(long number) ? number : 0;
    }

    /** The whole units and the rest apart, as Go adds them up: the sum is the same to the last digit. */
    private double inUnits(long unit) {
        long whole = number / unit;
        double rest = number % unit;
        return whole + rest / unit;
    }

    private GoDuration truncated(long to) {
        return to <= 0 ? this : new GoDuration(number - number % to);
    }

    /** To the nearest multiple, from the middle away from zero; what is beyond all durations is the last one. */
    private GoDuration rounded(long to) {
        if (to <= 0) {
            return this;
        }
        long rest = Math.abs(number % to);
        boolean down = rest < to - rest;
        try {
            long step = down ? -rest : to - rest;
            return new GoDuration(number < 0 ? Math.subtractExact(number, step) : Math.addExact(number, step));
        } catch (ArithmeticException _) {
            return new GoDuration(number < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
    }
}
