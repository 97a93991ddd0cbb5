package dev.nightjar.query.promql;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.NumberText;
import dev.nightjar.query.vector.VectorMatching;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a syntax tree into a document of maps, lists, strings, numbers and nulls, with the fields that Prometheus'
 * {@code /api/v1/parse_query} has.
 */
final class SyntaxTree {
    private SyntaxTree() {}

    static Map<String, @Nullable Object> document(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral number ->
                node("numberLiteral").with("val", NumberText.plain(number.value())).fields;
            case Expr.StringLiteral text -> node("stringLiteral").with("val", text.value()).fields;
            case Expr.VectorSelector selector -> selector(node("vectorSelector"), selector).fields;
            case Expr.MatrixSelector matrix ->
                selector(node("matrixSelector").with("range", millis(matrix.range())), matrix.selector()).fields;
            case Expr.Subquery subquery -> subquery(subquery);
            case Expr.Unary unary ->
                node("unaryExpr")
                        .with("op", unary.negative() ? "-" : "+")
                        .with("expr", document(unary.operand()))
                        .fields;
            case Expr.Binary binary -> binary(binary);
            case Expr.Aggregate aggregate ->
                node("aggregation")
                        .with("op", aggregate.op().symbol())
                        .with("expr", document(aggregate.operand()))
                        .with(
                                "param",
                                aggregate.parameter().map(SyntaxTree::document).orElse(null))
                        .with("grouping", aggregate.grouping().labels())
                        .with("without", aggregate.grouping().without())
                        .fields;
            case Expr.Call call ->
                node("call")
                        .with("func", function(call.function()))
                        .with(
                                "args",
                                call.arguments().stream()
                                        .map(SyntaxTree::document)
                                        .toList())
                        .fields;
            case Expr.Paren paren -> node("parenExpr").with("expr", document(paren.inner())).fields;
        };
    }

    /** Fields in the order in which they are named. */
    private record Node(Map<String, @Nullable Object> fields) {
        Node with(String name, @Nullable Object value) {
            fields.put(name, value);
            return this;
        }
    }

    private static Node node(String type) {
        return new Node(new LinkedHashMap<>()).with("type", type);
    }

    private static Map<String, @Nullable Object> subquery(Expr.Subquery subquery) {
        Node node = node("subquery")
                .with("expr", document(subquery.inner()))
                .with("range", millis(subquery.range()))
                .with("step", subquery.step().map(SyntaxTree::millis).orElse(0L));
        return timing(node, subquery.timing()).fields;
    }

    private static Node selector(Node node, Expr.VectorSelector selector) {
        List<Map<String, @Nullable Object>> matchers = new ArrayList<>();
        selector.matchers().forEach(matcher -> matchers.add(matcher(matcher)));
        if (selector.name().isPresent()) {
            // the name's comes behind the others there
            Collections.rotate(matchers, -1);
        }
        node.with("name", selector.name().orElse("")).with("matchers", matchers);
        return timing(node, selector.timing())
                .with("anchored", selector.extension() == Expr.Extension.ANCHORED)
                .with("smoothed", selector.extension() == Expr.Extension.SMOOTHED);
    }

    private static Map<String, @Nullable Object> matcher(Matcher matcher) {
        return new Node(new LinkedHashMap<>())
                .with("name", matcher.name())
                .with("value", matcher.value())
                .with("type", matcher.op().symbol())
                .fields;
    }

    private static Node timing(Node node, Timing timing) {
        node.with("offset", timing.offset().map(SyntaxTree::millis).orElse(0L));
        @Nullable Long timestamp = null;
        @Nullable String startOrEnd = null;
        if (timing.at().isPresent()) {
            switch (timing.at().get()) {
                case Timing.At.Time time -> timestamp = time.millis();
                case Timing.At.Start ignored -> startOrEnd = "start";
                case Timing.At.End ignored -> startOrEnd = "end";
            }
        }
        return node.with("timestamp", timestamp).with("startOrEnd", startOrEnd);
    }

    /** 0 where the length depends on the query's step or range. */
    private static long millis(DurationExpr duration) {
        return duration.millis(Double.NaN, Double.NaN);
    }

    private static Map<String, @Nullable Object> binary(Expr.Binary binary) {
        boolean vectors =
                binary.left().type() == ValueType.VECTOR && binary.right().type() == ValueType.VECTOR;
        return node("binaryExpr")
                .with("op", binary.op().symbol())
                .with("lhs", document(binary.left()))
                .with("rhs", document(binary.right()))
                .with("matching", vectors ? matching(binary.matching()) : null)
                .with("bool", binary.bool())
                .fields;
    }

    private static Map<String, @Nullable Object> matching(VectorMatching matching) {
        Node fills = new Node(new LinkedHashMap<>())
                .with("lhs", number(matching.fillLeft()))
                .with("rhs", number(matching.fillRight()));
        return new Node(new LinkedHashMap<>())
                .with("card", lower(matching.cardinality()).replace('_', '-'))
                .with("labels", matching.labels())
                .with("on", matching.on())
                .with("include", matching.include())
                .with("fillValues", fills.fields)
                .fields;
    }

    private static @Nullable Object number(Optional<Double> fill) {
        return fill.orElse(null);
    }

    private static Map<String, @Nullable Object> function(Function function) {
        return new Node(new LinkedHashMap<>())
                .with("name", function.name())
                .with(
                        "argTypes",
                        function.parameters().stream().map(SyntaxTree::lower).toList())
                .with("variadic", function.repeating() ? -1 : function.optional())
                .with("returnType", lower(function.returns()))
                .fields;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
