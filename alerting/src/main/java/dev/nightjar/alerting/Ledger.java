package dev.nightjar.alerting;

import dev.nightjar.alerting.paging.FiredAlert;
import dev.nightjar.alerting.paging.PageBook;
import dev.nightjar.alerting.paging.PageLog;
import dev.nightjar.alerting.paging.Pager;
import dev.nightjar.alerting.rules.ActiveAlert;
import dev.nightjar.alerting.rules.AlertBook;
import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.alerting.rules.RuleOutcomes;
import dev.nightjar.alerting.rules.RuleStep;
import dev.nightjar.alerting.slo.CorrectionBook;
import dev.nightjar.model.event.AlertEvent;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.AlertEvent.EvaluationCheckpoint;
import dev.nightjar.model.event.AlertEvent.State;
import dev.nightjar.model.event.BudgetEvent;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one place that writes: decides under one lock, appends, and only then changes the books. What an evaluation leads
 * to, transitions and pages and messages, is one append; if it fails, nothing has happened.
 */
final class Ledger implements RuleOutcomes, PageLog {
    /** After a crash at most this much evaluation time is taken for time without an engine. */
    static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(5);

    private static final int READ_AT_ONCE = 1_000;

    private final EventLog log;
    private final AlertBook alerts;
    private final CorrectionBook corrections = new CorrectionBook();
    private final PageBook pages;
    private final Pager pager;
    private final ReentrantLock lock = new ReentrantLock();

    Ledger(EventLog log, AlertBook alerts, PageBook pages, Pager pager) {
        this.log = log;
        this.alerts = alerts;
        this.pages = pages;
        this.pager = pager;
    }

    /** Fills the books with what the log holds. */
    void replay() {
        long offset = 0;
        List<StoredEvent> events = log.readAfter(offset, READ_AT_ONCE);
        while (!events.isEmpty()) {
            for (StoredEvent stored : events) {
                apply(stored.event());
                offset = stored.offset();
            }
            events = log.readAfter(offset, READ_AT_ONCE);
        }
    }

    /** Leaves out the time since the log's last word of evaluation. */
    void resume(Instant now) {
        transact(() -> alerts.resumeAt(now));
    }

    /** Says that evaluation goes on, if anything is being timed and it was not said of late. */
    void checkpoint(Instant now) {
        Instant alive = alerts.alive();
        boolean isOld = alive == null || Duration.between(alive, now).compareTo(CHECKPOINT_EVERY) >= 0;
        if (isOld && alerts.isTiming()) {
            transact(() -> List.of(new EvaluationCheckpoint(now)));
        }
    }

    /** As {@link #checkpoint}, whenever it was last said: for an orderly stop. */
    void stop(Instant now) {
        if (alerts.isTiming()) {
            transact(() -> List.of(new EvaluationCheckpoint(now)));
        }
    }

    /** Ends the alerts and pages of rules that are no longer defined. */
    void retire(Set<String> known, Instant now) {
        transact(() -> {
            List<AlertTransitioned> ended = alerts.endAllBut(known, now);
            List<Event> events = new ArrayList<>(ended);
            ended.stream()
                    .map(AlertTransitioned::rule)
                    .distinct()
                    .forEach(rule -> events.addAll(pager.follow(rule, List.of(), List.of(), now)));
            return events;
        });
    }

    @Override
    public void commit(List<RuleStep> steps, Instant at) {
        transact(() -> {
            List<Event> events = new ArrayList<>();
            for (RuleStep step : steps) {
                events.addAll(step.transitions());
            }
            for (RuleStep step : steps) {
                events.addAll(pages(step, at));
            }
            return events;
        });
        steps.forEach(alerts::refresh);
    }

    private List<PageEvent> pages(RuleStep step, Instant at) {
        // An evaluation that failed says nothing about whether anything is over.
        if (!step.succeeded()) {
            return List.of();
        }
        List<FiredAlert> begun = step.transitions().stream()
                .filter(transition -> transition.to() == State.FIRING && transition.from() != State.FIRING)
                .map(transition -> step.active().get(transition.labels()))
                .map(alert -> fired(step.rule(), alert))
                .toList();
        List<FiredAlert> firing =
                step.firing().stream().map(alert -> fired(step.rule(), alert)).toList();
        return pager.follow(step.rule().id(), begun, firing, at);
    }

    private static FiredAlert fired(Rule.AlertRule rule, ActiveAlert alert) {
        return new FiredAlert(
                rule.id(), rule.query(), alert.labels(), alert.annotations(), alert.activeAt(), alert.value());
    }

    /** Corrections of budgets, as the log has them. */
    CorrectionBook corrections() {
        return corrections;
    }

    /** What a person decided about a budget; an empty list changes nothing. */
    List<BudgetEvent> correct(Supplier<List<BudgetEvent>> decision) {
        return transact(decision);
    }

    @Override
    public List<PageEvent> commit(Supplier<List<PageEvent>> decision) {
        return transact(decision);
    }

    private <E extends Event> List<E> transact(Supplier<List<E>> decision) {
        lock.lock();
        try {
            List<E> events = decision.get();
            if (!events.isEmpty()) {
                log.append(events);
                events.forEach(this::apply);
            }
            return events;
        } finally {
            lock.unlock();
        }
    }

    private void apply(Event event) {
        switch (event) {
            case AlertEvent alert -> alerts.apply(alert);
            case PageEvent page -> pages.apply(page);
            case BudgetEvent budget -> corrections.apply(budget);
            default -> {
                // Incidents, changes and postmortems are other people's.
            }
        }
    }
}
