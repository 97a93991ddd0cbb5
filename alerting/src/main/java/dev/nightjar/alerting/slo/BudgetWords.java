package dev.nightjar.alerting.slo;

/** Says how much of a budget there is. */
final class BudgetWords {
    private BudgetWords() {}

    /** That nothing is left says all there is to say. */
    static String below(double remaining, double share) {
        return share <= 0 ? left(remaining) : left(remaining) + ", less than " + percent(share);
    }

    static String left(double remaining) {
        return remaining < 0
                ? "the budget is overspent: " + percent(1 - remaining) + " used"
                : percent(remaining) + " of the budget is left";
    }

    /** To a tenth. */
    static String percent(double share) {
        return BurnRules.percent(Math.round(share * 1000) / 1000.0);
    }
}
