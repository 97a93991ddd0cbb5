package dev.nightjar.query.promql;

import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.SourceText;
import dev.nightjar.query.vector.AggregationOp;
import dev.nightjar.query.vector.BinaryOp;
import dev.nightjar.query.vector.Grouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A Pratt parser: operators by precedence, everything else by what it begins with. Whether a word is a keyword or a
 * name is decided by where it stands, so that metrics may be called {@code sum} or {@code offset}.
 */
final class Parser {
    /** Deeper nesting is refused rather than left to the stack, of which a level may take 3 kB. */
    private static final int MAX_DEPTH = 100;

    private static final String INFO = "call of function \"info\"";

    private final TokenReader tokens;
    private final TypeCheck types;
    private final SelectorParser selectors;
    private final DurationParser durations;
    private final MatchingParser matchings;
    private final PostfixParser postfix;
    private int depth;
    private int operators;

    private Parser(SourceText source) {
        this.tokens = new TokenReader(source);
        this.types = new TypeCheck(tokens);
        this.selectors = new SelectorParser(tokens);
        this.durations = new DurationParser(tokens);
        this.matchings = new MatchingParser(tokens, selectors);
        this.postfix = new PostfixParser(tokens, durations);
    }

    /** Throws {@link QueryException} of kind BAD_DATA where the text is not a well-typed expression. */
    static Expr parse(SourceText source) {
        Parser parser = new Parser(source);
        if (parser.tokens.peek().kind() == Token.Kind.END) {
            throw parser.tokens.error(parser.tokens.peek().span(), "no expression found in input");
        }
        Expr expr = parser.binary(0);
        if (parser.tokens.peek().kind() != Token.Kind.END) {
            throw parser.tokens.unexpected("expression", "an operator or the end of input");
        }
        return expr;
    }

    /** The same of a selector in braces alone, which may be fulfilled by series without its labels. */
    static Expr.VectorSelector parseBraces(SourceText source) {
        Parser parser = new Parser(source);
        Expr.VectorSelector selector = parser.selectors.anySelector(Optional.empty());
        if (parser.tokens.peek().kind() != Token.Kind.END) {
            throw parser.tokens.unexpected("series selector", "the end of input");
        }
        return selector;
    }

    private Expr binary(int atLeast) {
        if (++depth > MAX_DEPTH) {
            throw tokens.error(tokens.peek().span(), "expression is nested deeper than " + MAX_DEPTH + " levels");
        }
        Expr left = unary();
        while (true) {
            Optional<BinaryOp> found = operator(tokens.peek());
            if (found.isEmpty() || found.get().precedence() < atLeast) {
                depth--;
                return left;
            }
            BinaryOp op = found.get();
            Span at = tokens.take().span();
            if (++operators > QueryText.MAX_OPERATORS) {
                throw tokens.error(at, "the expression has more than " + QueryText.MAX_OPERATORS + " operators");
            }
            MatchingParser.Modifiers modifiers = matchings.modifiers(op);
            Expr right = binary(op.rightAssociative() ? op.precedence() : op.precedence() + 1);
            Expr.Binary binary = new Expr.Binary(
                    left.span().to(right.span()), op, left, right, modifiers.bool(), modifiers.matching());
            types.check(binary, at);
            left = binary;
        }
    }

    private static Optional<BinaryOp> operator(Token token) {
        if (token.kind() != Token.Kind.SYMBOL && token.kind() != Token.Kind.IDENTIFIER) {
            return Optional.empty();
        }
        for (BinaryOp op : BinaryOp.values()) {
            if (token.isSymbol(op.symbol()) || token.isWord(op.symbol())) {
                return Optional.of(op);
            }
        }
        return Optional.empty();
    }

    private Expr unary() {
        Token sign = tokens.peek();
        if (!sign.isSymbol("-") && !sign.isSymbol("+")) {
            return postfix.apply(primary());
        }
        tokens.take();
        Expr operand = binary(BinaryOp.POW.precedence());
        if (operand instanceof Expr.NumberLiteral number) {
            double value = sign.isSymbol("-") ? -number.value() : number.value();
            return new Expr.NumberLiteral(sign.span().to(number.span()), value, number.duration());
        }
        Expr.Unary unary = new Expr.Unary(sign.span().to(operand.span()), sign.isSymbol("-"), operand);
        types.check(unary);
        return unary;
    }

