package dev.nightjar.server.differential;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The instant or the steps for which a query is asked, in milliseconds since the epoch; and how far back it looks for a
 * value, a duration, empty for the usual.
 */
sealed interface When {
    record At(long timeMillis, String lookback) implements When {
        @Override
        public String toString() {
            return "at " + seconds(timeMillis) + lookingBack(lookback);
        }
    }

    record Steps(long startMillis, long endMillis, long stepMillis, String lookback) implements When {
        @Override
        public String toString() {
            return "from " + seconds(startMillis) + " to " + seconds(endMillis) + " step " + seconds(stepMillis)
                    + lookingBack(lookback);
        }
    }

    String lookback();

    private static String lookingBack(String lookback) {
        return lookback.isEmpty() ? "" : " looking back " + lookback;
    }

    /** The route that answers it. */
    default String path() {
        return switch (this) {
            case At _ -> "/api/v1/query";
            case Steps _ -> "/api/v1/query_range";
        };
    }

    default Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!lookback().isEmpty()) {
            parameters.put("lookback_delta", lookback());
        }
        switch (this) {
            case At at -> parameters.put("time", seconds(at.timeMillis));
            case Steps steps -> {
                parameters.put("start", seconds(steps.startMillis));
                parameters.put("end", seconds(steps.endMillis));
                parameters.put("step", seconds(steps.stepMillis));
            }
        }
        return parameters;
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }
}
