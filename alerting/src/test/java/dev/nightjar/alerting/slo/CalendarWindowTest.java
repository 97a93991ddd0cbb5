package dev.nightjar.alerting.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.alerting.rules.Expression;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.Language;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.alerting.rules.TestingExpressions;
import dev.nightjar.definition.DurationText;
import dev.nightjar.definition.Problem;
import dev.nightjar.definition.Problems;
import dev.nightjar.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a calendar's window has spent to date, and will have spent at its end. */
class CalendarWindowTest {
    /** A request a second since then, of which all fail in an outage and none at another time. */
    private static final class Traffic implements Expressions {
        private static final Pattern RANGE = Pattern.compile("\\[([^]]+)]");

        private final Instant since;
        private final List<SloWindow.Period> outages = new ArrayList<>();

        Traffic(Instant since) {
            this.since = since;
        }

        void fails(Instant from, Duration length) {
            outages.add(new SloWindow.Period(from, from.plus(length)));
        }

        @Override
        public Expression prepare(Language language, String text) {
            Matcher range = RANGE.matcher(text);
            assertThat(range.find()).as(text).isTrue();
            Duration length = DurationText.parse(range.group(1)).orElseThrow();
            boolean both = text.contains(" / ");
            boolean bad = text.contains("errors");
            return at -> {
                double all = requests(at.minus(length), at);
                double failed = failed(at.minus(length), at);
                double value = both ? failed / all / 0.01 : (bad ? failed : all) / length.toSeconds();
                return all == 0 ? List.of() : List.of(new Sample(Labels.EMPTY, value));
            };
        }

        double requests(Instant from, Instant until) {
            return seconds(from, until, since, Instant.MAX);
        }

        double failed(Instant from, Instant until) {
            return outages.stream()
                    .mapToDouble(each -> seconds(from.isBefore(since) ? since : from, until, each.from(), each.until()))
                    .sum();
        }

        /** How long two stretches have in common. */
        private static double seconds(Instant from, Instant until, Instant begin, Instant end) {
            Instant first = from.isAfter(begin) ? from : begin;
            Instant last = until.isBefore(end) ? until : end;
            return first.isBefore(last) ? Duration.between(first, last).toMillis() / 1000.0 : 0;
        }
    }

    private static Slo slo(String duration, String zone) {
        Problems problems = new Problems();
        List<Slo> slos = SloFile.read(
                "slos/x.yml",
                OpenSloFileTest.CHECKOUT
                        .replace("target: 0.999", "target: 0.99")
                        .replace(
                                "{duration: 30d, isRolling: true}",
                                "{duration: " + duration + ", isRolling: false, calendar: {startTime: '2024-01-01"
                                        + " 00:00:00', timeZone: " + zone + "}}"),
                new TestingExpressions(),
                problems);
        assertThat(problems.sorted()).extracting(Problem::toString).isEmpty();
        return slos.getFirst();
    }

