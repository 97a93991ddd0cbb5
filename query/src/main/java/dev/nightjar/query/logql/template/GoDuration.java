package dev.nightjar.query.logql.template;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Durations as Go has them: a number of nanoseconds that is written in units, with methods of its own. */
final class GoDuration {
    static final String TYPE = "time.Duration";

    private static final long SECOND = 1_000_000_000;
    private static final Set<String> METHODS = Set.of(
            "Hours",
            "Minutes",
            "Seconds",
            "Milliseconds",
            "Microseconds",
            "Nanoseconds",
            "Abs",
            "Round",
            "Truncate",
            "String");

    private GoDuration() {}

    static NamedNumber of(long nanos) {
        return new NamedNumber(TYPE, nanos, text(nanos));
    }

    static boolean has(String method) {
        return METHODS.contains(method);
    }

    /** Throws {@link Misuse} for wrong arguments. */
    static Object call(String method, long nanos, List<@Nullable Object> arguments) {
        boolean takesOne = method.equals("Round") || method.equals("Truncate");
        Signature.of(takesOne ? "d" : "").require(method, arguments);
        return switch (method) {
            case "Hours" -> inUnits(nanos, 3600 * SECOND);
            case "Minutes" -> inUnits(nanos, 60 * SECOND);
            case "Seconds" -> inUnits(nanos, SECOND);
            case "Milliseconds" -> nanos / 1_000_000;
            case "Microseconds" -> nanos / 1_000;
            case "Nanoseconds" -> nanos;
            case "Abs" -> of(nanos == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanos));
            case "Round" -> of(rounded(nanos, Conversions.integer(arguments.getFirst())));
            case "Truncate" -> of(truncated(nanos, Conversions.integer(arguments.getFirst())));
            default -> text(nanos);
        };
    }

    /** The whole units and the rest apart, as Go adds them up: the sum is the same to the last digit. */
    private static double inUnits(long nanos, long unit) {
        long whole = nanos / unit;
        double rest = nanos % unit;
        return whole + rest / unit;
    }

    private static long truncated(long nanos, long to) {
        return to <= 0 ? nanos : nanos - nanos % to;
    }

    /** To the nearest multiple, from the middle away from zero; what is beyond all durations is the last one. */
    private static long rounded(long nanos, long to) {
        if (to <= 0) {
            return nanos;
        }
        long rest = Math.abs(nanos % to);
        boolean down = rest < to - rest;
        try {
            long step = down ? -rest : to - rest;
            return nanos < 0 ? Math.subtractExact(nanos, step) : Math.addExact(nanos, step);
        } catch (ArithmeticException _) {
            return nanos < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** {@code 1h2m3.5s}; what is shorter than a second has a unit of its own: {@code 1.5ms}. */
    static String text(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        BigDecimal size = BigDecimal.valueOf(nanos).abs();
        String sign = nanos < 0 ? "-" : "";
        if (size.compareTo(BigDecimal.valueOf(SECOND)) < 0) {
            int digits = size.precision();
            int shift = digits > 6 ? 6 : digits > 3 ? 3 : 0;
            String unit = shift == 6 ? "ms" : shift == 3 ? "µs" : "ns";
            return sign + plain(size.movePointLeft(shift)) + unit;
        }
        BigDecimal seconds = size.movePointLeft(9);
        long minutes = seconds.longValue() / 60;
        String rest = plain(seconds.subtract(BigDecimal.valueOf(minutes * 60))) + "s";
        if (minutes == 0) {
            return sign + rest;
        }
        return sign + (minutes >= 60 ? minutes / 60 + "h" : "") + minutes % 60 + "m" + rest;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
