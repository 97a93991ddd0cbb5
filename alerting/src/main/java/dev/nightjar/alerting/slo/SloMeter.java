package dev.nightjar.alerting.slo;

import dev.nightjar.alerting.rules.Expression;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Measures one objective over the stored history: sum of bad events by sum of valid ones, so a new objective has its
 * whole window at once. A status is kept for {@link #FRESH}, as a month's history costs more than a glance. Thread-safe.
 */
public final class SloMeter {
    static final Duration FRESH = Duration.ofSeconds(10);

    private static final LocalDateTime YEAR_BEGIN = LocalDateTime.of(2024, 1, 1, 0, 0);

    private final Slo slo;
    private final Expressions expressions;
    private final SloHistory history;
    private final Expression probe;
    private final Map<Duration, Expression> burns = new HashMap<>();
    private final Map<Duration, Expression> badCounts = new HashMap<>();
    private @Nullable SloHistory quarterly;
    private @Nullable SloStatus last;
    private List<BudgetCorrection> lastCorrections = List.of();

    public SloMeter(Slo slo, Expressions expressions) {
        this.slo = slo;
        this.expressions = expressions;
        history = new SloHistory(slo, expressions);
        probe = expressions.prepare(slo.totalQuery(slo.windows().getFirst().longWindow()));
        for (BurnWindow row : slo.windows()) {
            badCounts.computeIfAbsent(row.longWindow(), over -> expressions.prepare(slo.badCountQuery(over)));
            for (Duration window : List.of(row.longWindow(), row.shortWindow())) {
                burns.computeIfAbsent(window, over -> expressions.prepare(slo.burnQuery(over)));
            }
        }
    }

    public Slo slo() {
        return slo;
    }

    /** The history of the window that {@code now} lies in. Throws what the expressions throw. */
    public SliceColumn slices(Instant now) {
        SloWindow.Period period = slo.over().at(now);
        return history.between(period.from(), now.isBefore(period.until()) ? now : period.until());
    }

    /** What the window's budget went to. Throws what the expressions throw. */
    public BudgetLedger ledger(Instant now, List<BudgetClaim> claims, Charging charging) {
        return BudgetLedger.of(slices(now), soFar(slo.over().at(now), now), slo.budget(), claims, charging);
    }

    /** The calendar's quarter that {@code now} lies in, where the objective's calendar is; else in UTC. */
    public SloWindow.Period quarter(Instant now) {
        return quarter().at(now);
    }

    private SloWindow quarter() {
        ZoneId zone = slo.over() instanceof SloWindow.Calendar calendar ? calendar.zone() : ZoneOffset.UTC;
        return new SloWindow.Calendar(SloWindow.Unit.QUARTER, 1, YEAR_BEGIN, zone);
    }

    /**
     * What the incidents of each class took of the quarter's budget, as it will be with the whole quarter's events at the
     * pace so far. Throws what the expressions throw.
     */
    public Map<String, Double> byClass(Instant now, List<BudgetClaim> claims, Charging charging) {
        SloWindow.Period period = quarter(now);
        SliceColumn slices = quarterly().between(period.from(), now);
        BudgetLedger ledger = BudgetLedger.of(slices, soFar(period, now), slo.budget(), claims, charging);
        if (!(ledger.total() > 0)) {
            return Map.of();
        }
        double part = SpentOfCalendar.part(known(slices, period.from(), now), Duration.between(now, period.until()));
        Map<String, Double> classes = new TreeMap<>();
        for (BudgetLedger.Entry entry : ledger.entries()) {
            if (!entry.claim().cause().isEmpty() && !entry.isStruckThrough()) {
                classes.merge(entry.claim().cause(), entry.budgetShare() * part, Double::sum);
            }
        }
        return classes;
    }

    private synchronized SloHistory quarterly() {
        SloHistory history = quarterly;
        if (history == null) {
            history = new SloHistory(slo.over(quarter()), expressions);
            quarterly = history;
        }
        return history;
    }

    /**
     * Whether anything of what is counted came in within {@code time}: a series that says that nothing happened is data
     * too. Throws what the expressions throw.
     */
    public boolean isFresh(Instant now, Duration time) {
        return !expressions.prepare(Slo.fill(slo.totalQuery(), time)).at(now).isEmpty();
    }

    /** How many times too fast the budget burns now, over the first long window; null where there are no data. */
    public @Nullable Double burn(Instant now) {
        return burn(slo.windows().getFirst().longWindow(), now);
    }

    /** At the instant in which a calendar's window begins there is nothing of it yet. */
    private static SloWindow.Period soFar(SloWindow.Period period, Instant now) {
        return new SloWindow.Period(
                period.from(), now.isAfter(period.from()) ? now : period.from().plusMillis(1));
    }

    /** Throws what the expressions throw when the history cannot be read. */
    public synchronized SloStatus status(Instant now, List<BudgetCorrection> corrections) {
        SloStatus before = last;
        boolean isFresh = before != null
                && Duration.between(before.at(), now).abs().compareTo(FRESH) < 0
                && corrections.equals(lastCorrections);
        if (before != null && isFresh) {
            return before;
        }
        SloStatus status = measure(now, corrections);
        last = status;
        lastCorrections = List.copyOf(corrections);
        return status;
    }

    private SloStatus measure(Instant now, List<BudgetCorrection> corrections) {
        SliceColumn slices = slices(now);
        SloWindow.Period period = slo.over().at(now);
        BudgetLedger ledger = BudgetLedger.of(
                slices,
                soFar(period, now),
                slo.budget(),
                corrections.stream()
                        .filter(BudgetCorrection::inForce)
                        .map(BudgetCorrection::claim)
                        .toList(),
                Charging.USUAL);
        boolean hasData = ledger.total() > 0;
        Double bad = hasData ? Double.valueOf(ledger.bad()) : null;
        Double total = hasData ? Double.valueOf(ledger.total()) : null;
        Double remaining = ledger.remaining(slo.budget());
        List<SloStatus.WindowStatus> windows =
                slo.windows().stream().map(row -> standing(row, now)).toList();
        Double burn = windows.getFirst().burnLong();
        Duration known = known(slices, period.from(), now);
        Duration ahead = Duration.between(now, period.until());
        Double projected = projected(ledger, known, ahead);
        Instant exhaustedAt = exhaustedAt(now, period, known.plus(ahead), projected, burn);
        return new SloStatus(
                slo,
                now,
                period,
                known,
                hasData ? Double.valueOf(1 - ledger.bad() / ledger.total()) : null,
                bad,
                total,
                ledger.correctedBad(),
                remaining,
                projected,
                burn,
                exhaustedAt,
                windows,
                counts(slices),
                SloSentence.of(slo, now, known, remaining, burn, exhaustedAt));
    }

    /** By the events of the whole window: a calendar's goes on, at the pace since there are data in it. */
    private @Nullable Double projected(BudgetLedger ledger, Duration known, Duration ahead) {
        if (!(ledger.total() > 0)) {
            return null;
        }
        return 1 - ledger.bad() * SpentOfCalendar.part(known, ahead) / (slo.budget() * ledger.total());
    }

    private SloStatus.SliceCounts counts(SliceColumn slices) {
        int good = 0;
        int bad = 0;
        for (int i = 0; i < slices.size(); i++) {
            switch (slices.state(i, slo.budget())) {
                case GOOD -> good++;
                case BAD -> bad++;
                case NO_DATA -> {}
            }
        }
        return new SloStatus.SliceCounts(good, bad, slices.size() - good - bad, slices.length());
    }

    private SloStatus.WindowStatus standing(BurnWindow row, Instant now) {
        Double burnLong = burn(row.longWindow(), now);
        Double burnShort = burn(row.shortWindow(), now);
        boolean over = burnLong != null && burnShort != null && burnLong > row.factor() && burnShort > row.factor();
        return new SloStatus.WindowStatus(row, burnLong, burnShort, over && isEnough(row.longWindow(), now));
    }

    /** Whether so much was bad that the alert's rule, which asks the same, would wake somebody. */
    private boolean isEnough(Duration window, Instant now) {
        if (slo.minBadEvents() <= 1) {
            return true;
        }
        Double bad = value(badCounts.get(window), now);
        return bad != null && bad >= slo.minBadEvents();
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

    /**
     * @param counted that part of a calendar's window whose events {@code remaining} is of
     */
    private @Nullable Instant exhaustedAt(
            Instant now, SloWindow.Period period, Duration counted, @Nullable Double remaining, @Nullable Double burn) {
        if (remaining == null || burn == null) {
            return null;
        }
        if (remaining <= 0) {
            return now;
        }
        return switch (slo.over()) {
            // At a burn of 1 a rolling window gives back what it takes.
            case SloWindow.Rolling _ -> burn > 1 ? gone(now, remaining, period.length(), burn) : null;
            // A calendar's gives back nothing before it ends.
            case SloWindow.Calendar _ -> {
                Instant gone = burn > 0 ? gone(now, remaining, counted, burn) : period.until();
                yield gone.isBefore(period.until()) ? gone : null;
            }
        };
    }

    private static Instant gone(Instant now, double remaining, Duration of, double burn) {
        return now.plusMillis((long) Math.min(remaining * of.toMillis() / burn, 1e15));
    }

    /** Since the first slice with data. */
    private static Duration known(SliceColumn slices, Instant from, Instant now) {
        for (int i = 0; i < slices.size(); i++) {
            if (slices.hasData(i)) {
                Instant first = slices.start(i).isBefore(from) ? from : slices.start(i);
                return Duration.between(first, now);
            }
        }
        return Duration.ZERO;
    }
}
