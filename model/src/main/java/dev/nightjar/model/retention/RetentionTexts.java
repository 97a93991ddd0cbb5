package dev.nightjar.model.retention;

import java.time.Duration;
import java.util.Locale;

/** How retention is written for people. */
public final class RetentionTexts {
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

    private RetentionTexts() {}

    /** {@code 2d}, {@code 36h}. */
    public static String duration(Duration time) {
        if (time.equals(Duration.ofDays(time.toDays()))) {
            return time.toDays() + "d";
        }
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** {@code 50 GiB}, {@code 1.5 GiB}. */
    public static String bytes(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        String number = size == Math.rint(size) ? "%.0f" : "%.1f";
        return String.format(Locale.ROOT, number, size) + " " + UNITS[unit];
    }
}
