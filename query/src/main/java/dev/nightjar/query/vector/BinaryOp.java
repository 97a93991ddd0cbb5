package dev.nightjar.query.vector;

/** The operators between two values. Those on sets of series have no arithmetic of their own. */
public enum BinaryOp {
    ADD("+", 4),
    SUB("-", 4),
    MUL("*", 5),
    DIV("/", 5),
    MOD("%", 5),
    POW("^", 6),
    ATAN2("atan2", 5),
    EQUAL("==", 3),
    NOT_EQUAL("!=", 3),
    LESS("<", 3),
    LESS_OR_EQUAL("<=", 3),
    GREATER(">", 3),
    GREATER_OR_EQUAL(">=", 3),
    /** Cuts a histogram's upper part off. */
    TRIM_UPPER("</", 5),
    /** Cuts a histogram's lower part off. */
    TRIM_LOWER(">/", 5),
    AND("and", 2),
    UNLESS("unless", 2),
    OR("or", 1);

    private final String symbol;
    private final int precedence;

    BinaryOp(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    public String symbol() {
        return symbol;
    }

    /** Greater binds tighter. */
    public int precedence() {
        return precedence;
    }

    public boolean rightAssociative() {
        return this == POW;
    }

    public boolean isComparison() {
        return precedence == 3;
    }

    /** Whether it is defined for native histograms only. */
    public boolean trimsHistograms() {
        return this == TRIM_UPPER || this == TRIM_LOWER;
    }

    public boolean isSet() {
        return precedence <= 2;
    }

    /** Whether the result is another quantity than its left side, so that the metric's name no longer fits. */
    public boolean changesQuantity() {
        return !isComparison() && !isSet() && !trimsHistograms();
    }

    /** Arithmetic on two numbers; comparisons give 1 or 0. */
    public double apply(double left, double right) {
        return switch (this) {
            case ADD -> left + right;
            case SUB -> left - right;
            case MUL -> left * right;
            case DIV -> left / right;
            case MOD -> left % right;
            case POW -> power(left, right);
            case ATAN2 -> Math.atan2(left, right);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> holds(left, right) ? 1 : 0;
            case TRIM_UPPER, TRIM_LOWER, AND, UNLESS, OR ->
                throw new IllegalArgumentException(symbol + " is not defined between numbers");
        };
    }

    /** Whether the comparison holds. */
    public boolean holds(double left, double right) {
        return switch (this) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
            case ADD, SUB, MUL, DIV, MOD, POW, ATAN2, TRIM_UPPER, TRIM_LOWER, AND, UNLESS, OR ->
                throw new IllegalArgumentException(symbol + " is not a comparison");
        };
    }

    /** IEEE 754-2008's pow: 1 to any power and -1 to an infinite one are 1, where Java says NaN. */
    private static double power(double base, double exponent) {
        if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
            return 1;
        }
        return Math.pow(base, exponent);
    }
}
