package dev.nightjar.query.logql;

import dev.nightjar.query.NumberText;
import dev.nightjar.query.logql.template.GoQuote;

/** Values written as Go writes them, which is how Loki shows them. */
final class GoText {
    private static final long SECOND = 1_000_000_000L;

    private GoText() {}

    /** In double quotes, with what does not print escaped. */
    static String quoted(String text) {
        return GoQuote.of(text);
    }

    /** {@code 1h0m0s}, {@code 1.5s}, {@code 250ms}. */
    static String duration(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        long size = Math.abs(nanos);
        if (size < 1_000) {
            return sign + size + "ns";
        }
        if (size < 1_000_000) {
            return sign + NumberText.plain(size / 1e3) + "µs";
        }
        if (size < SECOND) {
            return sign + NumberText.plain(size / 1e6) + "ms";
        }
        long minutes = size / (60 * SECOND);
        String seconds = fraction(size % (60 * SECOND)) + "s";
        if (minutes == 0) {
            return sign + seconds;
        }
        return sign + (minutes < 60 ? "" : minutes / 60 + "h") + minutes % 60 + "m" + seconds;
    }

    private static String fraction(long nanos) {
        String whole = Long.toString(nanos / SECOND);
        if (nanos % SECOND == 0) {
            return whole;
        }
        String digits = String.format("%09d", nanos % SECOND);
        return whole + "." + digits.replaceAll("0+$", "");
    }

    /** As ranges are written: {@code 1h30m}, {@code 90d}; years and weeks only where nothing remains. */
    static String range(long nanos) {
        if (nanos % 1_000_000 != 0) {
            return duration(nanos);
        }
        long millis = Math.abs(nanos) / 1_000_000;
        StringBuilder text = new StringBuilder(nanos < 0 ? "-" : "");
        if (millis == 0) {
            return "0s";
        }
        String[] units = {"y", "w", "d", "h", "m", "s", "ms"};
        long[] sizes = {31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};
        for (int i = 0; i < units.length; i++) {
            boolean exactOnly = i < 2;
            if (millis >= sizes[i] && !(exactOnly && millis % sizes[i] != 0)) {
                text.append(millis / sizes[i]).append(units[i]);
                millis %= sizes[i];
            }
        }
        return text.toString();
    }
}
