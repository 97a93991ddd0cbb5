package dev.nightjar.query.promql;

import dev.nightjar.model.SampleSummaries;
import dev.nightjar.query.vector.Absent;

/** The rows of one series that a range selector sees at one step, whole rows only. Moves along the series step by step. */
final class SummaryWindow {
    private final SampleSummaries rows;
    private int from;
    private int to;
    private long samples;
    private long startMillis;
    private long endMillis;

    SummaryWindow(SampleSummaries rows) {
        this.rows = rows;
    }

    /** Begins a series, which is in the rows now. */
    void begin() {
        from = 0;
        to = 0;
        samples = 0;
    }

    /** Moves to {@code (start, end]}; both never go backwards. */
    void moveTo(long start, long end) {
        startMillis = start;
        endMillis = end;
        while (to < rows.size() && rows.lastMillis(to) <= end) {
            samples += rows.count(to++);
        }
        while (from < to && rows.firstMillis(from) <= start) {
            samples -= rows.count(from++);
        }
    }

    SampleSummaries rows() {
        return rows;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** How many samples the rows sum up. */
    long samples() {
        return samples;
    }

    double first() {
        return Absent.canonical(rows.first(from));
    }

    double last() {
        return Absent.canonical(rows.last(to - 1));
    }

    long firstMillis() {
        return rows.firstMillis(from);
    }

    long lastMillis() {
        return rows.lastMillis(to - 1);
    }

    long startMillis() {
        return startMillis;
    }

    long endMillis() {
        return endMillis;
    }

    double seconds() {
        return (endMillis - startMillis) / 1000.0;
    }
}
