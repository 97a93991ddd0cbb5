package dev.nightjar.query.logql;

import dev.nightjar.query.QueryText;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.logql.Expression.Metric;
import dev.nightjar.query.vector.AggregationOp;
import dev.nightjar.query.vector.BinaryOp;
import dev.nightjar.query.vector.Grouping;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parses a query: what yields values by precedence climbing, what yields lines by {@link LinesParser}. */
final class Parser {
    /** Deeper nesting is nobody's query. */
    private static final int MAX_DEPTH = 200;

    private static final List<AggregationOp> AGGREGATIONS = List.of(
            AggregationOp.SUM,
            AggregationOp.AVG,
            AggregationOp.COUNT,
            AggregationOp.MIN,
            AggregationOp.MAX,
            AggregationOp.STDDEV,
            AggregationOp.STDVAR,
            AggregationOp.TOPK,
            AggregationOp.BOTTOMK);

    private final Tokens tokens;
    private int depth;
    private int operators;

    private Parser(SourceText source) {
        this.tokens = new Tokens(source);
    }

    static Expression parse(SourceText source) {
        Parser parser = new Parser(source);
        Expression expression = parser.beginsLines() ? parser.lines() : parser.metric(1);
        if (parser.tokens.peek().kind() != Token.Kind.END) {
            throw parser.tokens.unexpected("the end of the query");
        }
        return expression;
    }

    private boolean beginsLines() {
        int ahead = 0;
        while (tokens.peek(ahead).is("(")) {
            ahead++;
        }
        return tokens.peek(ahead).is("{");
    }

    private Expression lines() {
        LinesParser lines = new LinesParser(tokens, false);
        return lines.parse().lines();
    }

    private Metric metric(int minimumPrecedence) {
        if (++depth > MAX_DEPTH) {
            throw tokens.error(tokens.peek(), "the query is nested deeper than " + MAX_DEPTH + " levels");
        }
        Metric left = unary();
        while (true) {
            Optional<BinaryOp> op = operator();
            if (op.isEmpty() || op.get().precedence() < minimumPrecedence) {
                depth--;
                return left;
            }
            Token token = tokens.take();
            if (++operators > QueryText.MAX_OPERATORS) {
                throw tokens.error(token, "the query has more than " + QueryText.MAX_OPERATORS + " operators");
            }
            MatchingParser matching = new MatchingParser(tokens, op.get());
            Metric right = metric(
                    op.get().rightAssociative()
                            ? op.get().precedence()
                            : op.get().precedence() + 1);
            left = new Expression.Binary(token.offset(), op.get(), matching.bool(), matching.matching(), left, right);
        }
    }

