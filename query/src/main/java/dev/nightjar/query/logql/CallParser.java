package dev.nightjar.query.logql;

import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.NumberText;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.logql.Expression.Metric;
import dev.nightjar.query.vector.AggregationOp;
import dev.nightjar.query.vector.Grouping;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Parses what begins with a function's name: range functions, aggregations, {@code vector}, {@code label_replace}. */
final class CallParser {
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
    private final Supplier<Metric> operand;

    /** {@code operand} parses an expression that yields values. */
    CallParser(Tokens tokens, Supplier<Metric> operand) {
        this.tokens = tokens;
        this.operand = operand;
    }

    Metric parse() {
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.WORD || token.isKeyword()) {
            throw tokens.unexpected("");
        }
        tokens.take();
        if (!token.isCalled(tokens.peek())) {
            throw unknown(token);
        }
        String name = token.text().toLowerCase(Locale.ROOT);
        Optional<RangeFunction> range = RangeFunction.named(name);
        if (range.isPresent()) {
            return rangeAggregation(token, range.get());
        }
        boolean approximate = name.equals("approx_topk");
        Optional<AggregationOp> aggregation =
                AggregationOp.named(approximate ? "topk" : name).filter(AGGREGATIONS::contains);
        if (aggregation.isPresent()) {
            return vectorAggregation(token, aggregation.get(), approximate);
        }
        return switch (name) {
            case "vector" -> {
                tokens.expect("(");
                double value = tokens.number();
                tokens.expect(")");
                yield new Expression.Vector(token.offset(), value);
            }
            case "label_replace" -> labelReplace(token);
            case "sort", "sort_desc" -> sort(token, name.equals("sort_desc"));
            case "variants" ->
                throw new QueryException(ErrorKind.BAD_DATA, "multi variant queries are disabled for this instance");
            default -> throw unknown(token);
        };
    }

    /** A word that is no function, or one that is not called. */
    private QueryException unknown(Token token) {
        String name = token.text().toLowerCase(Locale.ROOT);
        String why = token.isFunction()
                ? name + " needs its operand: " + name + "(…)"
                : "there is no function " + '"' + token.text() + '"' + suggestion(name);
        return tokens.error(token, "syntax error: unexpected IDENTIFIER: " + why);
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

    private Metric sort(Token token, boolean descending) {
        Optional<Grouping> before = grouping();
        tokens.expect("(");
        Metric sorted = operand.get();
        tokens.expect(")");
        if (before.or(this::grouping).isPresent()) {
            throw ParseError.overall("sort and sort_desc doesn't allow grouping by ");
        }
        return new Expression.Sort(token.offset(), descending, sorted);
    }

    private Metric labelReplace(Token token) {
        tokens.expect("(");
        Metric replaced = operand.get();
        String[] texts = new String[4];
        for (int i = 0; i < texts.length; i++) {
            tokens.expect(",");
            texts[i] = tokens.string();
        }
        tokens.expect(")");
        return new Expression.LabelReplace(token.offset(), replaced, texts[0], texts[1], texts[2], texts[3]);
    }

    private Metric rangeAggregation(Token token, RangeFunction function) {
        tokens.expect("(");
        Optional<Double> parameter = parameter();
        if (!tokens.peek().is("{") && !tokens.peek().is("(")) {
            throw tokens.unexpected(parameter.isEmpty() ? "NUMBER or { or (" : "{ or (");
        }
        LinesParser.Parsed parsed = new LinesParser(tokens, true).parse();
        tokens.expect(")");
        Optional<Grouping> grouping = grouping();
        boolean quantile = function == RangeFunction.QUANTILE_OVER_TIME;
        if (parameter.isPresent() && !quantile) {
            throw ParseError.overall("parameter " + NumberText.sample(parameter.get()) + " not supported for operation "
                    + function.symbol());
        }
        if (parameter.isEmpty() && quantile) {
            throw ParseError.overall("parameter required for operation " + function.symbol());
        }
        if (grouping.isPresent() && !function.groups()) {
            throw ParseError.overall("grouping not allowed for " + function.symbol()
                    + " aggregation; group the result, as in sum by (…) (" + function.symbol() + "(…))");
        }
        checkUnwrap(function, parsed);
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

    private static void checkUnwrap(RangeFunction function, LinesParser.Parsed parsed) {
        if (function.input() == RangeFunction.Input.VALUES && parsed.unwrap().isEmpty()) {
            throw ParseError.overall("invalid aggregation " + function.symbol()
                    + " without unwrap: it needs values; end the pipeline with | unwrap label");
        }
        if (function.input() == RangeFunction.Input.LINES && parsed.unwrap().isPresent()) {
            throw ParseError.overall("invalid aggregation " + function.symbol() + " with unwrap: it works on lines");
        }
    }

    /** {@code 0.9,} before what is aggregated. */
    private Optional<Double> parameter() {
        Token first = tokens.peek();
        if (first.is("-") || first.is("+")) {
            throw tokens.error(first, "syntax error: unexpected " + first.text());
        }
        if (first.kind() != Token.Kind.QUANTITY || !tokens.peek(1).is(",")) {
            return Optional.empty();
        }
        Optional<Double> parameter = Optional.of(tokens.number());
        tokens.expect(",");
        return parameter;
    }

    private Optional<Grouping> grouping() {
        Token token = tokens.peek();
        if (token.isWord("by") || token.isWord("without")) {
            tokens.take();
            return Optional.of(new Grouping(token.isWord("without"), tokens.names()));
        }
        return Optional.empty();
    }

    private Metric vectorAggregation(Token token, AggregationOp op, boolean approximate) {
        Optional<Grouping> before = grouping();
        tokens.expect("(");
        Optional<Double> parameter = parameter();
        Metric aggregated = operand.get();
        tokens.expect(")");
        Optional<Grouping> given = before.or(this::grouping);
        Grouping grouping = given.orElse(Grouping.ALL);
        Expression.VectorAggregation aggregation =
                new Expression.VectorAggregation(token.offset(), op, approximate, parameter, grouping, aggregated);
        checkParameter(aggregation);
        if (approximate && given.isPresent()) {
            throw ParseError.overall("grouping not allowed for approx_topk aggregation; topk has it");
        }
        return aggregation;
    }

    private static void checkParameter(Expression.VectorAggregation aggregation) {
        String symbol = aggregation.symbol();
        String shown = aggregation.parameter().map(NumberText::sample).orElse("");
        if (aggregation.op().parameter() == AggregationOp.Parameter.NONE) {
            if (aggregation.parameter().isPresent()) {
                throw ParseError.overall("unsupported parameter for operation " + symbol + "(" + shown + ",");
            }
            return;
        }
        double count = aggregation
                .parameter()
                .orElseThrow(() -> ParseError.overall("parameter required for operation " + symbol));
        if (count != Math.rint(count) || Double.isInfinite(count)) {
            throw ParseError.overall("invalid parameter " + symbol + "(" + shown + ",");
        }
        if (count <= 0) {
            throw ParseError.overall("invalid parameter (must be greater than 0) " + symbol + "(" + shown);
        }
    }
}
