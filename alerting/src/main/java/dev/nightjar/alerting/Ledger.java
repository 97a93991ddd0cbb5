package dev.nightjar.alerting;

import dev.nightjar.alerting.action.ActionDesk;
import dev.nightjar.alerting.action.ActionLog;
import dev.nightjar.alerting.notify.NoticeLog;
import dev.nightjar.alerting.paging.PageLog;
import dev.nightjar.alerting.paging.Pager;
import dev.nightjar.alerting.rules.ActiveAlert;
import dev.nightjar.alerting.rules.AlertBook;
import dev.nightjar.alerting.rules.RuleOutcomes;
import dev.nightjar.alerting.rules.RuleStep;
import dev.nightjar.alerting.slo.CorrectionBook;
import dev.nightjar.alerting.slo.PolicyBook;
import dev.nightjar.model.event.ActionEvent;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.AlertEvent.State;
import dev.nightjar.model.event.BudgetEvent;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.NoticeEvent;
import dev.nightjar.model.event.OnCallEvent;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.SilenceEvent;
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
final class Ledger implements RuleOutcomes, PageLog, NoticeLog, ActionLog {
    /** After a crash at most this much evaluation time is taken for time without an engine. */
    static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(5);

    /** How often it is looked whether time alone changes something about notices and what is held back. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** As whom the log knows the engine, and until when it was at work. */
    private static final String ENGINE = "rule-engine";

    /** So many rules at most have their pages decided about in one look; the others in the next. */
    private static final int MOST_AT_ONCE = 500;

    private final EventLog log;
    private final AlertingBooks books;
    private final AlertBook alerts;
    private final Pager pager;
    private final NoticeDesk notices;
    private final PageDesk desk;
    private final ActionDesk actionDesk;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant lookedAt = Instant.MIN;

    /** @param books as of the end of the log, whose only writer of what they are about this is */
    Ledger(EventLog log, AlertingBooks books, Pager pager, NoticeDesk notices, ActionDesk actionDesk) {
        this.log = log;
        this.books = books;
        this.alerts = books.alerts;
        this.pager = pager;
        this.notices = notices;
        this.actionDesk = actionDesk;
        this.desk = new PageDesk(alerts, pager, notices);
    }

    /** Leaves out the time since evaluation was last known to go on. */
    void resume(Instant now) {
        log.lastAtWork(ENGINE).ifPresent(alerts::atWork);
        notices.resume(now);
        transact(() -> alerts.resumeAt(now));
    }

    /** Notes that evaluation goes on, if anything is being timed and it was not noted of late. */
    void checkpoint(Instant now) {
        Instant alive = alerts.alive();
        if (alive == null || Duration.between(alive, now).compareTo(CHECKPOINT_EVERY) >= 0) {
            noteAtWork(now);
        }
    }

    /** As {@link #checkpoint}, whenever it was last noted: for an orderly stop. */
    void stop(Instant now) {
        noteAtWork(now);
    }

    private void noteAtWork(Instant now) {
        if (alerts.isTiming()) {
            log.noteAtWork(ENGINE, now);
            alerts.atWork(now);
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
                    .forEach(rule -> events.addAll(desk.retired(rule, now)));
            return events;
        });
    }

    @Override
    public void commit(List<RuleStep> steps, Instant at) {
        transact(() -> {
            List<AlertTransitioned> begun = steps.stream()
                    .flatMap(step -> step.transitions().stream())
                    .filter(transition -> transition.to() == State.FIRING && transition.from() != State.FIRING)
                    .toList();
            List<Event> events = new ArrayList<>(notices.opened(begun, at));
            for (RuleStep step : steps) {
                events.addAll(step.transitions());
            }
            for (RuleStep step : steps) {
                events.addAll(desk.follow(step, begun, at));
            }
            return events;
        });
        for (RuleStep step : steps) {
            alerts.refresh(step);
            for (ActiveAlert alert : step.firing()) {
                notices.refresh(step.rule().id(), alert, at);
            }
        }
    }

    /** Does what time alone brings, by {@code now}. */
    void tick(Instant now) {
        transact(() -> pager.due(now));
        if (Duration.between(lookedAt, now).abs().compareTo(LOOK_EVERY) < 0) {
            return;
        }
        lookedAt = now;
        transact(() -> notices.silencesDue(now));
        transact(() -> actionDesk.due(notices.unheld(now), now));
        lock.lock();
        try {
            transact(() -> notices.due(now));
            notices.done(now);
        } finally {
            lock.unlock();
        }
        // one rule after the other, so that each sees the pages of those before it: a storm is one page
        int rounds = 0;
        while (!transact(() -> desk.due(now)).isEmpty() && rounds < MOST_AT_ONCE) {
            rounds++;
        }
    }

    /** Corrections of budgets, as the log has them. */
    CorrectionBook corrections() {
        return books.corrections;
    }

    /** Exemptions and overrides, as the log has them. */
    PolicyBook policies() {
        return books.policies;
    }

    /** What a person decided about a budget; an empty list changes nothing. */
    List<BudgetEvent> correct(Supplier<List<BudgetEvent>> decision) {
        return transact(decision);
    }

    @Override
    public List<PageEvent> commit(Supplier<List<PageEvent>> decision) {
        return transact(decision);
    }

    @Override
    public List<NoticeEvent> record(Supplier<List<NoticeEvent>> decision) {
        return transact(decision);
    }

    @Override
    public List<ActionEvent> act(Supplier<List<ActionEvent>> decision) {
        return transact(decision);
    }

    List<OnCallEvent> handOver(Supplier<List<OnCallEvent>> decision) {
        return transact(decision);
    }

    List<SilenceEvent> silence(Supplier<List<SilenceEvent>> decision) {
        return transact(decision);
    }

    private <E extends Event> List<E> transact(Supplier<List<E>> decision) {
        lock.lock();
        try {
            List<E> events = decision.get();
            if (!events.isEmpty()) {
                log.append(events);
                events.forEach(books::apply);
            }
            return events;
        } finally {
            lock.unlock();
        }
    }
}
