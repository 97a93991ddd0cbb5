package dev.nightjar.alerting.rules;

import dev.nightjar.model.Labels;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.AlertEvent.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert that is pending or firing.
 *
 * @param labels its identity within the rule
 * @param activeAt since when the expression has held, moved on by the time nobody was evaluating
 * @param keepFiringSince when the expression stopped holding, while the alert is kept firing
 */
public record ActiveAlert(
        Labels labels,
        Map<String, String> annotations,
        State state,
        Instant activeAt,
        @Nullable Instant firedAt,
        @Nullable Instant keepFiringSince,
        double value) {
    public ActiveAlert {
        if (state == State.INACTIVE) {
            throw new IllegalArgumentException("an inactive alert is not kept: " + labels);
        }
        annotations = Map.copyOf(annotations);
    }

    static ActiveAlert of(AlertTransitioned transition) {
        return new ActiveAlert(
                transition.labels(),
                transition.annotations(),
                transition.to(),
                transition.activeAt(),
                transition.firedAt(),
                transition.keepFiringSince(),
                transition.value());
    }

    public boolean firing() {
        return state == State.FIRING;
    }

    ActiveAlert fired(Instant at) {
        return new ActiveAlert(labels, annotations, State.FIRING, activeAt, at, keepFiringSince, value);
    }

    /** Back to waiting: its rule's {@code for} was made longer. */
    ActiveAlert unfired() {
        return new ActiveAlert(labels, annotations, State.PENDING, activeAt, null, null, value);
    }

    ActiveAlert keptSince(@Nullable Instant since) {
        return new ActiveAlert(labels, annotations, state, activeAt, firedAt, since, value);
    }

    ActiveAlert seen(Map<String, String> newAnnotations, double newValue) {
        return new ActiveAlert(labels, newAnnotations, state, activeAt, firedAt, null, newValue);
    }

    /** Leaves out a time in which nobody evaluated: it counts neither as holding nor as over. */
    ActiveAlert movedOnBy(Duration gap) {
        Instant kept = keepFiringSince == null ? null : keepFiringSince.plus(gap);
        Instant active = state == State.PENDING ? activeAt.plus(gap) : activeAt;
        return new ActiveAlert(labels, annotations, state, active, firedAt, kept, value);
    }

    AlertTransitioned transition(Instant at, String rule, State from) {
        return new AlertTransitioned(
                at, rule, labels, annotations, from, state, activeAt, firedAt, keepFiringSince, value);
    }

    AlertTransitioned end(Instant at, String rule) {
        return new AlertTransitioned(
                at, rule, labels, annotations, state, State.INACTIVE, activeAt, firedAt, keepFiringSince, value);
    }
}
