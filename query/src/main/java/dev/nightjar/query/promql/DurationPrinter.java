package dev.nightjar.query.promql;

import dev.nightjar.query.NumberText;

/** Writes lengths of time. */
final class DurationPrinter {
    private DurationPrinter() {}

    static String print(DurationExpr duration) {
        return switch (duration) {
            case DurationExpr.Seconds seconds -> literal(seconds);
            case DurationExpr.QueryStep ignored -> "step()";
            case DurationExpr.QueryRange ignored -> "range()";
            case DurationExpr.Negative negative -> "-" + print(negative.operand());
            case DurationExpr.Group group -> "(" + print(group.inner()) + ")";
            case DurationExpr.Arithmetic a -> print(a.left()) + " " + a.op().symbol() + " " + print(a.right());
            case DurationExpr.Least least -> "min_of(" + print(least.left()) + ", " + print(least.right()) + ")";
            case DurationExpr.Greatest most -> "max_of(" + print(most.left()) + ", " + print(most.right()) + ")";
        };
    }

    private static String literal(DurationExpr.Seconds seconds) {
        return seconds.duration() ? Numbers.duration(seconds.value()) : NumberText.sample(seconds.value());
    }
}
