package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.vector.Absent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

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
        TreeMap<Labels, Double> found = new TreeMap<>();
        vector.samples().forEach(sample -> found.put(sample.labels(), sample.value()));
        for (int i = 0; i < rows.size(); i++) {
            SeriesRow row = rows.get(i);
            require(found.containsKey(row.labels()), "missing " + row.labels() + " in " + found);
            double value = Objects.requireNonNull(found.get(row.labels()));
            require(
                    almostEqual(row.values().getFirst(), value),
                    row.labels() + ": expected " + row.values() + ", found " + value);
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
            int at = 0;
            for (int i = 0; i < row.values().size(); i++) {
                double wanted = row.values().get(i);
                if (Absent.is(wanted)) {
                    continue;
                }
                long time = eval.startMillis() + i * step;
                require(
                        at < series.size()
                                && series.timesMillis()[at] == time
                                && almostEqual(wanted, series.values()[at]),
                        row.labels() + ": expected " + row.values() + ", found "
                                + Arrays.toString(series.values()) + " at "
                                + Arrays.toString(series.timesMillis()));
                at++;
            }
            require(at == series.size(), row.labels() + ": more points than expected");
        }
        require(expected == found.size(), "expected " + eval.rows() + ", found " + found.keySet());
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
