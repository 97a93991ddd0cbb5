package dev.nightjar.query.promql;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.vector.Absent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares what a query answered with what its test says. */
final class Expectation {
    private static final double TOLERANCE = 1e-6;

    private Expectation() {}

    static void checkFailure(QueryScript.Eval eval, QueryException failure) {
        if (eval.fail().isEmpty()) {
            throw failure;
        }
        QueryScript.Text wanted = eval.fail().get();
        boolean missing = failure.detail().startsWith("not supported yet")
                && wanted.text().isEmpty();
        require(!missing && wanted.matches(failure.detail()), "should have failed otherwise: " + failure.detail());
    }

    static void check(QueryScript.Eval eval, QueryResult result) {
        require(eval.fail().isEmpty(), "should have failed, answered " + result.value());
        checkNotes(eval, "warn", result.warnings());
        checkNotes(eval, "info", result.infos());
        checkRows(eval, result.value());
    }

    private static void checkNotes(QueryScript.Eval eval, String kind, List<String> found) {
        List<QueryScript.Text> wanted = new ArrayList<>();
        for (QueryScript.Note note : eval.notes()) {
            if (note.kind().equals("no_" + kind)) {
                require(found.isEmpty(), "no " + kind + " expected, found " + found);
            } else if (note.kind().equals(kind)) {
                wanted.add(note.text());
            }
        }
        for (QueryScript.Text text : wanted) {
            require(found.stream().anyMatch(text::matches), kind + " expected: " + text + ", found " + found);
        }
        if (!wanted.isEmpty()) {
            for (String note : found) {
                require(wanted.stream().anyMatch(text -> text.matches(note)), "unexpected " + kind + ": " + note);
            }
        }
    }

    static void checkRows(QueryScript.Eval eval, QueryValue value) {
        switch (value) {
            case QueryValue.Scalar scalar -> {
                require(eval.rows().size() == 1, "a scalar was not expected: " + scalar);
                double wanted = SeriesRow.number(eval.rows().getFirst());
                require(almostEqual(wanted, scalar.value()), "expected " + wanted + ", found " + scalar.value());
            }
            case QueryValue.Text text ->
                require(eval.text().filter(text.value()::equals).isPresent(), "found string " + text.value());
            case QueryValue.InstantVector vector -> checkVector(eval, vector);
            case QueryValue.RangeMatrix matrix -> checkMatrix(eval, matrix);
        }
    }

    private static void checkVector(QueryScript.Eval eval, QueryValue.InstantVector vector) {
        List<SeriesRow> rows = eval.rows().stream().map(SeriesRow::parse).toList();
        require(rows.size() == vector.samples().size(), "expected " + rows + ", found " + vector.samples());
        TreeMap<Labels, QueryValue.Sample> found = new TreeMap<>();
        vector.samples().forEach(sample -> found.put(sample.labels(), sample));
        for (int i = 0; i < rows.size(); i++) {
            SeriesRow row = rows.get(i);
            require(found.containsKey(row.labels()), "missing " + row.labels() + " in " + found);
            QueryValue.Sample sample = Objects.requireNonNull(found.get(row.labels()));
            require(
                    equal(row.values().getFirst(), sample.value(), sample.histogram()),
                    row.labels() + ": expected " + row.values() + ", found " + sample);
            if (eval.ordered()) {
                require(vector.samples().get(i).labels().equals(row.labels()), "out of order: " + vector.samples());
            }
        }
    }

    private static void checkMatrix(QueryScript.Eval eval, QueryValue.RangeMatrix matrix) {
        long step = eval.stepMillis().or(eval::matrixStepMillis).orElseThrow();
        TreeMap<Labels, QueryValue.Series> found = new TreeMap<>();
        Labels before = null;
        for (QueryValue.Series series : matrix.series()) {
            require(before == null || before.compareTo(series.labels()) < 0, "not sorted by labels");
            before = series.labels();
            found.put(series.labels(), series);
        }
        int expected = 0;
        for (String text : eval.rows()) {
            SeriesRow row = text.matches("[-+0-9.]+") ? SeriesRow.parse("{} " + text) : SeriesRow.parse(text);
            expected++;
            require(found.containsKey(row.labels()), "missing " + row.labels() + " in " + found.keySet());
            QueryValue.Series series = Objects.requireNonNull(found.get(row.labels()));
            TreeMap<Long, NativeHistogram> histograms = new TreeMap<>();
            for (int i = 0; i < series.histograms().size(); i++) {
                histograms.put(
                        series.histogramTimesMillis()[i], series.histograms().get(i));
            }
            TreeMap<Long, Double> numbers = new TreeMap<>();
            for (int i = 0; i < series.size(); i++) {
                numbers.put(series.timesMillis()[i], series.values()[i]);
            }
            int points = 0;
            for (int i = 0; i < row.values().size(); i++) {
                SeriesRow.Point wanted = row.values().get(i);
                long time = eval.startMillis() + i * step;
                double number = numbers.getOrDefault(time, Absent.VALUE);
                require(
                        wanted.isMissing() || equal(wanted, number, histograms.get(time)),
                        row.labels() + ": expected " + row.values() + ", found " + numbers + " and " + histograms);
                points += wanted.isMissing() ? 0 : 1;
            }
            require(points == numbers.size() + histograms.size(), row.labels() + ": more points than expected");
        }
        require(expected == found.size(), "expected " + eval.rows() + ", found " + found.keySet());
    }

    private static boolean equal(SeriesRow.Point wanted, double number, @Nullable NativeHistogram histogram) {
        NativeHistogram expected = wanted.histogram();
        if (expected == null || histogram == null) {
            return expected == null && histogram == null && almostEqual(wanted.number(), number);
        }
        return expected.schema() == histogram.schema()
                && almostEqual(expected.count(), histogram.count())
                && almostEqual(expected.sum(), histogram.sum())
                && almostEqual(expected.zeroCount(), histogram.zeroCount())
                && expected.zeroThreshold() == histogram.zeroThreshold()
                && Arrays.equals(expected.customBounds(), histogram.customBounds())
                && almostEqual(expected.positive(), histogram.positive())
                && almostEqual(expected.negative(), histogram.negative())
                && (!wanted.hintGiven() || expected.resetHint() == histogram.resetHint());
    }

    private static boolean almostEqual(HistogramBuckets a, HistogramBuckets b) {
        boolean equal = a.size() == b.size();
        for (int i = 0; i < a.size() && equal; i++) {
            equal = a.index(i) == b.index(i) && almostEqual(a.count(i), b.count(i));
        }
        return equal;
    }

    private static boolean almostEqual(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) && Double.isNaN(b);
        }
        if (a == b) {
            return true;
        }
        double size = Math.abs(a) + Math.abs(b);
        double difference = Math.abs(a - b);
        if (a == 0 || b == 0 || size < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / Math.min(size, Double.MAX_VALUE) < TOLERANCE;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
