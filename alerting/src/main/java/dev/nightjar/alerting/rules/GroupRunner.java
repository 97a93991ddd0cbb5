package dev.nightjar.alerting.rules;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Evaluates one group, slot after slot; a slot that comes while the one before is at work is missed and counted. */
final class GroupRunner {

    private final RuleGroup group;
    private final Slots slots;
    private final EngineContext context;
    private final List<Evaluated> rules;
    private final RuleFailures failures;
    private final SeriesWriter failureWriter;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile @Nullable Instant lastSlot;
    private final AtomicLong missed = new AtomicLong();

    /**
     * What the engine lends to its groups.
     *
     * @param log takes what fails, for operators
     */
    record EngineContext(
            AlertBook book,
            SampleSink sink,
            RuleOutcomes outcomes,
            InstantSource clock,
            RuleSurroundings surroundings,
            Logger log) {}

    private static final class Evaluated {
        private final Rule rule;
        private final SeriesWriter writer;
        private volatile RuleHealth health;

        Evaluated(Rule rule, SeriesWriter writer, RuleHealth health) {
            this.rule = rule;
            this.writer = writer;
            this.health = health;
        }
    }

    GroupRunner(RuleGroup group, EngineContext context) {
        this(group, context, Map.of());
    }

    private GroupRunner(RuleGroup group, EngineContext context, Map<String, Evaluated> before) {
        this.group = group;
        this.context = context;
        this.slots = Slots.of(group);
        this.failures = new RuleFailures(group);
        this.failureWriter = new SeriesWriter(context.sink());
        this.rules = group.rules().stream()
                .map(rule -> {
                    Evaluated same = before.get(rule.id());
                    return same == null
                            ? new Evaluated(rule, new SeriesWriter(context.sink()), RuleHealth.UNKNOWN)
                            : new Evaluated(rule, same.writer, same.health);
                })
                .toList();
    }

    /**
     * The group by another definition: rules that it still has go on with the series that they gave, so that only what
     * is gone ends.
     */
    GroupRunner changed(RuleGroup to, Instant now) {
        Map<String, Evaluated> before = new HashMap<>();
        rules.forEach(evaluated -> before.put(evaluated.rule.id(), evaluated));
        GroupRunner runner = new GroupRunner(to, context, before);
        runner.missed.set(missed.get());
        if (to.interval().equals(group.interval())) {
            runner.lastSlot = lastSlot;
        } else {
            runner.startAfter(now);
        }
        to.rules().forEach(rule -> before.remove(rule.id()));
        before.values().forEach(gone -> end(gone, now));
        return runner;
    }

    RuleGroup group() {
        return group;
    }

    @Nullable
    Instant lastSlot() {
        return lastSlot;
    }

    long missed() {
        return missed.get();
    }

    RuleHealth health(int rule) {
        return rules.get(rule).health;
    }

    /** Begins with the slot after {@code now}, as Prometheus does. */
    void startAfter(Instant now) {
        lastSlot = slots.at(now);
    }

    private boolean isDue(Instant now) {
        Instant last = lastSlot;
        // A clock that was set back must not stop the group until it has caught up.
        boolean clockWentBack = last != null && Duration.between(now, last).compareTo(group.interval()) > 0;
        return last == null || clockWentBack || slots.at(now).isAfter(last);
    }

    /**
     * Whether {@link #evaluate} is to be called, now or when there is room: nobody else is asked to until it has been
     * called, so that a slot that waits for its turn does not wait twice.
     */
    boolean claim(Instant now) {
        if (!busy.compareAndSet(false, true)) {
            return false;
        }
        if (isDue(now)) {
            return true;
        }
        busy.set(false);
        return false;
    }

    /** The evaluation that was claimed does not take place. */
    void release() {
        busy.set(false);
    }

