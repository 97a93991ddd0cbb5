package dev.nightjar.query.promql;

import dev.nightjar.query.Annotations;
import dev.nightjar.query.NumberText;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepSeries;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Functions over range vectors. */
final class RangeCalls {
    private static final Set<String> COUNTER_FUNCTIONS = Set.of("rate", "increase");

    private final QueryScope scope;
    private final Evaluator evaluator;

    RangeCalls(QueryScope scope, Evaluator evaluator) {
        this.scope = scope;
        this.evaluator = evaluator;
    }

    /** Prometheus knows no place of a subquery's samples and says what there is to say of them of the query's beginning. */
    private Annotations.Place placeOf(Expr range) {
        return range.unwrapped() instanceof Expr.Subquery ? scope.annotations().at(0) : scope.at(range);
    }

    /** False if the function is none over a range vector. */
    boolean stream(Expr.Call call, Consumer<StepSeries> to) {
        String name = call.function().name();
        List<Expr> arguments = call.arguments();
        if (!arguments.isEmpty()
                && arguments.getFirst().unwrapped() instanceof Expr.MatrixSelector matrix
                && matrix.selector().extension() != Expr.Extension.NONE) {
            boolean smoothed = matrix.selector().extension() == Expr.Extension.SMOOTHED;
            new ExtendedWindows(scope, smoothed, name, scope.at(arguments.getFirst()))
                    .apply(matrix, evaluator.steps(), series -> to.accept(series.renamed()));
            return true;
        }
        Optional<RangeFunction> function = RangeFunctions.named(name);
        if (function.isPresent()) {
            RangeFunction simple = function.get();
            apply(call, arguments.getFirst(), (window, step) -> simple.apply(window), to);
            return true;
        }
        switch (name) {
            case "absent_over_time" -> absent(arguments.getFirst(), to);
            case "predict_linear" -> {
                double[] seconds = evaluator.scalar(arguments.get(1));
                apply(call, arguments.getFirst(), (w, step) -> Regression.predict(w, seconds[step]), to);
            }
            case "quantile_over_time" -> quantile(call, to);
            case "double_exponential_smoothing" -> smooth(call, to);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void apply(Expr.Call call, Expr range, Windows.StepFunction function, Consumer<StepSeries> to) {
        String name = call.function().name();
        boolean counter = COUNTER_FUNCTIONS.contains(name);
        boolean keepsName = RangeFunctions.keepsName(name);
        Windows.StepFunction noticing = (window, step) -> {
            if (window.startsOverlap()) {
                placeOf(range)
                        .warn("sample has start time that overlaps with previous sample timestamp for metric \""
                                + window.labels().metricName() + "\"");
            }
            return function.apply(window, step);
        };
        HistogramWindows ofHistograms = new HistogramWindows(name, function);
        Annotations.Place place = placeOf(call.arguments().getFirst());
        Windows.StepFunction ofNumbers = counter ? noticing : function;
        CounterNames names = new CounterNames(placeOf(range));
        Consumer<StepSeries> named = series -> {
            if (counter && !Absent.isAll(series.values())) {
                names.look(series.labels());
            }
            to.accept(keepsName ? series : series.renamed());
        };
        Windows windows = new Windows(scope, evaluator);
        Optional<SummarizedWindows> summaries = SummarizedWindows.of(scope, evaluator, name, range);
        if (summaries.isPresent()) {
            summaries
                    .get()
                    .apply(
                            windows,
                            windows.evaluation(evaluator.steps(), ofNumbers, ofHistograms, place, named),
                            named);
        } else {
            windows.apply(range, evaluator.steps(), ofNumbers, ofHistograms, place, named);
        }
    }

    private void quantile(Expr.Call call, Consumer<StepSeries> to) {
        Expr parameter = call.arguments().getFirst();
        double[] q = evaluator.scalar(parameter);
        OverTimeQuantile space = new OverTimeQuantile();
        apply(
                call,
                call.arguments().get(1),
                (window, step) -> {
                    if (!(q[step] >= 0 && q[step] <= 1)) {
                        scope.at(parameter)
                                .warn("quantile value should be between 0 and 1, got " + NumberText.general(q[step]));
                    }
                    return space.of(q[step], window);
                },
                to);
    }

    private void smooth(Expr.Call call, Consumer<StepSeries> to) {
        double[] smoothing = evaluator.scalar(call.arguments().get(1));
        double[] trend = evaluator.scalar(call.arguments().get(2));
        apply(
                call,
                call.arguments().getFirst(),
                (window, step) -> {
                    requireFraction("smoothing", "sf", smoothing[step]);
                    requireFraction("trend", "tf", trend[step]);
                    return Regression.smooth(window, smoothing[step], trend[step]);
                },
                to);
    }

    private static void requireFraction(String what, String symbol, double value) {
        if (!(value > 0 && value < 1)) {
            throw QueryException.execution("invalid " + what + " factor. Expected: 0 < " + symbol + " < 1, got: "
                    + String.format(java.util.Locale.ROOT, "%f", value));
        }
    }

    private void absent(Expr range, Consumer<StepSeries> to) {
        double[] values = evaluator.constant(1);
        Windows.StepFunction one = (window, step) -> 1;
        new Windows(scope, evaluator)
                .apply(
                        range,
                        evaluator.steps(),
                        one,
                        new HistogramWindows("absent_over_time", one),
                        scope.at(range),
                        series -> {
                            for (int step = 0; step < values.length; step++) {
                                values[step] = series.isPresent(step) ? Absent.VALUE : values[step];
                            }
                        });
        if (!Absent.isAll(values)) {
            to.accept(new StepSeries(Absence.labels(range), true, values));
        }
    }
}