    /**
     * A tenth of the window has passed, and what then was wholly bad for {@code badMinutes} is that share of the 1 % of it:
     * a month in which the clocks go forward is an hour shorter, and the same outage costs more of it.
     */
    @ParameterizedTest
    @CsvSource({
        "1M, UTC,              2026-02-01T00:00:00Z, 672",
        "1M, UTC,              2028-02-01T00:00:00Z, 696",
        "1M, UTC,              2026-04-01T00:00:00Z, 720",
        "1M, UTC,              2026-12-01T00:00:00Z, 744",
        "1M, Europe/Berlin,    2026-02-28T23:00:00Z, 743",
        "1M, Europe/Berlin,    2026-09-30T22:00:00Z, 745",
        "1M, Asia/Kolkata,     2026-05-31T18:30:00Z, 720",
        "1d, America/New_York, 2026-03-08T05:00:00Z, 23",
        "1d, America/New_York, 2026-11-01T04:00:00Z, 25",
        "1w, Australia/Lord_Howe, 2026-03-29T13:00:00Z, 168.5",
        "1Q, Asia/Kathmandu,   2026-03-31T18:15:00Z, 2184",
        "2Q, Europe/Berlin,    2025-12-31T23:00:00Z, 4343",
    })
    void to_date_and_projected_are_by_the_real_length_of_the_window(
            String duration, String zone, Instant begins, double hours) {
        Slo slo = slo(duration, zone);
        Instant ends = begins.plusMillis((long) (hours * 3_600_000));
        Instant now = begins.plusMillis((long) (hours * 360_000));
        Traffic traffic = new Traffic(begins.minus(Duration.ofDays(1)));
        traffic.fails(begins.minus(Duration.ofMinutes(10)), Duration.ofMinutes(13));

        SloStatus status = new SloMeter(slo, traffic).status(now, List.of());

        assertThat(status.period()).isEqualTo(new SloWindow.Period(begins, ends));
        assertThat(status.badEvents())
                .as("the ten minutes before belong to the window before")
                .isCloseTo(180, within(1e-6));
        assertThat(status.totalEvents()).isCloseTo(hours * 360, within(60.0));
        double budget = 0.01 * hours * 3600;
        assertThat(status.budgetRemaining()).isCloseTo(1 - 180 / (budget / 10), within(0.02 * 1800 / budget));
        assertThat(status.projectedRemaining()).isCloseTo(1 - 180 / budget, within(0.02 * 180 / budget));
    }

    @Test
    void nothing_is_known_at_the_first_instant_and_a_minute_later_all_that_there_is() {
        Instant begins = Instant.parse("2026-10-31T23:00:00Z");
        Traffic traffic = new Traffic(begins.minus(Duration.ofDays(40)));
        traffic.fails(begins.minus(Duration.ofHours(1)), Duration.ofMinutes(61));
        SloMeter meter = new SloMeter(slo("1M", "Europe/Berlin"), traffic);

        SloStatus first = meter.status(begins, List.of());
        assertThat(first.period().from()).isEqualTo(begins);
        assertThat(first.badEvents()).isNull();
        assertThat(first.budgetRemaining()).isNull();
        assertThat(first.projectedRemaining()).isNull();
        assertThat(first.exhaustedAt()).isNull();
        assertThat(meter.ledger(begins, List.of(), Charging.USUAL).bad()).isZero();

        SloStatus second = meter.status(begins.plus(Duration.ofMinutes(1)), List.of());
        assertThat(second.badEvents()).isCloseTo(60, within(1e-6));
        assertThat(second.budgetRemaining()).isCloseTo(-99, within(1e-6));
        assertThat(second.projectedRemaining())
                .as("60 of 1 %% of 2,592,000 seconds")
                .isCloseTo(1 - 60 / 25_920.0, within(1e-6));
    }

    @Test
    void the_last_instant_still_belongs_to_the_window() {
        Instant begins = Instant.parse("2026-03-01T05:00:00Z");
        Instant next = Instant.parse("2026-04-01T04:00:00Z");
        Traffic traffic = new Traffic(begins.minus(Duration.ofDays(40)));
        traffic.fails(begins.plus(Duration.ofDays(20)), Duration.ofHours(1));
        SloMeter meter = new SloMeter(slo("1M", "America/New_York"), traffic);

        SloStatus last = meter.status(next.minusMillis(1), List.of());
        assertThat(last.period()).isEqualTo(new SloWindow.Period(begins, next));
        assertThat(last.badEvents()).isCloseTo(3600, within(1e-3));
        assertThat(last.projectedRemaining()).isCloseTo(last.budgetRemaining(), within(1e-6));
        assertThat(last.budgetRemaining()).isCloseTo(1 - 3600 / (0.01 * 743 * 3600), within(1e-3));

        SloStatus after = meter.status(next.plus(Duration.ofMinutes(20)), List.of());
        assertThat(after.period().from()).isEqualTo(next);
        assertThat(after.badEvents()).as("it begins anew").isZero();
        assertThat(after.budgetRemaining()).isEqualTo(1);
    }

