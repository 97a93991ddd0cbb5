package dev.nightjar.query.logql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.Matcher;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.logql.template.ValueText;
import dev.nightjar.query.vector.Grouping;
import dev.nightjar.query.vector.StepSeries;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** Evaluates range functions: counts lines or gathers values, series by series, window by window. */
final class RangeEvaluator {
    private static final int LINES_BETWEEN_CHECKS = 1024;
    private static final String SAMPLE_ERROR = "SampleExtractionErr";

    private final LogReader reader;
    private final Pipelines pipelines;
    private final TimeSteps steps;
    private final long beyondNanos;
    private final QueryBudget budget;

    RangeEvaluator(LogReader reader, Pipelines pipelines, TimeSteps steps, long beyondNanos, QueryBudget budget) {
        this.reader = reader;
        this.pipelines = pipelines;
        this.steps = steps;
        this.beyondNanos = beyondNanos;
        this.budget = budget;
    }

    /** For a function that is the whole query: series show labels without a value, too, as lines do. */
    List<StepSeries> answer(Expression.RangeAggregation range) {
        return evaluate(range, Optional.empty(), true);
    }

    /** {@code summedBy}: the result is added up this way at once, so that less need be told apart. */
    List<StepSeries> evaluate(Expression.RangeAggregation range, Optional<Grouping> summedBy) {
        return evaluate(range, summedBy, false);
    }

    private List<StepSeries> evaluate(
            Expression.RangeAggregation range, Optional<Grouping> summedBy, boolean showsBlank) {
        Windows windows = Windows.of(steps, range.rangeNanos(), range.shiftNanos() - beyondNanos);
        if (summedBy.isPresent()) {
            Optional<List<StepSeries>> counted =
                    VolumeCounting.evaluate(reader, range, summedBy.get(), windows, budget);
            if (counted.isPresent()) {
                return counted.get();
            }
        }
        Optional<Grouping> grouping = range.grouping().or(() -> summable(range) ? summedBy : Optional.empty());
        Map<Labels, WindowSamples> series = gather(range, windows, grouping, showsBlank);
        List<StepSeries> result = new ArrayList<>();
        if (range.function() == RangeFunction.ABSENT_OVER_TIME) {
            result.add(new StepSeries(equalities(range.lines()), WindowSamples.absent(series.values(), windows)));
            return result;
        }
        series.forEach((labels, samples) -> result.add(new StepSeries(labels, samples.values(range, windows))));
        return result;
    }

    private static boolean summable(Expression.RangeAggregation range) {
        return switch (range.function()) {
            case COUNT_OVER_TIME, BYTES_OVER_TIME, BYTES_RATE, RATE, SUM_OVER_TIME -> true;
            case ABSENT_OVER_TIME,
                    RATE_COUNTER,
                    AVG_OVER_TIME,
                    MIN_OVER_TIME,
                    MAX_OVER_TIME,
                    FIRST_OVER_TIME,
                    LAST_OVER_TIME,
                    STDVAR_OVER_TIME,
                    STDDEV_OVER_TIME,
                    QUANTILE_OVER_TIME -> false;
        };
    }

    /** What would be there: labels that the selector asks for by one value only. */
    private static Labels equalities(Expression.Lines lines) {
        Labels.Builder labels = Labels.builder();
        Set<String> seen = new HashSet<>();
        lines.matchers().forEach(matcher -> {
            if (seen.add(matcher.name()) && matcher.op() == Matcher.Op.EQUAL) {
                labels.set(matcher.name(), matcher.value());
            } else {
                labels.remove(matcher.name());
            }
        });
        return labels.build();
    }