    private Optional<BinaryOp> operator() {
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.SYMBOL && token.kind() != Token.Kind.WORD) {
            return Optional.empty();
        }
        String symbol = token.text().toLowerCase(Locale.ROOT);
        return Arrays.stream(BinaryOp.values())
                .filter(op -> op.symbol().equals(symbol)
                        && op != BinaryOp.ATAN2
                        && op != BinaryOp.TRIM_LOWER
                        && op != BinaryOp.TRIM_UPPER)
                .findFirst();
    }

    private Metric unary() {
        Token token = tokens.peek();
        if (token.kind() == Token.Kind.QUANTITY || token.is("-") || token.is("+")) {
            return new Expression.Literal(token.offset(), tokens.number("a number"));
        }
        if (tokens.takeIf("(")) {
            Metric inner = metric(1);
            tokens.expect(")", "that closes the parenthesis");
            return inner;
        }
        if (token.is("{")) {
            throw tokens.error(
                    token,
                    "a selector of lines stands where a value is needed; wrap it, as in count_over_time(… [5m])");
        }
        return function(token);
    }

    private Metric function(Token token) {
        String name = tokens.word("a number, a function or a selector like {app=\"shop\"}")
                .toLowerCase(Locale.ROOT);
        Optional<RangeFunction> range = RangeFunction.named(name);
        if (range.isPresent()) {
            return rangeAggregation(token, range.get());
        }
        Optional<AggregationOp> aggregation =
                AggregationOp.named(name.equals("approx_topk") ? "topk" : name).filter(AGGREGATIONS::contains);
        if (aggregation.isPresent()) {
            return vectorAggregation(token, aggregation.get());
        }
        return switch (name) {
            case "vector" -> {
                tokens.expect("(", "after vector");
                double value = tokens.number("a number");
                tokens.expect(")", "after the number");
                yield new Expression.Vector(token.offset(), value);
            }
            case "label_replace" -> labelReplace(token);
            case "sort", "sort_desc" -> {
                tokens.expect("(", "after " + name);
                Metric operand = metric(1);
                tokens.expect(")", "that closes " + name);
                yield new Expression.Sort(token.offset(), name.equals("sort_desc"), operand);
            }
            default -> throw tokens.error(token, "unknown function \"" + token.text() + '"' + suggestion(name));
        };
    }

    private static String suggestion(String name) {
        for (RangeFunction function : RangeFunction.values()) {
            String known = function.symbol();
            if (known.startsWith(name) || name.startsWith(known) || (name + "_over_time").equals(known)) {
                return "; did you mean \"" + known + "\"?";
            }
        }
        return "";
    }

    private Metric labelReplace(Token token) {
        tokens.expect("(", "after label_replace");
        Metric operand = metric(1);
        String[] texts = new String[4];
        for (int i = 0; i < texts.length; i++) {
            tokens.expect(",", "between label_replace's five arguments");
            texts[i] = tokens.string("a string");
        }
        tokens.expect(")", "after label_replace's five arguments");
        return new Expression.LabelReplace(token.offset(), operand, texts[0], texts[1], texts[2], texts[3]);
    }

    private Metric rangeAggregation(Token token, RangeFunction function) {
        tokens.expect("(", "after " + function.symbol());
        Optional<Double> parameter = Optional.empty();
        if (function == RangeFunction.QUANTILE_OVER_TIME) {
            parameter = Optional.of(tokens.number("the quantile, a number"));
            tokens.expect(",", "after the quantile");
        }
        LinesParser.Parsed parsed = new LinesParser(tokens, true).parse();
        tokens.expect(")", "that closes " + function.symbol());
        Optional<Grouping> grouping = grouping();
        checkUnwrap(token, function, parsed);
        if (grouping.isPresent() && !function.groups()) {
            throw tokens.error(
                    token,
                    "grouping is not allowed for " + function.symbol() + "; group the result, as in sum by (…) ("
                            + function.symbol() + "(…))");
        }
        return new Expression.RangeAggregation(
                token.offset(),
                function,
                parameter,
                parsed.lines(),
                parsed.unwrap(),
                parsed.rangeNanos(),
                parsed.shiftNanos(),
                grouping);
    }

    private void checkUnwrap(Token token, RangeFunction function, LinesParser.Parsed parsed) {
        if (function.input() == RangeFunction.Input.VALUES && parsed.unwrap().isEmpty()) {
            throw tokens.error(token, function.symbol() + " needs values: end the pipeline with | unwrap label");
        }
        if (function.input() == RangeFunction.Input.LINES && parsed.unwrap().isPresent()) {
            throw tokens.error(
                    parsed.unwrap().get().offset(),
                    function.symbol() + " works on lines, it has no use for unwrap; take it away or use sum_over_time");
        }
    }

    private Optional<Grouping> grouping() {
        Token token = tokens.peek();
        if (token.isWord("by") || token.isWord("without")) {
            tokens.take();
            return Optional.of(new Grouping(
                    token.isWord("without"),
                    tokens.names("after " + token.text().toLowerCase(Locale.ROOT))));
        }
        return Optional.empty();
    }

    private Metric vectorAggregation(Token token, AggregationOp op) {
        Optional<Grouping> before = grouping();
        tokens.expect("(", "after " + op.symbol());
        Optional<Double> parameter = Optional.empty();
        if (op.parameter() == AggregationOp.Parameter.SCALAR) {
            parameter = Optional.of(tokens.number("how many, a number"));
            if (parameter.get() < 1) {
                throw tokens.error(token, op.symbol() + " needs a number of 1 or more, found " + parameter.get());
            }
            tokens.expect(",", "after the number");
        }
        Metric operand = metric(1);
        tokens.expect(")", "that closes " + op.symbol());
        Grouping grouping = before.or(this::grouping).orElse(Grouping.ALL);
        return new Expression.VectorAggregation(token.offset(), op, parameter, grouping, operand);
    }
}
