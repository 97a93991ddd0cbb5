package dev.nightjar.alerting.action;

import dev.nightjar.model.event.ActionEvent.ActionAttempted;
import dev.nightjar.model.event.ActionEvent.ActionHeld;
import dev.nightjar.model.event.ActionEvent.ActionQueued;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an action stands for one key. A spell is the time in which any of its alerts fires.
 *
 * @param open whether a spell goes on
 * @param acted whether the action was done in this spell
 * @param last request, null while there was none
 * @param attempt that was made last of it, null while there was none
 * @param heldUntil when its cool-down ends, if that was said of this spell
 */
record Spell(
        boolean open,
        boolean acted,
        @Nullable ActionQueued last,
        @Nullable ActionAttempted attempt,
        @Nullable Instant heldUntil) {
    static final Spell NONE = new Spell(false, false, null, null, null);

    Spell queued(ActionQueued event) {
        return new Spell(true, true, event, null, null);
    }

    Spell held(ActionHeld event) {
        return new Spell(true, false, last, attempt, event.until());
    }

    Spell over() {
        return new Spell(false, false, last, attempt, null);
    }

    Spell attempted(ActionAttempted event) {
        return new Spell(open, acted, last, event, heldUntil);
    }
}
