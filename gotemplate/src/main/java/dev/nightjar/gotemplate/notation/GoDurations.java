package dev.nightjar.gotemplate.notation;

/** Durations as Go writes them. */
public final class GoDurations {
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60 * SECOND;

    private GoDurations() {}

    /** {@code 1h2m3.5s}; what is shorter than a second has a unit of its own: {@code 1.5ms}. */
    public static String text(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        if (nanos > -SECOND && nanos < SECOND) {
            long size = Math.abs(nanos);
            String sign = nanos < 0 ? "-" : "";
            if (size < 1_000) {
                return sign + size + "ns";
            }
            return size < 1_000_000 ? sign + decimal(size, 1_000) + "µs" : sign + decimal(size, 1_000_000) + "ms";
        }
        // Divided before the sign is taken away: the least number has no counterpart.
        long minutes = Math.abs(nanos / MINUTE);
        String seconds = decimal(Math.abs(nanos % MINUTE), SECOND) + "s";
        String sign = nanos < 0 ? "-" : "";
        if (minutes == 0) {
            return sign + seconds;
        }
        return sign + (minutes < 60 ? "" : minutes / 60 + "h") + minutes % 60 + "m" + seconds;
    }

    /** A number of units, of which {@code unit}, a power of ten, is one. */
    private static String decimal(long size, long unit) {
        long rest = size % unit;
        if (rest == 0) {
            return Long.toString(size / unit);
        }
        String digits = Long.toString(unit + rest).substring(1);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return size / unit + "." + digits.substring(0, end);
    }
}
