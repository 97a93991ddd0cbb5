package dev.nightjar.query.logql;

import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.logql.Expression.Metric;
import dev.nightjar.query.vector.BinaryOp;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Parses a query: what yields values by precedence climbing, what yields lines by {@link LinesParser}. */
final class Parser {
    /** Deeper nesting is nobody's query. */
    private static final int MAX_DEPTH = 200;

    private final Tokens tokens;
    private final CallParser calls;
    private int depth;
    private int operators;

    private Parser(SourceText source) {
        this.tokens = new Tokens(source);
        this.calls = new CallParser(tokens, () -> metric(1));
    }

    static Expression parse(SourceText source) {
        Parser parser = new Parser(source);
        Expression expression = parser.beginsLines() ? parser.lines() : parser.metric(1);
        Token next = parser.tokens.peek();
        if (next.kind() != Token.Kind.END) {
            Optional<BinaryOp> op = parser.operator();
            throw op.isPresent() && expression instanceof Expression.Lines
                    ? notValues("left", op.get())
                    : parser.tokens.unexpected("");
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
        Metric left = single();
        while (true) {
            Optional<BinaryOp> op = operator();
            if (op.isEmpty() || op.get().precedence() < minimumPrecedence) {
                depth--;
                return left;
            }
            left = binary(left, op.get());
        }
    }

    private Metric binary(Metric left, BinaryOp op) {
        Token token = tokens.take();
        if (++operators > QueryText.MAX_OPERATORS) {
            throw tokens.error(token, "the query has more than " + QueryText.MAX_OPERATORS + " operators");
        }
        MatchingParser matching = new MatchingParser(tokens, op);
        if (beginsLines()) {
            throw notValues("right", op);
        }
        Metric right = metric(op.rightAssociative() ? op.precedence() : op.precedence() + 1);
        return Literals.combine(
                new Expression.Binary(token.offset(), op, matching.bool(), matching.matching(), left, right));
    }

    private static QueryException notValues(String side, BinaryOp op) {
        return ParseError.overall("unexpected type for " + side + " leg of binary operation (" + op.symbol()
                + "): lines; make values of them, as in count_over_time(… [5m])");
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

    private Metric single() {
        Token token = tokens.peek();
        if (token.kind() == Token.Kind.QUANTITY || token.is("-") || token.is("+")) {
            return new Expression.Literal(token.offset(), tokens.number());
        }
        if (tokens.takeIf("(")) {
            Metric inner = metric(1);
            tokens.expect(")");
            return inner;
        }
        return calls.parse();
    }
}
