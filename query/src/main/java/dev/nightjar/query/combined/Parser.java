package dev.nightjar.query.combined;

import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.vector.AggregationOp;
import dev.nightjar.query.vector.BinaryOp;
import dev.nightjar.query.vector.Grouping;
import dev.nightjar.query.vector.VectorMatching;
import dev.nightjar.query.vector.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Parses a combined query by precedence climbing, with PromQL's precedences. */
final class Parser {
    private static final int MAX_DEPTH = 200;

    private final SourceText source;
    private final List<Token> tokens;
    private int at;
    private int depth;
    private int operators;

    private Parser(SourceText source) {
        this.source = source;
        this.tokens = Lexer.tokens(source);
    }

    static Expr parse(SourceText source) {
        Parser parser = new Parser(source);
        Expr expr = parser.expr(1);
        if (parser.peek().kind() != Token.Kind.END) {
            throw parser.unexpected("an operator or the end of the query");
        }
        return expr;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        Token token = peek();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    private boolean takeIf(String symbol) {
        if (peek().is(symbol)) {
            take();
            return true;
        }
        return false;
    }

    private void expect(String symbol) {
        if (!takeIf(symbol)) {
            throw unexpected('"' + symbol + '"');
        }
    }

    private QueryException unexpected(String expected) {
        return error(peek(), "unexpected " + peek().shown() + ", expected " + expected);
    }

    private QueryException error(Token token, String detail) {
        return QueryException.inText(source, token.offset(), detail);
    }

    private Expr expr(int loosest) {
        if (++depth > MAX_DEPTH) {
            throw error(peek(), "the query is nested deeper than " + MAX_DEPTH + " levels");
        }
        Expr left = single();
        while (true) {
            Optional<BinaryOp> op = operator();
            if (op.isEmpty() || op.get().precedence() < loosest) {
                depth--;
                return left;
            }
            left = binary(left, op.get());
        }
    }

    private Expr binary(Expr left, BinaryOp op) {
        Token token = take();
        if (++operators > QueryText.MAX_OPERATORS) {
            throw error(token, "the query has more than " + QueryText.MAX_OPERATORS + " operators");
        }
        boolean bool = peek().isWord("bool");
        if (bool) {
            if (!op.isComparison()) {
                throw error(peek(), "bool fits comparisons only, not " + op.symbol());
            }
            take();
        }
        VectorMatching matching = matching(op);
        Expr right = expr(op.rightAssociative() ? op.precedence() : op.precedence() + 1);
        return new Expr.Binary(token.offset(), op, bool, matching, left, right);
    }

    private Optional<BinaryOp> operator() {
        Token token = peek();
        if (token.kind() != Token.Kind.SYMBOL && token.kind() != Token.Kind.WORD) {
            return Optional.empty();
        }
        return Arrays.stream(BinaryOp.values())
                .filter(op ->
                        !op.trimsHistograms() && op.symbol().equals(token.text().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private VectorMatching matching(BinaryOp op) {
        Cardinality cardinality = op.isSet() ? Cardinality.MANY_TO_MANY : Cardinality.ONE_TO_ONE;
        boolean on = peek().isWord("on");
        if (!on && !peek().isWord("ignoring")) {
            return VectorMatching.DEFAULT.withCardinality(cardinality);
        }
        take();
        List<String> labels = names();
        List<String> include = List.of();
        Token group = peek();
        if (group.isWord("group_left") || group.isWord("group_right")) {
            if (op.isSet()) {
                throw error(group, "no grouping allowed for \"" + op.symbol() + "\" operation");
            }
            take();
            cardinality = group.isWord("group_left") ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
            include = peek().is("(") ? names() : List.of();
        }
        return new VectorMatching(cardinality, on, labels, include, Optional.empty(), Optional.empty());
    }

    private List<String> names() {
        expect("(");
        List<String> names = new ArrayList<>();
        while (!takeIf(")")) {
            if (peek().kind() != Token.Kind.WORD) {
                throw unexpected("a label's name");
            }
            names.add(take().text());
            if (!peek().is(")")) {
                expect(",");
            }
        }
        return names;
    }

    private Expr single() {
        Token token = take();
        return switch (token.kind()) {
            case PROMQL -> new Expr.Part(token.offset(), Expr.Part.Language.PROMQL, token.text());
            case LOGQL -> new Expr.Part(token.offset(), Expr.Part.Language.LOGQL, token.text());
            case NUMBER -> number(token);
            case WORD -> aggregate(token);
            case SYMBOL -> symbol(token);
            case END -> throw error(token, "the query ends where a part such as logql(…) or promql(…) is expected");
        };
    }

    private Expr number(Token token) {
        try {
            return new Expr.Literal(token.offset(), Double.parseDouble(token.text()));
        } catch (NumberFormatException e) {
            throw error(token, token.shown() + " is not a number");
        }
    }

    private Expr symbol(Token token) {
        if (token.is("(")) {
            Expr inner = expr(1);
            expect(")");
            return inner;
        }
        if (token.is("+")) {
            return expr(BinaryOp.POW.precedence());
        }
        if (token.is("-")) {
            return new Expr.Negative(token.offset(), expr(BinaryOp.POW.precedence()));
        }
        throw error(
                token, "unexpected " + token.shown() + ", expected logql(…), promql(…), an aggregation or a number");
    }

    private Expr aggregate(Token token) {
        AggregationOp op = AggregationOp.named(token.text())
                .filter(known -> known.parameter() != AggregationOp.Parameter.TEXT)
                .orElseThrow(() -> error(
                        token,
                        "unexpected " + token.shown() + ": functions and selectors stand inside promql(…) or logql(…);"
                                + " outside there are operators, numbers and aggregations such as sum by (…) (…)"));
        Optional<Grouping> before = grouping();
        expect("(");
        Optional<Expr> parameter = Optional.empty();
        if (op.parameter() == AggregationOp.Parameter.SCALAR) {
            parameter = Optional.of(expr(1));
            expect(",");
        }
        Expr operand = expr(1);
        expect(")");
        Grouping grouping = before.or(this::grouping).orElse(Grouping.ALL);
        return new Expr.Aggregate(token.offset(), op, grouping, parameter, operand);
    }

    private Optional<Grouping> grouping() {
        Token token = peek();
        if (!token.isWord("by") && !token.isWord("without")) {
            return Optional.empty();
        }
        take();
        return Optional.of(new Grouping(token.isWord("without"), names()));
    }
}
