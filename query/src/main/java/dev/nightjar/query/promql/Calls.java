package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepSeries;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Finds what a function does. */
final class Calls {
    private final QueryScope scope;
    private final Evaluator evaluator;
    private final RangeCalls ranges;

    Calls(QueryScope scope, Evaluator evaluator) {
        this.scope = scope;
        this.evaluator = evaluator;
        this.ranges = new RangeCalls(scope, evaluator);
    }

    void stream(Expr.Call call, Consumer<StepSeries> to) {
        String name = call.function().name();
        List<Expr> arguments = call.arguments();
        Optional<DoubleUnaryOperator> math = InstantFunctions.math(name).or(() -> DateFunctions.named(name));
        if (math.isPresent()) {
            mapped(arguments, math.get(), to);
            return;
        }
        Optional<ToDoubleFunction<NativeHistogram>> ofHistogram = HistogramFunctions.named(name);
        if (ofHistogram.isPresent()) {
            evaluator.stream(
                    arguments.getFirst(), series -> to.accept(HistogramFunctions.map(series, ofHistogram.get())));
            return;
        }
        if (ranges.stream(call, to)) {
            return;
        }
        switch (name) {
            case "vector" -> to.accept(new StepSeries(Labels.EMPTY, evaluator.scalar(arguments.getFirst())));
            case "timestamp" -> timestamps(arguments.getFirst(), to);
            case "start_timestamp" -> {
                // what is computed has no start: nothing
                if (arguments.getFirst().unwrapped() instanceof Expr.VectorSelector selector) {
                    shown(selector, Selectors.Shown.START, to);
                }
            }
            case "info" -> evaluator.handOver(new InfoJoin(evaluator, call)::join, to);
            case "clamp" -> clamp(arguments.getFirst(), scalar(arguments, 1), scalar(arguments, 2), to);
            case "clamp_min" ->
                clamp(arguments.getFirst(), scalar(arguments, 1), evaluator.constant(Double.POSITIVE_INFINITY), to);
            case "clamp_max" ->
                clamp(arguments.getFirst(), evaluator.constant(Double.NEGATIVE_INFINITY), scalar(arguments, 1), to);
            case "round" -> round(arguments, to);
            case "absent" -> to.accept(Absence.of(arguments.getFirst(), evaluator));
            case "sort", "sort_desc", "sort_by_label", "sort_by_label_desc" -> sort(call, to);
            case "label_replace" -> labelReplace(arguments, to);
            case "label_join" -> {
                LabelJoin join = LabelJoin.of(texts(arguments, 1));
                relabeled(arguments.getFirst(), series -> paid(join.apply(series), join.target()), to);
            }
            case "histogram_quantile" ->
                evaluator.handOver(
                        () -> estimates(arguments, 1).quantile(scalar(arguments, 0), arguments.getFirst()), to);
            case "histogram_quantiles" -> evaluator.handOver(() -> quantiles(arguments), to);
            case "histogram_fraction" ->
                evaluator.handOver(
                        () -> estimates(arguments, 2).fraction(scalar(arguments, 0), scalar(arguments, 1)), to);
            default -> throw QueryException.notSupportedYet("function " + name + "()");
        }
    }

    double[] scalar(Expr.Call call) {
        List<Expr> arguments = call.arguments();
        return switch (call.function().name()) {
            case "pi" -> evaluator.constant(Math.PI);
            case "time" -> times();
            case "start" -> evaluator.constant(scope.startMillis() / 1000.0);
            case "end" -> evaluator.constant(scope.endMillis() / 1000.0);
            case "step" -> evaluator.constant(scope.stepMillis() / 1000.0);
            case "range" -> evaluator.constant((scope.endMillis() - scope.startMillis()) / 1000.0);
            case "scalar" -> onlyValue(arguments.getFirst());
            case "max_of" -> pairs(arguments, true);
            case "min_of" -> pairs(arguments, false);
            default ->
                throw QueryException.notSupportedYet(
                        "function " + call.function().name() + "()");
        };
    }

    private double[] pairs(List<Expr> arguments, boolean greater) {
        double[] result = scalar(arguments, 0).clone();
        double[] others = scalar(arguments, 1);
        for (int i = 0; i < result.length; i++) {
            result[i] = greater ? greater(result[i], others[i]) : lesser(result[i], others[i]);
        }
        return result;
    }

    /** Of +Inf and NaN it is +Inf: nothing is greater. */
    private static double greater(double a, double b) {
        boolean unbounded = a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY;
        return unbounded ? Double.POSITIVE_INFINITY : Math.max(a, b);
    }

    /** Of -Inf and NaN it is -Inf: nothing is less. */
    private static double lesser(double a, double b) {
        boolean unbounded = a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY;
        return unbounded ? Double.NEGATIVE_INFINITY : Math.min(a, b);
    }

