package dev.nightjar.alerting.slo;

import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What follows from how much of a budget is spent, as {@code budget-policy.yml} says it.
 *
 * @param version named with everything that follows from it
 */
public record BudgetPolicy(String version, List<Rule> rules) {
    /** The workbook's: nothing but repairs when it is gone, a postmortem when one incident took a fifth. */
    public static final BudgetPolicy USUAL = new BudgetPolicy(
            "built-in",
            List.of(
                    new Rule(Measure.REMAINING_BELOW, 0, Action.FREEZE, List.of()),
                    new Rule(Measure.REMAINING_BELOW, 0.25, Action.WARN, List.of()),
                    new Rule(Measure.INCIDENT_ABOVE, 0.2, Action.POSTMORTEM, List.of()),
                    new Rule(Measure.REMAINING_ABOVE, 0.9, Action.SHIP_FASTER, List.of())));

    public BudgetPolicy {
        rules = List.copyOf(rules);
    }

    /** What is looked at; shares of the budget. */
    public enum Measure {
        REMAINING_BELOW,
        REMAINING_ABOVE,
        INCIDENT_ABOVE
    }

    /** What is to be done. */
    public enum Action {
        /** Changes need a second thought. */
        WARN,
        /** No changes but repairs and security fixes. */
        FREEZE,
        /** The incident has to have a postmortem with an action item. */
        POSTMORTEM,
        /** Little is spent: there is room for more risk. */
        SHIP_FASTER
    }

    /**
     * @param slos whose; empty: all
     */
    public record Rule(Measure measure, double share, Action action, List<String> slos) {
        public Rule {
            slos = List.copyOf(slos);
        }
    }

    /**
     * @param about the incident's id, or empty
     */
    public record Consequence(Action action, String about, String reason) {}

    /** What follows for one objective. Only the first rule on what remains below counts: the strictest stands first. */
    public List<Consequence> of(Slo slo, BudgetLedger ledger) {
        List<Consequence> consequences = new ArrayList<>();
        if (!(ledger.total() > 0)) {
            return consequences;
        }
        double remaining = 1 - ledger.bad() / (slo.budget() * ledger.total());
        boolean low = false;
        for (Rule rule : rules) {
            if (!rule.slos().isEmpty() && !rule.slos().contains(slo.name())) {
                continue;
            }
            switch (rule.measure()) {
                case REMAINING_BELOW -> {
                    if (remaining < rule.share() && !low) {
                        low = true;
                        consequences.add(new Consequence(rule.action(), "", below(remaining, rule.share())));
                    }
                }
                case REMAINING_ABOVE -> {
                    if (remaining > rule.share()) {
                        consequences.add(new Consequence(
                                rule.action(), "", left(remaining) + ", more than " + percent(rule.share())));
                    }
                }
                case INCIDENT_ABOVE -> incidents(rule, ledger, consequences);
            }
        }
        return consequences;
    }

    private static void incidents(Rule rule, BudgetLedger ledger, List<Consequence> consequences) {
        for (BudgetLedger.Entry entry : ledger.entries()) {
            if (entry.claim().kind() == BudgetClaim.Kind.INCIDENT && entry.budgetShare() > rule.share()) {
                consequences.add(new Consequence(
                        rule.action(),
                        entry.claim().id(),
                        "\"" + entry.claim().title() + "\" took " + percent(entry.budgetShare())
                                + " of the budget, more than " + percent(rule.share())));
            }
        }
    }

    /** That nothing is left says all there is to say. */
    private static String below(double remaining, double share) {
        return share <= 0 ? left(remaining) : left(remaining) + ", less than " + percent(share);
    }

    private static String left(double remaining) {
        return remaining < 0
                ? "the budget is overspent: " + percent(1 - remaining) + " used"
                : percent(remaining) + " of the budget is left";
    }

    private static String percent(double share) {
        return BurnRules.percent(Math.round(share * 1000) / 1000.0);
    }

    /** What is wrong goes to {@code problems}; then the result is not to be used. */
    public static BudgetPolicy read(String file, String text, Problems problems) {
        for (Node document : YamlFile.documents(file, text, problems)) {
            Section root = Section.of(file, "", document, problems).orElse(null);
            if (root != null) {
                root.allow("version", "rules");
                List<Rule> rules = new ArrayList<>();
                root.sections("rules", "rule").forEach(rule -> rule(rule, rules));
                return new BudgetPolicy(root.requiredText("version"), rules);
            }
        }
        return USUAL;
    }

    private static void rule(Section section, List<Rule> rules) {
        section.allow("remaining_below", "remaining_above", "incident_above", "action", "slos");
        Measure measure = null;
        double share = 0;
        int measures = 0;
        for (Measure each : Measure.values()) {
            String field = each.name().toLowerCase(Locale.ROOT);
            if (section.has(field)) {
                measures++;
                measure = each;
                share = share(section, field);
            }
        }
        String written = section.requiredText("action");
        Action action = null;
        for (Action each : Action.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(written)) {
                action = each;
            }
        }
        if (measures != 1 || measure == null) {
            section.problem("", "needs one of remaining_below, remaining_above and incident_above");
        } else if (action == null) {
            section.problem(
                    "action", "action: must be warn, freeze, postmortem or ship_faster, found \"" + written + "\"");
        } else {
            rules.add(new Rule(measure, share, action, section.textList("slos")));
        }
    }

    private static double share(Section section, String field) {
        String written = section.text(field).orElse("");
        try {
            return written.endsWith("%")
                    ? Double.parseDouble(written.substring(0, written.length() - 1)) / 100
                    : Double.parseDouble(written);
        } catch (NumberFormatException e) {
            section.problem(field, field + ": not a share: \"" + written + "\"; write it like 0.2 or 20%");
            return 0;
        }
    }
}