    /** Evaluates the slot of {@code now}, which was claimed. */
    void evaluate(Instant now, boolean settling) {
        try {
            Instant slot = slots.at(now);
            Instant last = lastSlot;
            if (last != null) {
                missed.addAndGet(slots.between(last, slot));
            }
            lastSlot = slot;
            evaluateSlot(slot, settling);
        } finally {
            busy.set(false);
        }
    }

    void evaluateSlot(Instant slot, boolean settling) {
        List<RuleStep> steps = new ArrayList<>();
        failures.begin();
        for (Evaluated evaluated : rules) {
            Instant begin = context.clock().instant();
            String error = null;
            try {
                error = evaluate(evaluated, slot, settling, steps);
            } catch (RuntimeException e) {
                error = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            }
            if (error != null) {
                failures.add(group, evaluated.rule, error);
                if (evaluated.health.error() == null) {
                    context.log().warn("rule {} failed: {}", evaluated.rule.id(), error);
                }
            }
            evaluated.health =
                    new RuleHealth(slot, Duration.between(begin, context.clock().instant()), error);
        }
        steps.add(failing(slot));
        context.outcomes().commit(steps, slot);
    }

    private RuleStep failing(Instant slot) {
        RuleStep step = failures.step(context.book().of(failures.rule().id()), context.surroundings(), slot);
        try {
            failureWriter.write(SeriesWriter.seriesOf(step.active().values()), slot.minus(group.queryOffset()));
        } catch (RuntimeException e) {
            context.log()
                    .warn(
                            "the state of {} could not be recorded: {}",
                            failures.rule().id(),
                            e.getMessage());
        }
        return step;
    }

    private @Nullable String evaluate(Evaluated evaluated, Instant slot, boolean settling, List<RuleStep> steps) {
        Instant dataTime = slot.minus(group.queryOffset());
        List<Sample> vector = evaluated.rule.expression().at(dataTime);
        return switch (evaluated.rule) {
            case Rule.RecordRule record -> record(record, evaluated.writer, vector, dataTime);
            case Rule.AlertRule alert -> {
                RuleStep step = step(alert, vector, slot, settling);
                steps.add(step);
                if (step.succeeded()) {
                    evaluated.writer.write(SeriesWriter.seriesOf(step.active().values()), dataTime);
                }
                yield step.error();
            }
        };
    }

    private RuleStep step(Rule.AlertRule alert, List<Sample> vector, Instant slot, boolean settling) {
        RulePolicy.NoData policy = alert.policy().noData();
        boolean missing = policy != RulePolicy.NoData.OK
                && vector.isEmpty()
                && !alert.expression().hasData(slot.minus(group.queryOffset()));
        boolean told = missing && policy == RulePolicy.NoData.ALERT;
        return new StateMachine(alert, group.limit(), context.surroundings())
                .step(
                        context.book().of(alert.id()),
                        told ? List.of(StateMachine.NO_DATA) : vector,
                        slot,
                        settling || missing);
    }

    private @Nullable String record(Rule.RecordRule rule, SeriesWriter writer, List<Sample> vector, Instant at) {
        Map<Labels, Sample> results = LinkedHashMap.newLinkedHashMap(vector.size());
        for (Sample sample : vector) {
            Labels labels = rule.resultLabels(sample.labels());
            if (results.put(labels, sample) != null) {
                return "vector contains metrics with the same labelset after applying rule labels: " + labels;
            }
        }
        if (group.limit() > 0 && results.size() > group.limit()) {
            return "exceeded limit of " + group.limit() + " with " + results.size() + " series";
        }
        writer.write(results, at);
        return null;
    }

    /** Ends every series of the rules: the group is gone. */
    void end(Instant at) {
        rules.forEach(evaluated -> end(evaluated, at));
    }

    private void end(Evaluated evaluated, Instant at) {
        try {
            evaluated.writer.end(at);
        } catch (RuntimeException e) {
            context.log().warn("the series of rule {} could not be ended: {}", evaluated.rule.id(), e.getMessage());
        }
    }
}
