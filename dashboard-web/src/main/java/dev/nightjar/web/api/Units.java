package dev.nightjar.web.api;

import java.util.regex.Pattern;

/** What a query's value measures, as far as its metrics' names tell. */
final class Units {
    private static final Pattern RATE = Pattern.compile("\\b(rate|irate)\\(");
    private static final Pattern QUOTIENT_OF_COUNTS = Pattern.compile("(?s)_total\\b.*/.*_total\\b");

    private Units() {}

    static String of(String query) {
        boolean quotient = query.contains("/");
        boolean rate = RATE.matcher(query).find();
        if (query.contains("_seconds") && (quotient || !rate || query.contains("histogram_quantile"))) {
            return "seconds";
        }
        if (query.contains("_bytes")) {
            if (quotient) {
                return "ratio";
            }
            return rate ? "bytesPerSecond" : "bytes";
        }
        if (QUOTIENT_OF_COUNTS.matcher(query).find()) {
            return "ratio";
        }
        return rate && !quotient ? "perSecond" : "count";
    }
}
