package dev.nightjar.query.deviation;

import java.util.Locale;

/** What a number measures, and how a person reads it. */
public enum Quantity {
    SECONDS("seconds"),
    RATIO("ratio"),
    BYTES("bytes"),
    BYTES_PER_SECOND("bytesPerSecond"),
    PER_SECOND("perSecond");

    private final String jsonName;

    Quantity(String jsonName) {
        this.jsonName = jsonName;
    }

    /** As the web API names it. */
    public String jsonName() {
        return jsonName;
    }

    /** {@code 212 ms}, {@code 7.3 %}, {@code 1.4 GiB}, {@code 8.1/s}. */
    public String text(double value) {
        return switch (this) {
            case SECONDS -> seconds(value);
            case RATIO -> significant(100 * value) + " %";
            case BYTES -> bytes(value);
            case BYTES_PER_SECOND -> bytes(value) + "/s";
            case PER_SECOND -> significant(value) + "/s";
        };
    }

    private static String seconds(double value) {
        double size = Math.abs(value);
        if (size < 0.001) {
            return significant(1e6 * value) + " µs";
        }
        if (size < 1) {
            return significant(1e3 * value) + " ms";
        }
        return size < 120 ? significant(value) + " s" : significant(value / 60) + " min";
    }

    private static String bytes(double value) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double scaled = value;
        int unit = 0;
        while (Math.abs(scaled) >= 1024 && unit < units.length - 1) {
            scaled /= 1024;
            unit++;
        }
        return significant(scaled) + " " + units[unit];
    }

    /** Two significant digits below 10, whole numbers above: as precise as it is honest to be. */
    private static String significant(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, size >= 1 ? "%.1f" : "%.2g", value).replaceAll("\\.0$", "");
    }
}
