package dev.nightjar.query.promql;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.NumberText;
import dev.nightjar.query.vector.BinaryOp;
import dev.nightjar.query.vector.Grouping;
import dev.nightjar.query.vector.VectorMatching;
import dev.nightjar.query.vector.VectorMatching.Cardinality;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a tree as text that parses to the same tree. */
final class Printer {
    private static final Pattern PLAIN_LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private Printer() {}

    static String print(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral number -> number(number);
            case Expr.StringLiteral text -> StringLiterals.quote(text.value());
            case Expr.VectorSelector selector ->
                selector(selector)
                        + at(selector.timing())
                        + extension(selector.extension())
                        + offset(selector.timing());
            case Expr.MatrixSelector matrix ->
                selector(matrix.selector()) + "[" + DurationPrinter.print(matrix.range()) + "]"
                        + extension(matrix.selector().extension())
                        + timing(matrix.selector().timing());
            case Expr.Subquery subquery -> print(subquery.inner()) + range(subquery);
            case Expr.Unary unary -> (unary.negative() ? "-" : "+") + print(unary.operand());
            case Expr.Binary binary -> left(binary) + " " + operator(binary) + " " + print(binary.right());
            case Expr.Aggregate aggregate ->
                head(aggregate) + "("
                        + aggregate
                                .parameter()
                                .map(parameter -> print(parameter) + ", ")
                                .orElse("")
                        + print(aggregate.operand()) + ")";
            case Expr.Call call ->
                call.function().name() + arguments(call).stream().collect(Collectors.joining(", ", "(", ")"));
            case Expr.Paren paren -> "(" + print(paren.inner()) + ")";
        };
    }

    /** The second argument of info() is written in braces, even where it only names a metric. */
    static List<String> arguments(Expr.Call call) {
        List<String> texts = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            boolean labels = call.function().name().equals("info") && !texts.isEmpty();
            texts.add(
                    labels && argument instanceof Expr.VectorSelector selector
                            ? braces(selector.matchers()) + timing(selector.timing())
                            : print(argument));
        }
        return texts;
    }

    private static String number(Expr.NumberLiteral number) {
        return number.duration() ? Numbers.duration(number.value()) : number(number.value());
    }

    /** A sign in front of a power would be the power's. */
    static String left(Expr.Binary binary) {
        String text = print(binary.left());
        boolean signed =
                binary.op() == BinaryOp.POW && binary.left() instanceof Expr.NumberLiteral && text.equals("+Inf");
        return signed ? "Inf" : text;
    }

    static String number(double value) {
        return NumberText.plain(value);
    }

    private static String selector(Expr.VectorSelector selector) {
        if (selector.name().isEmpty()) {
            return braces(selector.matchers());
        }
        String name = selector.name().get();
        List<Matcher> rest = selector.matchers().subList(1, selector.matchers().size());
        boolean looksLikeNumber = Numbers.word(name).isPresent();
        return rest.isEmpty() && !looksLikeNumber ? name : name + braces(rest);
    }

    /** Conditions in the order of their texts, however they were written. */
    private static String braces(List<Matcher> matchers) {
        return matchers.stream().map(Printer::matcher).sorted().collect(Collectors.joining(",", "{", "}"));
    }

    private static String matcher(Matcher matcher) {
        return label(matcher.name()) + matcher.op().symbol() + StringLiterals.quote(matcher.value());
    }

    private static String label(String name) {
        return PLAIN_LABEL.matcher(name).matches() ? name : StringLiterals.quote(name);
    }

    private static String labels(List<String> names) {
        return names.stream().map(Printer::label).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String timing(Timing timing) {
        return at(timing) + offset(timing);
    }

    private static String at(Timing timing) {
        return timing.at()
                .map(fixed -> switch (fixed) {
                    case Timing.At.Time time ->
                        " @ " + BigDecimal.valueOf(time.millis(), 3).toPlainString();
                    case Timing.At.Start ignored -> " @ start()";
                    case Timing.At.End ignored -> " @ end()";
                })
                .orElse("");
    }

    private static String offset(Timing timing) {
        return timing.offset()
                .map(offset -> " offset " + DurationPrinter.print(offset))
                .orElse("");
    }

    private static String extension(Expr.Extension extension) {
        return switch (extension) {
            case NONE -> "";
            case ANCHORED -> " anchored";
            case SMOOTHED -> " smoothed";
        };
    }

    private static String modifiers(Expr.Binary binary) {
        VectorMatching matching = binary.matching();
        StringBuilder text = new StringBuilder(binary.bool() ? " bool" : "");
        boolean grouped =
                matching.cardinality() == Cardinality.MANY_TO_ONE || matching.cardinality() == Cardinality.ONE_TO_MANY;
        if (matching.on() || !matching.labels().isEmpty() || grouped) {
            text.append(matching.on() ? " on " : " ignoring ").append(labels(matching.labels()));
        }
        if (grouped) {
            text.append(matching.cardinality() == Cardinality.MANY_TO_ONE ? " group_left " : " group_right ")
                    .append(labels(matching.include()));
        }
        return text.append(fills(matching)).toString();
    }

    private static String fills(VectorMatching matching) {
        if (matching.fillLeft().isPresent() && matching.fillLeft().equals(matching.fillRight())) {
            return fill("fill", matching.fillLeft());
        }
        return fill("fill_left", matching.fillLeft()) + fill("fill_right", matching.fillRight());
    }

    private static String fill(String word, Optional<Double> value) {
        return value.map(each -> " " + word + " (" + NumberText.general(each) + ")")
                .orElse("");
    }

    /** What stands before the parenthesis. */
    static String head(Expr.Aggregate aggregate) {
        Grouping grouping = aggregate.grouping();
        return aggregate.op().symbol()
                + (grouping.equals(Grouping.ALL)
                        ? ""
                        : (grouping.without() ? " without " : " by ") + labels(grouping.labels()) + " ");
    }

    /** The operator with its modifiers. */
    static String operator(Expr.Binary binary) {
        return binary.op().symbol() + modifiers(binary);
    }

    /** What stands behind the inner expression. */
    static String range(Expr.Subquery subquery) {
        return "[" + DurationPrinter.print(subquery.range()) + ":"
                + subquery.step().map(DurationPrinter::print).orElse("") + "]" + timing(subquery.timing());
    }
}