    private double[] times() {
        double[] seconds = new double[evaluator.steps().count()];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = evaluator.steps().at(i) / 1000.0;
        }
        return seconds;
    }

    /** NaN at every step that has not exactly one value. */
    private double[] onlyValue(Expr vector) {
        double[] result = Absent.array(evaluator.steps().count());
        int[] found = new int[result.length];
        evaluator.stream(vector, series -> {
            for (int i = 0; i < result.length; i++) {
                if (!Absent.is(series.values()[i])) {
                    found[i]++;
                    result[i] = series.values()[i];
                }
            }
        });
        for (int i = 0; i < result.length; i++) {
            if (found[i] != 1) {
                result[i] = Double.NaN;
            }
        }
        return result;
    }

    private List<StepSeries> vector(List<Expr> arguments, int index) {
        return evaluator.vector(arguments.get(index));
    }

    private double[] scalar(List<Expr> arguments, int index) {
        return evaluator.scalar(arguments.get(index));
    }

    private static List<String> texts(List<Expr> arguments, int from) {
        return arguments.subList(from, arguments.size()).stream()
                .map(Evaluator::text)
                .toList();
    }

    private void sort(Expr.Call call, Consumer<StepSeries> to) {
        if (evaluator.steps().count() > 1) {
            scope.at(call).warn("sort is ineffective for range queries since results are always ordered by labels");
        }
        String name = call.function().name();
        boolean descending = name.endsWith("_desc");
        boolean byLabels = name.startsWith("sort_by_label");
        evaluator.handOver(
                () -> {
                    List<StepSeries> vector = vector(call.arguments(), 0);
                    return byLabels
                            ? Sorting.byLabels(vector, texts(call.arguments(), 1), descending)
                            : Sorting.byValue(vector, descending);
                },
                to);
    }

    /** Without an argument, date functions take the step's own time. */
    private void mapped(List<Expr> arguments, DoubleUnaryOperator function, Consumer<StepSeries> to) {
        if (arguments.isEmpty()) {
            to.accept(new StepSeries(
                    Labels.EMPTY, Arrays.stream(times()).map(function).toArray()));
            return;
        }
        evaluator.stream(arguments.getFirst(), series -> to.accept(InstantFunctions.map(series, function)));
    }

    private void timestamps(Expr argument, Consumer<StepSeries> to) {
        if (argument.unwrapped() instanceof Expr.VectorSelector selector) {
            shown(selector, Selectors.Shown.TIME, to);
            return;
        }
        double[] times = times();
        evaluator.stream(argument, series -> {
            double[] present = times.clone();
            for (int i = 0; i < present.length; i++) {
                present[i] = series.isPresent(i) ? times[i] : Absent.VALUE;
            }
            to.accept(series.derived(present));
        });
    }

    private void shown(Expr.VectorSelector selector, Selectors.Shown shown, Consumer<StepSeries> to) {
        evaluator
                .selectors()
                .select(selector, evaluator.steps(), shown, series -> to.accept(series.derived(series.values())));
    }

    private void clamp(Expr vector, double[] min, double[] max, Consumer<StepSeries> to) {
        evaluator.stream(vector, series -> {
            StepSeries clamped = InstantFunctions.mapSteps(
                    series, (value, i) -> max[i] < min[i] ? Absent.VALUE : greater(min[i], lesser(max[i], value)));
            if (!Absent.isAll(clamped.values())) {
                to.accept(clamped);
            }
        });
    }

    private void round(List<Expr> arguments, Consumer<StepSeries> to) {
        double[] unit = arguments.size() > 1 ? scalar(arguments, 1) : evaluator.constant(1);
        evaluator.stream(
                arguments.getFirst(),
                series -> to.accept(InstantFunctions.mapSteps(series, (value, i) -> {
                    double inverse = 1 / unit[i];
                    return Math.floor(value * inverse + 0.5) / inverse;
                })));
    }

    private List<StepSeries> quantiles(List<Expr> arguments) {
        Map<Labels, StepSeries> result = new LinkedHashMap<>();
        String label = Evaluator.labelName(arguments.get(1));
        HistogramEstimates estimates = estimates(arguments, 0);
        for (Expr quantile : arguments.subList(2, arguments.size())) {
            for (StepSeries series : estimates.labeledQuantile(label, evaluator.scalar(quantile), quantile)) {
                result.merge(series.labels(), series, Results::merge);
            }
        }
        return List.copyOf(result.values());
    }

    private HistogramEstimates estimates(List<Expr> arguments, int vector) {
        return new HistogramEstimates(scope, arguments.get(vector), vector(arguments, vector), evaluator.steps());
    }

    private void labelReplace(List<Expr> arguments, Consumer<StepSeries> to) {
        LabelReplace replace = LabelReplace.of(texts(arguments, 1));
        relabeled(arguments.getFirst(), series -> paid(replace.apply(series), replace.target()), to);
    }

    /** Series that were given the same labels are one if they take turns, and an error if not. */
    private void relabeled(Expr vector, UnaryOperator<StepSeries> change, Consumer<StepSeries> to) {
        evaluator.handOver(
                () -> {
                    Map<Labels, StepSeries> made = new LinkedHashMap<>();
                    evaluator.stream(vector, series -> {
                        StepSeries changed = change.apply(series);
                        scope.budget().held(changed.kept());
                        made.merge(changed.labels(), changed, Results::merge);
                    });
                    return List.copyOf(made.values());
                },
                to);
    }

    /** Labels that a query makes can be long: what they take counts as kept. */
    private StepSeries paid(StepSeries made, String target) {
        scope.budget().held(made.labels().get(target).length() / Double.BYTES);
        return made;
    }
}
