package dev.nightjar.bench.journal;

import dev.nightjar.journal.Journal;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.AlertEvent.State;
import dev.nightjar.model.event.Event;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the journal of a server whose alerts came and went so often: each was pending, fired, and ended, of 200 rules for
 * 50 pods. None is left, so that a start reads all of it and appends nothing.
 *
 * <pre>
 * LongPast DATA-DIRECTORY TRANSITIONS
 * </pre>
 */
public final class LongPast {
    private static final int RULES = 200;
    private static final int PODS = 50;
    private static final int EPISODES_AT_ONCE = 200;
    private static final Duration PENDING = Duration.ofMinutes(5);
    private static final Duration FIRING = Duration.ofMinutes(20);
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private LongPast() {}

    public static void main(String[] arguments) {
        Path data = Path.of(arguments[0]);
        int episodes = Integer.parseInt(arguments[1]) / 3;
        Instant begin = Clock.systemUTC().instant().minus(PENDING).minus(FIRING).minus(BETWEEN.multipliedBy(episodes));
        try (Journal journal = Journal.open(data.resolve("journal"))) {
            List<Event> next = new ArrayList<>();
            for (int i = 0; i < episodes; i++) {
                next.addAll(episode(i, begin.plus(BETWEEN.multipliedBy(i))));
                if (next.size() >= 3 * EPISODES_AT_ONCE || i == episodes - 1) {
                    journal.append(next);
                    next.clear();
                }
            }
            System.out.println(journal.lastOffset() + " events");
        }
    }

    private static List<Event> episode(int number, Instant began) {
        Instant fired = began.plus(PENDING);
        return List.of(
                transition(number, began, State.INACTIVE, State.PENDING, began, null),
                transition(number, fired, State.PENDING, State.FIRING, began, fired),
                transition(number, fired.plus(FIRING), State.FIRING, State.INACTIVE, began, fired));
    }

    private static AlertTransitioned transition(
            int number, Instant at, State from, State to, Instant activeAt, @Nullable Instant firedAt) {
        int rule = number % RULES;
        String pod = "checkout-7d9c5b8f6d-" + number / RULES % PODS;
        Labels labels = Labels.of(
                "alertname",
                "LatencyHigh" + rule,
                "cluster",
                "eu-central-1",
                "namespace",
                "shop",
                "pod",
                pod,
                "service",
                "checkout-" + rule,
                "severity",
                "warning");
        return new AlertTransitioned(
                at,
                "rules/shop.yml;latency;LatencyHigh" + rule,
                labels,
                Map.of(
                        "summary",
                        pod + " of checkout-" + rule + " answers slowly",
                        "description",
                        "The slowest hundredth of requests takes 1.84 s; 0.5 s are what the objective allows."),
                from,
                to,
                activeAt,
                firedAt,
                null,
                1.84);
    }
}
