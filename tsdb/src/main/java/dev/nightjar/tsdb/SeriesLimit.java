package dev.nightjar.tsdb;

/** Which limit a new series is beyond. */
enum SeriesLimit {
    ALL("series_limit"),
    METRIC("metric_series_limit"),
    SOURCE("source_series_limit");

    private static final String ADVICE = ": drop labels with many values, or raise the limit";

    private final String code;

    SeriesLimit(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    String explain(SeriesLimits limits, String offender) {
        return switch (this) {
            case ALL ->
                "new series are refused since there are " + limits.all() + " (metrics.maxSeries), most of them of "
                        + offender + ADVICE;
            case METRIC ->
                "new series of metric " + offender + " are refused since it has " + limits.perMetric()
                        + " (metrics.maxSeriesPerMetric)" + ADVICE;
            case SOURCE ->
                "new series from " + offender + " are refused since it sends " + limits.perSource()
                        + " (metrics.maxSeriesPerSource)" + ADVICE;
        };
    }
}