    private Expr primary() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER, DURATION -> number(tokens.take());
            case STRING -> new Expr.StringLiteral(tokens.take().span(), token.text());
            case IDENTIFIER -> word(token);
            case SYMBOL -> {
                if (token.isSymbol("{")) {
                    yield selectors.selector(Optional.empty());
                }
                if (!tokens.takeSymbol("(")) {
                    throw tokens.unexpected("expression", "a selector, a number, a string, a function or \"(\"");
                }
                Expr inner = binary(0);
                Span end = tokens.expectSymbol(")", "paren expression").span();
                yield new Expr.Paren(token.span().to(end), inner);
            }
            case END -> throw tokens.unexpected("expression", "a selector, a number, a string, a function or \"(\"");
        };
    }

    private Expr number(Token token) {
        boolean duration = token.kind() == Token.Kind.DURATION;
        double value = (duration ? Numbers.durationSeconds(token.text()) : Numbers.number(token.text()))
                .orElseThrow(
                        () -> tokens.error(token.span(), "bad number or duration syntax: \"" + token.text() + "\""));
        return new Expr.NumberLiteral(token.span(), value, duration);
    }

    private Expr word(Token token) {
        Token after = tokens.peekSecond();
        Optional<Double> number = Numbers.word(token.text());
        if (number.isPresent() && !after.isSymbol("{")) {
            return new Expr.NumberLiteral(tokens.take().span(), number.get(), false);
        }
        Optional<AggregationOp> aggregation = AggregationOp.named(token.text());
        if (aggregation.isPresent() && (after.isSymbol("(") || after.isWord("by") || after.isWord("without"))) {
            return aggregate(aggregation.get(), tokens.take());
        }
        if (after.isSymbol("(")) {
            return call(tokens.take());
        }
        for (String reserved : List.of("bool", "on", "ignoring", "group_left", "group_right", "atan2")) {
            if (token.isWord(reserved)) {
                throw tokens.unexpected("expression", "a selector, a number, a string, a function or \"(\"");
            }
        }
        return selectors.selector(Optional.of(tokens.take()));
    }

    private Expr aggregate(AggregationOp op, Token name) {
        Optional<Grouping> grouping = grouping();
        List<Expr> arguments = arguments("aggregation");
        Span end = tokens.last().span();
        if (grouping.isEmpty()) {
            grouping = grouping();
            end = tokens.last().span();
        }
        int wanted = op.parameter() == AggregationOp.Parameter.NONE ? 1 : 2;
        if (arguments.size() != wanted) {
            throw tokens.error(
                    name.span(),
                    "wrong number of arguments for aggregate expression provided, expected " + wanted + ", got "
                            + arguments.size());
        }
        Optional<Expr> parameter = wanted == 2 ? Optional.of(arguments.getFirst()) : Optional.empty();
        Expr.Aggregate aggregate = new Expr.Aggregate(
                name.span().to(end), op, grouping.orElse(Grouping.ALL), parameter, arguments.getLast());
        types.check(aggregate);
        return aggregate;
    }

    private Optional<Grouping> grouping() {
        if (!tokens.peek().isWord("by") && !tokens.peek().isWord("without")) {
            return Optional.empty();
        }
        boolean without = tokens.take().isWord("without");
        return Optional.of(new Grouping(without, selectors.labelList("grouping clause")));
    }

    private Expr call(Token name) {
        Function function = Functions.named(name.text())
                .or(() -> Functions.named(name.text().toLowerCase(Locale.ROOT))
                        .filter(f -> f.parameters().isEmpty()))
                .orElseThrow(() -> unknown(name));
        List<Expr> arguments = arguments("call of function \"" + name.text() + "\"");
        Expr.Call call = new Expr.Call(name.span().to(tokens.last().span()), function, arguments);
        types.check(call);
        return call;
    }

    private QueryException unknown(Token name) {
        List<String> known = new ArrayList<>();
        Functions.all().forEach(function -> known.add(function.name()));
        for (AggregationOp op : AggregationOp.values()) {
            known.add(op.symbol());
        }
        String hint = Suggestion.nearest(name.text().toLowerCase(Locale.ROOT), known)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
        return tokens.error(name.span(), "unknown function with name \"" + name.text() + "\"" + hint);
    }

    private List<Expr> arguments(String where) {
        tokens.expectSymbol("(", where);
        List<Expr> arguments = new ArrayList<>();
        if (tokens.takeSymbol(")")) {
            return arguments;
        }
        do {
            if (tokens.peek().isSymbol(")")) {
                throw tokens.unexpected(where, "an argument: trailing commas are not allowed");
            }
            boolean labels = where.equals(INFO) && arguments.size() == 1;
            arguments.add(labels ? postfix.apply(selectors.labelSelector()) : binary(0));
        } while (tokens.takeSymbol(","));
        tokens.expectSymbol(")", where);
        return arguments;
    }
}
