package dev.nightjar.query.promql;

import dev.nightjar.model.SeriesReader;
import dev.nightjar.query.Annotations;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryStatistics;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.TimeSteps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** One evaluation of a query: what it may use, what it has to say, what it took. */
final class QueryRun {
    private final Expr expr;
    private final InstantSource clock;
    private final Instant begun;
    private final Annotations annotations;
    private final QueryBudget budget;
    private final StepSamples samples;
    private final Optional<PlanRecorder> recorder;
    private final Evaluator evaluator;

    /** {@code stepMillis} is 0 for an instant query, {@code endMillis} the asked end, which need not be a step. */
    QueryRun(
            SeriesReader reader,
            SecondReaders secondReaders,
            InstantSource clock,
            SourceText source,
            Expr expr,
            TimeSteps steps,
            long endMillis,
            QueryOptions options) {
        this.expr = expr;
        this.clock = clock;
        begun = clock.instant();
        annotations = new Annotations(source);
        budget = new QueryBudget(options.limits(), options.cancellation(), clock);
        samples = new StepSamples(steps.count());
        recorder = options.explain() ? Optional.of(new PlanRecorder(clock)) : Optional.empty();
        QueryScope scope = new QueryScope(
                reader,
                options.explain() ? SecondReaders.none() : secondReaders,
                budget,
                annotations,
                steps.startMillis(),
                endMillis,
                steps.stepMillis(),
                options.lookback().toMillis(),
                options.subqueryStep().toMillis(),
                options.summaries(),
                ResetDetection.in(expr),
                recorder);
        evaluator = new Evaluator(scope, steps, samples);
    }

    /** The parser bounds how deep trees are; should one still be too deep for this thread, that is said, too. */
    QueryResult result(Duration preparation, Function<Evaluator, QueryValue> evaluation) {
        QueryValue value;
        try {
            value = evaluation.apply(evaluator);
        } catch (StackOverflowError e) {
            throw QueryException.execution("the expression is nested too deep to be evaluated");
        }
        Duration taken = Duration.between(begun, clock.instant());
        QueryStatistics statistics = new QueryStatistics(
                new QueryStatistics.Timings(
                        taken, Duration.ZERO, preparation, taken, Duration.ZERO, taken.plus(preparation)),
                budget.seriesRead(),
                budget.samplesRead(),
                budget.samplesUsed(),
                budget.peakSamples(),
                evaluator.steps(),
                samples.counts());
        return new QueryResult(
                value,
                annotations.warnings(),
                annotations.infos(),
                statistics,
                recorder.map(plan -> new PlanTree(plan).of(expr)));
    }
}
