package dev.nightjar.server.wiring;

import dev.nightjar.alerting.rules.Finding;
import dev.nightjar.alerting.rules.Language;
import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.alerting.rules.RuleGroup;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.promql.Expr;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.vector.AggregationOp;
import dev.nightjar.query.vector.BinaryOp;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what in the expressions of alerts misleads: averages of latency, and thresholds that nothing can reach. */
public final class PromQlLint {
    private static final Pattern LATENCY = Pattern.compile("(?i).*(latency|duration|response_time|_seconds$|_ms$).*");
    private static final Pattern NO_LATENCY =
            Pattern.compile("(?i).*(timestamp|created|uptime|start_time|offset|age).*");

    private final RuleGroup group;
    private final Rule rule;
    private final List<Finding> findings = new ArrayList<>();

    private PromQlLint(RuleGroup group, Rule rule) {
        this.group = group;
        this.rule = rule;
    }

    /** Findings on the alerts of a group that are in PromQL. */
    public static List<Finding> of(RuleGroup group) {
        List<Finding> findings = new ArrayList<>();
        for (Rule rule : group.rules()) {
            if (rule instanceof Rule.AlertRule alert && alert.language() == Language.PROMQL) {
                PromQlLint lint = new PromQlLint(group, rule);
                try {
                    lint.look(PromQl.parse(rule.query()));
                } catch (QueryException e) {
                    lint.add("not PromQL: " + e.getMessage());
                }
                findings.addAll(lint.findings);
            }
        }
        return findings;
    }

    private void add(String message) {
        Finding finding = new Finding(group.name(), rule.name(), message);
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }

    private void look(Expr expr) {
        switch (expr) {
            case Expr.Binary binary -> {
                average(binary);
                unreachable(binary);
                look(binary.left());
                look(binary.right());
            }
            case Expr.Aggregate aggregate -> {
                if (aggregate.op() == AggregationOp.AVG && isLatency(aggregate.operand())) {
                    addAverage();
                }
                look(aggregate.operand());
            }
            case Expr.Call call -> {
                if (call.function().name().equalsIgnoreCase("avg_over_time")
                        && call.arguments().stream().anyMatch(PromQlLint::isLatency)) {
                    addAverage();
                }
                call.arguments().forEach(this::look);
            }
            case Expr.Unary unary -> look(unary.operand());
            case Expr.Paren paren -> look(paren.inner());
            case Expr.Subquery subquery -> look(subquery.inner());
            case Expr.VectorSelector _, Expr.MatrixSelector _, Expr.NumberLiteral _, Expr.StringLiteral _ -> {}
        }
    }

    private void addAverage() {
        add("it alerts on an average of latency, which hides the slow requests: use histogram_quantile or a long_tail");
    }

    private void average(Expr.Binary binary) {
        boolean divides = binary.op() == BinaryOp.DIV;
        Optional<String> above = metric(binary.left());
        Optional<String> below = metric(binary.right());
        if (divides && above.isPresent() && below.isPresent()) {
            String sum = above.get();
            boolean mean = sum.endsWith("_sum") && below.get().endsWith("_count");
            if (mean && LATENCY.matcher(sum.substring(0, sum.length() - 4)).matches()) {
                addAverage();
            }
        }
    }

    /** A share of events, which cannot be above 1, compared with more. */
    private void unreachable(Expr.Binary binary) {
        boolean wantsMore = binary.op() == BinaryOp.GREATER || binary.op() == BinaryOp.GREATER_OR_EQUAL;
        Optional<Double> threshold = number(binary.right());
        if (!wantsMore || threshold.isEmpty() || !isShare(binary.left())) {
            return;
        }
        double value = threshold.get();
        if (value > 1 || (value == 1 && binary.op() == BinaryOp.GREATER)) {
            add("a share of events can never be above " + written(value)
                    + ": it will not fire whatever happens; a burn of b at target t is a share of b * (1 - t)");
        }
    }

    /** 14.4 * 0.1 is 1.44 to whoever wrote it. */
    private static String written(double value) {
        return Double.isInfinite(value)
                ? "+Inf"
                : new BigDecimal(value)
                        .round(new MathContext(12))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** {@code sum(rate(errors_total{...}[5m])) / sum(rate(requests_total[5m]))}: one metric, or one of failures, by another. */
    private static boolean isShare(Expr expr) {
        if (!(expr.unwrapped() instanceof Expr.Binary division) || division.op() != BinaryOp.DIV) {
            return false;
        }
        Optional<String> part = metric(division.left());
        Optional<String> whole = metric(division.right());
        return part.isPresent()
                && whole.isPresent()
                && counts(division.left())
                && counts(division.right())
                && !part.get().endsWith("_sum")
                && (part.equals(whole) || part.get().matches(".*(error|fail|bad|drop|reject|timeout).*"));
    }

    private static boolean counts(Expr expr) {
        return switch (expr.unwrapped()) {
            case Expr.Aggregate aggregate -> aggregate.op() == AggregationOp.SUM && counts(aggregate.operand());
            case Expr.Call call ->
                List.of("rate", "increase", "irate")
                        .contains(call.function().name().toLowerCase(java.util.Locale.ROOT));
            default -> false;
        };
    }

    private static boolean isLatency(Expr expr) {
        return metric(expr)
                .filter(name -> LATENCY.matcher(name).matches()
                        && !NO_LATENCY.matcher(name).matches()
                        && !name.endsWith("_total")
                        && !name.endsWith("_bucket")
                        && !name.endsWith("_count"))
                .isPresent();
    }

    /** The metric looked at, where it is one. */
    private static Optional<String> metric(Expr expr) {
        return switch (expr.unwrapped()) {
            case Expr.VectorSelector selector -> selector.name();
            case Expr.MatrixSelector matrix -> matrix.selector().name();
            case Expr.Aggregate aggregate -> metric(aggregate.operand());
            case Expr.Call call ->
                call.arguments().stream()
                        .map(PromQlLint::metric)
                        .flatMap(Optional::stream)
                        .findFirst();
            default -> Optional.empty();
        };
    }

    private static Optional<Double> number(Expr expr) {
        return switch (expr.unwrapped()) {
            case Expr.NumberLiteral number -> Optional.of(number.value());
            case Expr.Binary binary
            when number(binary.left()).isPresent() && number(binary.right()).isPresent() -> {
                double left = number(binary.left()).get();
                double right = number(binary.right()).get();
                yield switch (binary.op()) {
                    case ADD -> Optional.of(left + right);
                    case SUB -> Optional.of(left - right);
                    case MUL -> Optional.of(left * right);
                    case DIV -> Optional.of(left / right);
                    default -> Optional.empty();
                };
            }
            default -> Optional.empty();
        };
    }
}