    /** Half a day of history is no month of silence before it. */
    @Test
    void an_objective_begun_within_the_window_is_projected_by_its_pace_since_then() {
        Instant begins = Instant.parse("2026-11-01T00:00:00Z");
        Instant since = begins.plus(Duration.ofDays(20));
        Traffic traffic = new Traffic(since);
        traffic.fails(since.plus(Duration.ofHours(1)), Duration.ofSeconds(216));

        SloStatus status = new SloMeter(slo("1M", "UTC"), traffic).status(since.plus(Duration.ofHours(12)), List.of());

        assertThat(status.known()).isEqualTo(Duration.ofHours(12));
        assertThat(status.budgetRemaining()).isCloseTo(0.5, within(1e-6));
        assertThat(status.projectedRemaining()).as("216 of 1 %% of ten days").isCloseTo(1 - 216 / 8640.0, within(1e-6));
    }

    private static List<Sample> spent(Slo slo, Traffic traffic, Instant at) {
        return BurnRules.slow(slo, traffic).rules().getFirst().expression().at(at);
    }

    /**
     * 27 hours' failing is more than 1 % of any month: the ticket stands until the month ends where the objective is, and
     * is over at that instant, though the last 30 days still look as bad.
     */
    @ParameterizedTest
    @CsvSource({
        "1M, UTC,              2026-03-01T00:00:00Z, 2026-04-01T00:00:00Z",
        "1M, Europe/Berlin,    2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
        "1M, America/New_York, 2026-11-01T04:00:00Z, 2026-12-01T05:00:00Z",
        "1M, Asia/Kathmandu,   2026-05-31T18:15:00Z, 2026-06-30T18:15:00Z",
        "1Q, Australia/Lord_Howe, 2026-03-31T13:00:00Z, 2026-06-30T13:30:00Z"
    })
    void the_ticket_for_a_spent_budget_ends_with_the_calendars_window(
            String duration, String zone, Instant begins, Instant ends) {
        Slo slo = slo(duration, zone);
        assertThat(slo.over().at(begins)).isEqualTo(new SloWindow.Period(begins, ends));
        Traffic traffic = new Traffic(begins.minus(Duration.ofDays(60)));
        traffic.fails(ends.minus(Duration.ofDays(2)), Duration.ofHours(27));
        double budget = 0.01 * Duration.between(begins, ends).toSeconds();

        assertThat(spent(slo, traffic, ends.minus(Duration.ofDays(2)))).isEmpty();
        List<Sample> last = spent(slo, traffic, ends.minus(Duration.ofMinutes(1)));
        if (budget < 27 * 3600) {
            assertThat(last)
                    .singleElement()
                    .satisfies(sample -> assertThat(sample.value()).isCloseTo(27 * 3600 / budget, within(1e-3)));
        } else {
            assertThat(last).isEmpty();
        }
        assertThat(spent(slo, traffic, ends)).isEmpty();
        assertThat(spent(slo, traffic, ends.plus(Duration.ofMinutes(10)))).isEmpty();
        assertThat(BurnRules.slow(slo, traffic).rules().getFirst().query())
                .startsWith("# of each ")
                .contains(" in " + zone + ", ");
    }

    @Test
    void an_outage_of_the_window_before_opens_no_ticket_and_neither_does_the_first_failure_of_a_window() {
        Instant begins = Instant.parse("2026-10-31T23:00:00Z");
        Slo slo = slo("1M", "Europe/Berlin");
        Traffic traffic = new Traffic(begins.minus(Duration.ofDays(40)));
        traffic.fails(begins.minus(Duration.ofHours(20)), Duration.ofHours(20).plusMinutes(3));
        assertThat(spent(slo, traffic, begins.minus(Duration.ofMinutes(1)))).hasSize(1);
        assertThat(spent(slo, traffic, begins.plus(Duration.ofMinutes(2))))
                .as("all of what was asked so far failed, and that is little of a month's budget")
                .isEmpty();
    }

