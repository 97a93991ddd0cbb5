package dev.nightjar.query.promql;

import dev.nightjar.query.Annotations;

/** What there is to say about the samples of one series in a range. */
record RangeNotes(Annotations.Place place, String metric) {
    void mixedWithNumbers() {
        place.warn("encountered a mix of histograms and floats for metric name " + quoted());
    }

    void mixedLayouts() {
        place.warn("vector contains a mix of histograms with exponential and custom buckets schemas for metric name "
                + quoted());
    }

    void notACounter() {
        place.warn("this native histogram metric is not a counter: " + quoted());
    }

    void notAGauge() {
        place.warn("this native histogram metric is not a gauge: " + quoted());
    }

    void histogramsIgnored() {
        place.info("ignored histograms in a range containing both floats and histograms for metric name " + quoted());
    }

    /** Bounds of histograms differed in an {@code operation}: addition, subtraction or aggregation. */
    void reconciled(String operation) {
        place.info("mismatched custom buckets were reconciled during " + operation);
    }

    void startsOverlap() {
        place.warn("sample has start time that overlaps with previous sample timestamp for metric " + quoted());
    }

    void resetsCollide() {
        place.warn("conflicting counter resets during histogram aggregation");
    }

    private String quoted() {
        return '"' + metric + '"';
    }
}
