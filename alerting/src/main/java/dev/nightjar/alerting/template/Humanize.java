package dev.nightjar.alerting.template;

import dev.nightjar.gotemplate.notation.GoNumbers;
import dev.nightjar.gotemplate.notation.GoTimes;
import dev.nightjar.gotemplate.value.CallFailure;
import java.time.Instant;
import java.time.ZoneOffset;

/** Numbers for people, to the letter as Prometheus writes them. */
final class Humanize {
    private static final String[] LARGE = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
    private static final String[] SMALL = {"m", "u", "n", "p", "f", "a", "z", "y"};
    private static final String[] BINARY = {"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};

    private Humanize() {}

    static String number(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return GoNumbers.general(value, 4);
        }
        return Math.abs(value) >= 1 ? large(value, 1000, LARGE) : small(value, "");
    }

    static String binary(double value) {
        if (Math.abs(value) <= 1 || !Double.isFinite(value)) {
            return GoNumbers.general(value, 4);
        }
        return large(value, 1024, BINARY);
    }

    static String percentage(double value) {
        return GoNumbers.general(value * 100, 4) + "%";
    }

    /** From seconds. */
    static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return GoNumbers.general(seconds, 4);
        }
        if (seconds == 0) {
            return "0s";
        }
        if (Math.abs(seconds) < 1) {
            return small(seconds, "s");
        }
        String sign = seconds < 0 ? "-" : "";
        long whole = (long) Math.abs(seconds);
        long days = whole / 86_400;
        long hours = whole / 3_600 % 24;
        long minutes = whole / 60 % 60;
        if (days > 0) {
            return sign + days + "d " + hours + "h " + minutes + "m " + whole % 60 + "s";
        }
        if (hours > 0) {
            return sign + hours + "h " + minutes + "m " + whole % 60 + "s";
        }
        if (minutes > 0) {
            return sign + minutes + "m " + whole % 60 + "s";
        }
        return GoNumbers.general(seconds, 4) + "s";
    }

    /** From seconds since 1970. */
    static String timestamp(double seconds) {
        return Double.isFinite(seconds)
                ? GoTimes.shown(time(seconds).atZone(ZoneOffset.UTC))
                : GoNumbers.general(seconds, 4);
    }

    /** From seconds since 1970; of a millisecond that is not whole the part is cut off. */
    static Instant time(double seconds) {
        if (!Double.isFinite(seconds)) {
            throw new CallFailure("value is NaN or Inf");
        }
        if (Math.abs(seconds) * 1e9 >= Long.MAX_VALUE) {
            throw new CallFailure(GoNumbers.shortest(seconds)
                    + " cannot be represented as a nanoseconds timestamp since it overflows int64");
        }
        return Instant.ofEpochMilli((long) (seconds * 1e9) / 1_000_000);
    }

    private static String large(double value, int base, String[] prefixes) {
        String prefix = "";
        double rest = value;
        for (String next : prefixes) {
            if (Math.abs(rest) < base) {
                break;
            }
            prefix = next;
            rest /= base;
        }
        return GoNumbers.general(rest, 4) + prefix;
    }

    private static String small(double value, String unit) {
        String prefix = "";
        double rest = value;
        for (String next : SMALL) {
            if (Math.abs(rest) >= 1) {
                break;
            }
            prefix = next;
            rest *= 1000;
        }
        return GoNumbers.general(rest, 4) + prefix + unit;
    }
}