    @Test
    void over_a_stretch_of_time_it_says_what_it_says_instant_by_instant() {
        Slo slo = slo("1d", "America/New_York");
        Instant first = Instant.parse("2026-10-31T12:00:00Z");
        Traffic traffic = new Traffic(first.minus(Duration.ofDays(3)));
        traffic.fails(first.plus(Duration.ofHours(3)), Duration.ofMinutes(20));
        traffic.fails(first.plus(Duration.ofHours(30)), Duration.ofMinutes(40));
        Expression expression = BurnRules.slow(slo, traffic).rules().getFirst().expression();
        Duration step = Duration.ofMinutes(10);
        double[] values = expression
                .over(first, first.plus(Duration.ofDays(3)), step)
                .getFirst()
                .values();
        int present = 0;
        for (int i = 0; i < values.length; i++) {
            List<Sample> alone = expression.at(first.plus(step.multipliedBy(i)));
            if (dev.nightjar.model.StaleMarker.is(values[i])) {
                assertThat(alone).as("step %d", i).isEmpty();
            } else {
                present++;
                assertThat(alone).as("step %d", i).hasSize(1);
                assertThat(values[i])
                        .as("step %d", i)
                        .isCloseTo(alone.getFirst().value(), within(1e-9));
            }
        }
        assertThat(present).as("both outages, each until midnight in New York").isBetween(80, 140);
    }

    /** Whatever the calendar, the zone and the moment; corrections take out of the spend what they are charged with. */
    @Test
    void the_spend_is_what_failed_in_the_window_and_the_ledger_adds_up_to_it() {
        List<String> zones = List.of(
                "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe");
        List<String> durations = List.of("1d", "1w", "1M", "1Q", "2M");
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Slo slo = slo(durations.get(random.nextInt(durations.size())), zones.get(random.nextInt(zones.size())));
            Instant now = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(random.nextInt(525_600)));
            Instant from = slo.over().at(now).from();
            Traffic traffic = new Traffic(now.minus(Duration.ofDays(100)));
            List<BudgetCorrection> corrections = new ArrayList<>();
            List<BudgetClaim> claims = new ArrayList<>();
            long minutes = Math.max(1, Duration.between(from, now).toMinutes());
            Instant outage = from.minus(Duration.ofHours(6));
            while (outage.isBefore(now)) {
                traffic.fails(outage, Duration.ofMinutes(1 + random.nextInt(90)));
                outage = outage.plus(Duration.ofMinutes(90 + random.nextLong(minutes)));
            }
            for (int i = random.nextInt(5); i > 0; i--) {
                Instant start = from.minus(Duration.ofHours(1)).plus(Duration.ofMinutes(random.nextLong(minutes + 60)));
                Instant end = start.plus(Duration.ofMinutes(1 + random.nextLong(minutes)));
                BudgetCorrection correction =
                        new BudgetCorrection("c" + i, slo.name(), start, end, "drill", "ana", "ben", now, null);
                corrections.add(correction);
                claims.add(correction.claim());
                claims.add(new BudgetClaim(BudgetClaim.Kind.INCIDENT, "i" + i, "i" + i, start, now.plusSeconds(1)));
            }
            SloMeter meter = new SloMeter(slo, traffic);
            SloStatus status = meter.status(now, corrections);
            BudgetLedger ledger = meter.ledger(now, claims, Charging.USUAL);
            String as = "seed %d: %s at %s".formatted(seed, slo.over().words(), now.atZone(ZoneId.of("UTC")));
            double near = 1e-6 * Math.max(1, traffic.requests(from, now));

            assertThat(ledger.bad() + ledger.correctedBad()).as(as).isCloseTo(traffic.failed(from, now), within(near));
            assertThat(ledger.total() + ledger.correctedTotal())
                    .as(as)
                    .isCloseTo(traffic.requests(from, now), within(near));
            assertThat(ledger.entries().stream()
                            .filter(entry -> !entry.isStruckThrough())
                            .mapToDouble(BudgetLedger.Entry::bad)
                            .sum())
                    .as(as)
                    .isCloseTo(ledger.bad(), within(near));
            if (ledger.total() > 0) {
                assertThat(status.badEvents()).as(as).isCloseTo(ledger.bad(), within(near));
                assertThat(status.correctedBad()).as(as).isCloseTo(ledger.correctedBad(), within(near));
            }
        }
    }
}
