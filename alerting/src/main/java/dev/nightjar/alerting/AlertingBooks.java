package dev.nightjar.alerting;

import dev.nightjar.alerting.action.ActionBook;
import dev.nightjar.alerting.notify.GroupBook;
import dev.nightjar.alerting.oncall.HandOverBook;
import dev.nightjar.alerting.paging.PageBook;
import dev.nightjar.alerting.rules.AlertBook;
import dev.nightjar.alerting.silence.SilenceBook;
import dev.nightjar.alerting.slo.CorrectionBook;
import dev.nightjar.alerting.slo.PolicyBook;
import dev.nightjar.model.event.ActionEvent;
import dev.nightjar.model.event.AlertEvent;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.BudgetEvent;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.NoticeEvent;
import dev.nightjar.model.event.OnCallEvent;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.Replay;
import dev.nightjar.model.event.SilenceEvent;
import dev.nightjar.model.event.StoredEvent;
import java.util.List;

/**
 * What the log adds up to for alerting. First it is told what the log holds, then, by the ledger, what it appends. Each
 * book is thread-safe; that events come in order is the caller's to see to.
 */
final class AlertingBooks implements EventLog.Listener {
    final AlertBook alerts = new AlertBook();
    final PageBook pages = new PageBook();
    final GroupBook groups;
    final SilenceBook silences = new SilenceBook();
    final HandOverBook handOvers = new HandOverBook();
    final ActionBook actions = new ActionBook();
    final CorrectionBook corrections = new CorrectionBook();
    final PolicyBook policies = new PolicyBook();

    /** Up to where the log was read. */
    private long offset;

    /** @param groups with the routes in force: which group an alert belongs to is their affair */
    AlertingBooks(GroupBook groups) {
        this.groups = groups;
    }

    @Override
    public void appended(List<StoredEvent> events) {
        for (StoredEvent stored : events) {
            apply(stored.event());
            offset = stored.offset();
        }
    }

    /** Reads what {@code log} holds beyond what was told. */
    void catchUp(EventLog log) {
        Replay.after(offset, log, List.of(this));
    }

    void apply(Event event) {
        switch (event) {
            case AlertEvent alert -> {
                alerts.apply(alert);
                if (alert instanceof AlertTransitioned transition) {
                    groups.apply(transition);
                }
            }
            case PageEvent page -> pages.apply(page);
            case BudgetEvent budget -> {
                corrections.apply(budget);
                policies.apply(budget);
            }
            case NoticeEvent notice -> groups.apply(notice);
            case SilenceEvent silence -> silences.apply(silence);
            case OnCallEvent onCall -> handOvers.apply(onCall);
            case ActionEvent action -> actions.apply(action);
            default -> {
                // Incidents, changes and postmortems are other people's.
            }
        }
    }
}
