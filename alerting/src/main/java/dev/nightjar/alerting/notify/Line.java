package dev.nightjar.alerting.notify;

import dev.nightjar.model.Labels;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import dev.nightjar.model.event.NoticeEvent.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one integration of a receiver was told of one group, and what it is being told. Guarded by its book. */
final class Line {
    /** Alerts that it knows to fire, or may know of: an attempt without an answer may have reached it. */
    final Set<Labels> told = new LinkedHashSet<>();

    private Set<Labels> lastFiring = Set.of();
    private Set<Labels> lastResolved = Set.of();
    private @Nullable Instant lastAt;
    private LineView.@Nullable Failure failure;
    private String receipt = "";

    @Nullable
    Pending pending;

    /**
     * A notice that is to be sent.
     *
     * @param detail what came of the last attempt; empty before the first
     */
    record Pending(NoticeQueued notice, int attempts, Instant nextAttemptAt, String detail) {
        Set<Labels> firing() {
            return labels(notice, true);
        }

        Set<Labels> resolved() {
            return labels(notice, false);
        }
    }

    private static Set<Labels> labels(NoticeQueued notice, boolean firing) {
        Set<Labels> labels = new LinkedHashSet<>();
        for (Shown alert : notice.alerts()) {
            if ((alert.endsAt() == null) == firing) {
                labels.add(alert.labels());
            }
        }
        return labels;
    }

    void queued(NoticeQueued notice) {
        pending = new Pending(notice, 0, notice.at(), "");
    }

    /** By what the receiver knows what it was told last; empty where it did not say. */
    String receipt() {
        return receipt;
    }

    void accepted(Instant at, String newReceipt) {
        Pending sent = pending;
        if (sent != null) {
            receipt = newReceipt.isEmpty() ? receipt : newReceipt;
            lastFiring = sent.firing();
            lastResolved = sent.resolved();
            lastAt = at;
            failure = null;
            told.addAll(lastFiring);
            told.removeAll(lastResolved);
            pending = null;
        }
    }

    void retry(int attempt, Instant next, String detail) {
        Pending sent = pending;
        if (sent != null) {
            told.addAll(sent.firing());
            pending = new Pending(sent.notice(), attempt, next, detail);
        }
    }

    /** After a start: what was queued may have been sent without anybody having had the time to write that down. */
    void mayHaveBeenSent() {
        Pending queued = pending;
        if (queued != null) {
            told.addAll(queued.firing());
        }
    }

    void givenUp() {
        pending = null;
    }

    /** It will not be sent, and that is to be seen until something is. */
    void failed(Instant at, String detail) {
        givenUp();
        failure = new LineView.Failure(at, detail);
    }

    LineView view(String integration) {
        Pending sending = pending;
        return new LineView(
                integration,
                told.size(),
                lastAt,
                sending == null
                        ? null
                        : new LineView.Sending(
                                sending.notice().reason(),
                                sending.attempts(),
                                sending.nextAttemptAt(),
                                sending.detail()),
                failure);
    }

    /**
     * Why it has to be told of these now, as Alertmanager decides it; empty where it need not be.
     *
     * @param wantsResolved whether it is told that alerts are over
     */
    String reason(Set<Labels> firing, Set<Labels> resolved, boolean wantsResolved, Duration repeat, Instant now) {
        if (firing.isEmpty()) {
            return resolved.stream().anyMatch(told::contains) ? "all resolved" : "";
        }
        Instant last = lastAt;
        if (last == null) {
            return "first";
        }
        if (!lastFiring.containsAll(firing)) {
            return lastFiring.isEmpty() ? "first" : "new alerts";
        }
        if (wantsResolved && !lastResolved.containsAll(resolved)) {
            return "resolved";
        }
        return last.isBefore(now.minus(repeat)) ? "repeat" : "";
    }

    /** Whether {@code firing} and {@code resolved} are what is being sent anyway. */
    boolean isSending(Set<Labels> firing, Set<Labels> resolved) {
        Pending sending = pending;
        return sending != null
                && sending.firing().equals(firing)
                && sending.resolved().equals(resolved);
    }
}
