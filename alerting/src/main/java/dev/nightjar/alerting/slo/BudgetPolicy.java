package dev.nightjar.alerting.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What follows from how much of a budget is spent, as {@code budget-policy.yml} says it.
 *
 * @param version named with everything that follows from it
 */
public record BudgetPolicy(String version, List<Rule> rules, Charging charging, GatePolicy gate) {
    /**
     * The workbook's: nothing but repairs when it is gone, a postmortem when one incident took a fifth, a place in the
     * next quarter's plan when one class of outage took a fifth of a quarter's.
     */
    public static final BudgetPolicy USUAL = new BudgetPolicy(
            "built-in",
            List.of(
                    new Rule(Measure.REMAINING_BELOW, 0, Action.FREEZE, List.of()),
                    new Rule(Measure.REMAINING_BELOW, 0.25, Action.WARN, List.of()),
                    new Rule(Measure.INCIDENT_ABOVE, 0.2, Action.POSTMORTEM, List.of()),
                    new Rule(Measure.CLASS_ABOVE, 0.2, Action.PLAN, List.of()),
                    new Rule(Measure.REMAINING_ABOVE, 0.9, Action.SHIP_FASTER, List.of())),
            Charging.USUAL,
            GatePolicy.USUAL);

    public BudgetPolicy {
        rules = List.copyOf(rules);
    }

    /** What is looked at; shares of the budget. */
    public enum Measure {
        REMAINING_BELOW,
        REMAINING_ABOVE,
        INCIDENT_ABOVE,
        /** What the incidents of one class took of a calendar quarter's budget. */
        CLASS_ABOVE
    }

    /** What is to be done. */
    public enum Action {
        /** Changes need a second thought. */
        WARN,
        /** No changes but repairs and security fixes. */
        FREEZE,
        /** The incident has to have a postmortem with an action item. */
        POSTMORTEM,
        /** The class of outage goes into the next quarter's plan, before anything else. */
        PLAN,
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

        boolean concerns(Slo slo) {
            return slos.isEmpty() || slos.contains(slo.name());
        }
    }

    /**
     * @param about the incident's id, or empty
     */
    public record Consequence(Action action, String about, String reason) {}

    /**
     * What a policy looks at.
     *
     * @param exempt ids of incidents whose cost freezes nothing
     * @param classes what each class of outage took of the quarter's budget
     */
    public record Facts(Slo slo, BudgetLedger ledger, Set<String> exempt, Map<String, Double> classes) {
        double exemptBad() {
            return ledger.entries().stream()
                    .filter(entry -> entry.claim().kind() == BudgetClaim.Kind.INCIDENT
                            && exempt.contains(entry.claim().id()))
                    .mapToDouble(BudgetLedger.Entry::bad)
                    .sum();
        }

        double allowed() {
            return slo.budget() * ledger.total();
        }
    }

    /** Whether anything follows from classes of outages, which take a quarter's history to say. */
    public boolean asksForClasses(Slo slo) {
        return rules.stream().anyMatch(rule -> rule.measure() == Measure.CLASS_ABOVE && rule.concerns(slo));
    }

    /** What follows for one objective. Only the first rule on what remains below counts: the strictest stands first. */
    public List<Consequence> of(Facts facts) {
        List<Consequence> consequences = new ArrayList<>();
        if (!(facts.ledger().total() > 0)) {
            return consequences;
        }
        double exempt = facts.exemptBad() / facts.allowed();
        double remaining = 1 - facts.ledger().bad() / facts.allowed() + exempt;
        String aside = exempt > 0 ? " without the " + BudgetWords.percent(exempt) + " of exempt incidents" : "";
        boolean low = false;
        for (Rule rule : rules) {
            if (!rule.concerns(facts.slo())) {
                continue;
            }
            switch (rule.measure()) {
                case REMAINING_BELOW -> {
                    if (remaining < rule.share() && !low) {
                        low = true;
                        consequences.add(
                                new Consequence(rule.action(), "", BudgetWords.below(remaining, rule.share()) + aside));
                    }
                }
                case REMAINING_ABOVE -> {
                    if (remaining > rule.share()) {
                        consequences.add(new Consequence(
                                rule.action(),
                                "",
                                BudgetWords.left(remaining) + ", more than " + BudgetWords.percent(rule.share())
                                        + aside));
                    }
                }
                case INCIDENT_ABOVE -> incidents(rule, facts.ledger(), consequences);
                case CLASS_ABOVE -> classes(rule, facts.classes(), consequences);
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
                        "\"" + entry.claim().title() + "\" took " + BudgetWords.percent(entry.budgetShare())
                                + " of the budget, more than " + BudgetWords.percent(rule.share())));
            }
        }
    }

    private static void classes(Rule rule, Map<String, Double> classes, List<Consequence> consequences) {
        classes.forEach((cause, share) -> {
            if (share > rule.share()) {
                consequences.add(new Consequence(
                        rule.action(),
                        "",
                        "outages of class " + cause + " took " + BudgetWords.percent(share)
                                + " of this quarter's budget, more than " + BudgetWords.percent(rule.share())));
            }
        });
    }
}
