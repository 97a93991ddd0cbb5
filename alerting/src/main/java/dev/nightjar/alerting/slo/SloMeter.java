package dev.nightjar.alerting.slo;

import dev.nightjar.alerting.rules.Expression;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.definition.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures one objective over the stored history: sum of bad events by sum of valid ones, so a new objective has its
 * whole window at once. A status is kept for {@link #FRESH}, as a month's history costs more than a glance. Thread-safe.
 */
public final class SloMeter {
    static final Duration FRESH = Duration.ofSeconds(10);

    /** Bisections in the search for where the history begins: enough for a second in a month. */
    private static final int HISTORY_STEPS = 22;

    private final Slo slo;
    private final Expression bad;
    private final Expression total;
    private final Expression probe;
    private final Map<Duration, Expression> burns = new HashMap<>();
    private @Nullable Instant historyBegan;
    private @Nullable SloStatus last;

    public SloMeter(Slo slo, Expressions expressions) {
        this.slo = slo;
        bad = expressions.prepare(slo.badQuery(slo.window()));
        total = expressions.prepare(slo.totalQuery(slo.window()));
        probe = expressions.prepare(slo.totalQuery(probeWindow()));
        for (BurnWindow row : slo.windows()) {
            for (Duration window : List.of(row.longWindow(), row.shortWindow())) {
                burns.computeIfAbsent(window, over -> expressions.prepare(slo.burnQuery(over)));
            }
        }
    }

    public Slo slo() {
        return slo;
    }

    /** Throws what the expressions throw when the history cannot be read. */
    public synchronized SloStatus status(Instant now) {
        SloStatus before = last;
        if (before != null && Duration.between(before.at(), now).abs().compareTo(FRESH) < 0) {
            return before;
        }
        SloStatus status = measure(now);
        last = status;
        return status;
    }

    private SloStatus measure(Instant now) {
        Double totalRate = value(total, now);
        Double totalEvents = totalRate == null ? null : Slo.events(slo.totalQuery(), totalRate, slo.window());
        Double badEvents = null;
        Double sli = null;
        Double remaining = null;
        if (totalEvents != null && totalEvents > 0) {
            Double badRate = value(bad, now);
            // Valid events and no series of bad ones: none were bad.
            badEvents = badRate == null ? 0.0 : Slo.events(slo.badQuery(), badRate, slo.window());
            sli = 1 - badEvents / totalEvents;
            remaining = 1 - badEvents / (slo.budget() * totalEvents);
        }
        List<SloStatus.WindowStatus> windows = slo.windows().stream()
                .map(row -> new SloStatus.WindowStatus(row, burn(row.longWindow(), now), burn(row.shortWindow(), now)))
                .toList();
        Double burn = windows.getFirst().burnLong();
        Instant exhaustedAt = exhaustedAt(now, remaining, burn);
        Duration known = known(now);
        return new SloStatus(
                slo,
                now,
                known,
                sli,
                badEvents,
                totalEvents,
                remaining,
                burn,
                exhaustedAt,
                windows,
                sentence(now, known, remaining, burn, exhaustedAt));
    }

    /** Without bad events the ratio has no series; that is a burn of 0 where there are valid events at all. */
    private @Nullable Double burn(Duration window, Instant now) {
        Double burn = value(burns.get(window), now);
        return burn == null && value(probe, now) != null ? Double.valueOf(0) : burn;
    }

    private static @Nullable Double value(@Nullable Expression expression, Instant at) {
        List<Sample> samples = expression == null ? List.of() : expression.at(at);
        boolean isNumber = !samples.isEmpty()
                && samples.getFirst().histogram() == null
                && Double.isFinite(samples.getFirst().value());
        return isNumber ? Double.valueOf(samples.getFirst().value()) : null;
    }

    private @Nullable Instant exhaustedAt(Instant now, @Nullable Double remaining, @Nullable Double burn) {
        if (remaining == null || burn == null) {
            return null;
        }
        if (remaining <= 0) {
            return now;
        }
        // At a burn of 1 a rolling window gives back what it takes.
        return burn > 1 ? now.plusMillis((long) (remaining * slo.window().toMillis() / burn)) : null;
    }

    private Duration probeWindow() {
        return slo.windows().getFirst().longWindow();
    }

    /** Searches for the first data, taking for granted that the history has no hole; found once, it is remembered. */
    private Duration known(Instant now) {
        if (historyBegan == null) {
            if (value(probe, now) == null) {
                return Duration.ZERO;
            }
            historyBegan = beginning(now);
        }
        Duration known = Duration.between(historyBegan, now);
        return known.compareTo(slo.window()) > 0 ? slo.window() : known;
    }

    private Instant beginning(Instant now) {
        long without = now.minus(slo.window()).toEpochMilli();
        long with = now.toEpochMilli();
        if (value(probe, Instant.ofEpochMilli(without)) != null) {
            return Instant.ofEpochMilli(without);
        }
        for (int i = 0; i < HISTORY_STEPS && with - without > 1000; i++) {
            long middle = without + (with - without) / 2;
            if (value(probe, Instant.ofEpochMilli(middle)) == null) {
                without = middle;
            } else {
                with = middle;
            }
        }
        return Instant.ofEpochMilli(with);
    }

    private String sentence(
            Instant now,
            Duration known,
            @Nullable Double remaining,
            @Nullable Double burn,
            @Nullable Instant exhaustedAt) {
        if (remaining == null) {
            return slo.service() + " has no data for this objective yet.";
        }
        String left = remaining < 0
                ? slo.service() + " has overspent its error budget: " + BurnRules.percent(round(1 - remaining))
                        + " used"
                : slo.service() + " has " + BurnRules.percent(round(remaining)) + " of its error budget left";
        String history = known.compareTo(slo.window()) < 0
                ? ", counting the " + DurationText.of(rough(known)) + " of history there are"
                : "";
        String pace =
                burn == null || burn < 1 ? "" : String.format(Locale.ROOT, ", and burns it %.1f times too fast", burn);
        String end = exhaustedAt != null && exhaustedAt.isAfter(now)
                ? ": it is gone in " + DurationText.of(rough(Duration.between(now, exhaustedAt)))
                : "";
        return left + history + pace + end + ".";
    }

    private static double round(double share) {
        return Math.round(share * 1000) / 1000.0;
    }

    /** Two units at most: nobody needs the seconds of three days. */
    private static Duration rough(Duration exact) {
        if (exact.toDays() > 0) {
            return Duration.ofHours(exact.toHours());
        }
        return exact.toHours() > 0 ? Duration.ofMinutes(exact.toMinutes()) : Duration.ofSeconds(exact.toSeconds());
    }
}