    private Map<Labels, WindowSamples> gather(
            Expression.RangeAggregation range, Windows windows, Optional<Grouping> grouping, boolean showsBlank) {
        Map<Labels, WindowSamples> series = new LinkedHashMap<>();
        Expression.Lines lines = range.lines();
        Pipeline pipeline = pipelines.of(lines);
        LogSelection selection =
                new LogSelection(lines.matchers(), windows.all(), LogSelection.Order.ANY, pipelines.hints(lines));
        boolean counts = range.unwrap().isEmpty();
        int read = 0;
        GroupMemory last = new GroupMemory(grouping);
        Needs needs = Needs.of(range, grouping);
        Optional<ShapedSamples> shaped = ShapedSamples.of(
                range, pipelines.left(lines), grouping, windows, labels -> samples(series, labels, counts, windows));
        try (LogCursor cursor = reader.select(selection, budget::stopIfDue)) {
            while (cursor.next()) {
                if (read++ % LINES_BETWEEN_CHECKS == 0) {
                    budget.check();
                }
                budget.samples(1);
                if (shaped.isPresent() && shaped.get().take(cursor)) {
                    budget.held(counts ? 0 : 2);
                    continue;
                }
                Entry entry = Entry.of(cursor, needs);
                if (!pipeline.apply(entry)) {
                    continue;
                }
                OptionalDouble value = counts
                        ? lineValue(range, entry)
                        : unwrapped(range.unwrap().get(), entry);
                if (value.isPresent() && windows.holds(entry.timestampNanos())) {
                    failOnError(entry);
                    WindowSamples samples = entry.failed() ? null : last.of(entry);
                    if (samples == null) {
                        Labels key = key(entry, range, grouping);
                        samples = samples(
                                series,
                                showsBlank && grouping.isEmpty() ? key.showing(entry.blankLabels()) : key,
                                counts,
                                windows);
                    }
                    if (!entry.failed()) {
                        last.remember(entry, samples);
                    }
                    samples.add(entry.timestampNanos(), value.getAsDouble(), windows);
                    budget.held(counts ? 0 : 2);
                }
            }
        }
        return series;
    }

    /** Those of a group, which begin where there are none. */
    private WindowSamples samples(Map<Labels, WindowSamples> series, Labels labels, boolean counts, Windows windows) {
        WindowSamples samples = series.get(labels);
        if (samples == null) {
            budget.series(0);
            budget.held((counts ? 2L * windows.count() : 32) + LogQuery.chars(labels) / 8);
            samples = counts ? WindowSamples.counting(windows) : WindowSamples.collecting();
            series.put(labels, samples);
        }
        return samples;
    }

    private static OptionalDouble lineValue(Expression.RangeAggregation range, Entry entry) {
        boolean bytes =
                range.function() == RangeFunction.BYTES_OVER_TIME || range.function() == RangeFunction.BYTES_RATE;
        return OptionalDouble.of(bytes ? entry.line().length : 1);
    }

    /** The label's value as a number; none where the label is empty or a filter after the unwrap takes the entry out. */
    private OptionalDouble unwrapped(Expression.Unwrap unwrap, Entry entry) {
        String text = entry.get(unwrap.label());
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = 0;
        try {
            value = switch (unwrap.conversion()) {
                case NUMBER -> ValueText.number(text);
                case BYTES -> ValueText.bytes(text);
                case DURATION, DURATION_SECONDS -> ValueText.durationNanos(text) / 1e9;
            };
        } catch (ValueText.Unreadable e) {
            entry.fail(SAMPLE_ERROR, String.valueOf(e.getMessage()));
        }
        return pipelines.after(unwrap).apply(entry) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static void failOnError(Entry entry) {
        if (entry.failsQuery()) {
            String error = entry.get(Entry.ERROR);
            throw new QueryException(
                    ErrorKind.BAD_DATA,
                    "pipeline error: '" + error + "' for series: '" + entry.labels() + """
                            '.
                            Use a label filter to intentionally skip this error. (e.g | __error__!="%s").
                            To skip all potential errors you can match empty errors.(e.g __error__="")
                            The label filter can also be specified after unwrap. \
                            (e.g | unwrap latency | __error__="" )
                            """.formatted(error));
        }
    }

    private static Labels key(Entry entry, Expression.RangeAggregation range, Optional<Grouping> grouping) {
        if (entry.failed()) {
            return entry.labels();
        }
        String unwrapped = range.unwrap().map(Expression.Unwrap::label).orElse("");
        if (grouping.isPresent() && !grouping.get().without()) {
            Labels.Builder labels = Labels.builder();
            for (String name : grouping.get().labels()) {
                labels.set(name, entry.get(name));
            }
            return labels.build();
        }
        Labels labels = unwrapped.isEmpty() ? entry.labels() : entry.labels().without(unwrapped);
        if (grouping.isPresent()) {
            Set<String> dropped = new TreeSet<>(grouping.get().labels());
            return labels.without(dropped);
        }
        return labels;
    }
}
