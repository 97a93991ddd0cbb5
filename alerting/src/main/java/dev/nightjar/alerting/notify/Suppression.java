package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.silence.SilenceBook;
import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.List;

/** Says what holds an alert back. */
public final class Suppression {
    private final SilenceBook silences;
    private final AlertPool pool;

    public Suppression(SilenceBook silences, AlertPool pool) {
        this.silences = silences;
        this.pool = pool;
    }

    /**
     * What holds an alert back.
     *
     * @param silencedBy ids of silences
     * @param inhibitedBy alerts
     */
    public record Held(List<String> silencedBy, List<Labels> inhibitedBy) {
        public Held {
            silencedBy = List.copyOf(silencedBy);
            inhibitedBy = List.copyOf(inhibitedBy);
        }

        public boolean isHeld() {
            return !silencedBy.isEmpty() || !inhibitedBy.isEmpty();
        }
    }

    public Held of(Labels alert, Instant now) {
        return of(alert, List.of(), now);
    }

    /**
     * @param beginning alerts that begin to fire at this very moment: they inhibit as well
     */
    public Held of(Labels alert, List<Labels> beginning, Instant now) {
        return new Held(silences.silencing(alert, now), pool.inhibiting(alert, beginning));
    }
}
