package dev.nightjar.alerting.slo;

import dev.nightjar.alerting.rules.Expression;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.alerting.rules.RuleGroup;
import dev.nightjar.alerting.template.Template;
import dev.nightjar.definition.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Turns an objective into rule groups: an alert that pages and one that is a ticket, by burn windows, whose value is the
 * burn rate; and what burn windows do not see, looked at less often.
 */
public final class BurnRules {
    private static final Duration SLOW_INTERVAL = Duration.ofMinutes(10);

    private BurnRules() {}

    public static RuleGroup of(Slo slo, Expressions expressions) {
        List<Rule> rules = new ArrayList<>();
        for (boolean pages : new boolean[] {true, false}) {
            List<BurnWindow> windows =
                    slo.windows().stream().filter(row -> row.pages() == pages).toList();
            if (!windows.isEmpty()) {
                rules.add(rule(slo, windows, pages, expressions));
            }
        }
        return new RuleGroup(slo.source(), "slo:" + slo.name(), interval(slo), 0, Duration.ZERO, rules);
    }

    /**
     * What no window shows: a budget that trickled away by single failures, and requests that are no longer measured at
     * all, which would look like peace.
     */
    public static RuleGroup slow(Slo slo, Expressions expressions) {
        String spent = slo.burnQuery(slo.window()) + " > 1";
        Expression spentOf = expressions.prepare(spent);
        if (slo.over() instanceof SloWindow.Calendar calendar) {
            spent = "# of " + calendar.words() + ", from its beginning on; as a query, of "
                    + DurationText.of(slo.window()) + ":\n" + spent;
            spentOf = new SpentOfCalendar(slo, expressions);
        }
        String missing = "absent(" + slo.totalQuery(Duration.ofHours(1)) + ")";
        return new RuleGroup(
                slo.source(),
                "slo:" + slo.name() + ":budget",
                SLOW_INTERVAL,
                0,
                Duration.ZERO,
                List.of(
                        ticket(
                                slo,
                                name(slo),
                                "ErrorBudgetSpent",
                                spent,
                                spentOf,
                                Duration.ZERO,
                                "The error budget of \"" + slo.displayName() + "\" is spent",
                                "Of what " + of(slo.over())
                                        + ", {{ $value | humanizePercentage }} is used, though it may have"
                                        + " gone too slowly for any burn window."),
                        ticket(
                                slo,
                                literal(slo.name()), // of no group: none of them is there
                                "SloDataMissing",
                                missing,
                                expressions.prepare(missing),
                                Duration.ofMinutes(30),
                                "\"" + slo.displayName() + "\" has no data",
                                "For an hour nothing was counted: whether users are served cannot be told.")));
    }

    private static String of(SloWindow window) {
        return switch (window) {
            case SloWindow.Rolling rolling -> DurationText.of(rolling.length()) + " allow";
            case SloWindow.Calendar calendar -> calendar.words() + " allows";
        };
    }

    private static Rule ticket(
            Slo slo,
            Template of,
            String name,
            String query,
            Expression expression,
            Duration holdFor,
            String summary,
            String description) {
        return new Rule.AlertRule(
                slo.source() + ";slo:" + slo.name() + ";" + name,
                name,
                query,
                expression,
                holdFor,
                Duration.ZERO,
                Map.of(
                        "service", literal(slo.service()),
                        "slo", of,
                        "severity", literal("ticket")),
                Map.of("summary", literal(summary), "description", Template.parse(description)));
    }

    /** The expression behind the alert of {@code windows}. */
    static String query(Slo slo, List<BurnWindow> windows) {
        return windows.stream().map(row -> query(slo, row)).collect(Collectors.joining("\nor\n"));
    }

    private static String query(Slo slo, BurnWindow row) {
        String factor = Slo.number(row.factor());
        String burns = "(" + slo.burnQuery(row.longWindow()) + " > " + factor + "\n  and "
                + slo.burnQuery(row.shortWindow()) + " > " + factor;
        return slo.minBadEvents() > 1
                ? burns + "\n  and " + slo.badCountQuery(row.longWindow()) + " >= " + slo.minBadEvents() + ")"
                : burns + ")";
    }

    private static Rule rule(Slo slo, List<BurnWindow> windows, boolean pages, Expressions expressions) {
        String name = pages ? "ErrorBudgetBurn" : "ErrorBudgetBurnSlow";
        String query = query(slo, windows);
        Map<String, Template> labels = new LinkedHashMap<>();
        labels.put("service", literal(slo.service()));
        labels.put("slo", name(slo));
        labels.put("severity", literal(pages ? "page" : "ticket"));
        Map<String, Template> annotations = new LinkedHashMap<>();
        annotations.put(
                "summary",
                Template.parse(escaped(slo.service())
                        + " burns its error budget {{ printf \"%.1f\" $value }} times too fast"));
        annotations.put("description", Template.parse(description(slo, windows)));
        return new Rule.AlertRule(
                slo.source() + ";slo:" + slo.name() + ";" + name,
                name,
                query,
                expressions.prepare(query),
                Duration.ZERO,
                // No requests in the short window are no proof that it is over.
                windows.getFirst().shortWindow(),
                labels,
                annotations);
    }

    private static String description(Slo slo, List<BurnWindow> windows) {
        String spans = windows.stream()
                .map(row -> Slo.number(row.factor()) + " times over " + DurationText.of(row.longWindow()))
                .collect(Collectors.joining(" or "));
        return "\"" + escaped(slo.displayName()) + "\" allows " + percent(slo.budget())
                + " of the events to be bad over " + DurationText.of(slo.window())
                + "; now {{ printf \"%.1f\" $value }} times that share is bad. It alerts from " + spans + ".";
    }

    static String percent(double share) {
        return Slo.number(Math.round(share * 1e8) / 1e6) + " %";
    }

    /** A pattern's alerts name the objective of their group. */
    private static Template name(Slo slo) {
        return Template.parse(escaped(slo.name())
                + slo.by().stream().map(label -> "-" + SloName.template(label)).collect(Collectors.joining()));
    }

    private static Template literal(String text) {
        return Template.parse(escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("{{", "{{ `{{` }}");
    }

    /** Several evaluations within the shortest window, and no more than needed. */
    private static Duration interval(Slo slo) {
        long shortest = slo.windows().stream()
                .mapToLong(row -> row.shortWindow().toMillis())
                .min()
                .orElseThrow();
        return Duration.ofMillis(Math.clamp(shortest / 6 / 1000 * 1000, 5_000, 30_000));
    }
}
