package dev.nightjar.query.promql;

import java.util.Optional;

/** What may follow an expression: a range, {@code offset}, {@code @}, {@code anchored} and {@code smoothed}. */
final class PostfixParser {
    private static final String RANGE = "range";
    private static final String AT = "@ modifier";

    private final TokenReader tokens;
    private final DurationParser durations;

    PostfixParser(TokenReader tokens, DurationParser durations) {
        this.tokens = tokens;
        this.durations = durations;
    }

    Expr apply(Expr primary) {
        Expr expr = primary;
        while (true) {
            Token token = tokens.peek();
            if (token.isSymbol("[")) {
                expr = range(expr);
            } else if (token.isWord("offset")) {
                tokens.take();
                expr = offset(expr, token);
            } else if (token.isSymbol("@")) {
                tokens.take();
                expr = at(expr, token);
            } else if (token.isWord("anchored") || token.isWord("smoothed")) {
                tokens.take();
                expr = extend(expr, token);
            } else {
                return expr;
            }
        }
    }

    private Expr range(Expr expr) {
        Span open = tokens.take().span();
        DurationExpr range = positive();
        if (tokens.takeSymbol(":")) {
            Optional<DurationExpr> step = tokens.peek().isSymbol("]") ? Optional.empty() : Optional.of(positive());
            Span end = tokens.expectSymbol("]", "subquery").span();
            if (expr.type() != ValueType.VECTOR && expr.type() != ValueType.SCALAR) {
                throw tokens.error(
                        expr.span(),
                        "subquery is only allowed on instant vector, got "
                                + expr.type().words() + " instead");
            }
            if (expr.type() == ValueType.SCALAR) {
                throw tokens.error(expr.span(), "subquery is only allowed on instant vector, got scalar instead");
            }
            return new Expr.Subquery(expr.span().to(end), expr, range, step, Timing.NOW);
        }
        Span end = tokens.expectSymbol("]", RANGE).span();
        if (!(expr instanceof Expr.VectorSelector selector)) {
            throw tokens.error(
                    open,
                    "ranges only allowed for vector selectors; for an expression, use a subquery such" + " as [5m:1m]");
        }
        if (selector.timing().offset().isPresent()) {
            throw tokens.error(open, "no offset modifiers allowed before range");
        }
        if (selector.timing().at().isPresent()) {
            throw tokens.error(open, "no @ modifiers allowed before range");
        }
        return new Expr.MatrixSelector(expr.span().to(end), selector, range);
    }

    /** A length that, if it is a literal, is longer than nothing; of others that shows when they are known. */
    private DurationExpr positive() {
        Span from = tokens.peek().span();
        DurationExpr length = durations.expression().folded();
        if (length instanceof DurationExpr.Seconds(double seconds, boolean _) && seconds <= 0) {
            throw tokens.error(from.to(tokens.last().span()), "duration must be greater than 0");
        }
        return length;
    }

    private Expr offset(Expr expr, Token word) {
        Timing timing = timing(expr, word, "offset modifier");
        if (timing.offset().isPresent()) {
            throw tokens.error(word.span(), "offset may not be set multiple times");
        }
        DurationExpr offset = durations.signedPrimary().folded();
        boolean none = offset instanceof DurationExpr.Seconds(double seconds, boolean _) && seconds == 0;
        return withTiming(expr, none ? timing : timing.withOffset(offset));
    }

    private Expr at(Expr expr, Token symbol) {
        Timing timing = timing(expr, symbol, AT);
        if (timing.at().isPresent()) {
            throw tokens.error(symbol.span(), "@ <timestamp> may not be set multiple times");
        }
        return withTiming(expr, timing.withAt(atTime()));
    }

    private Timing.At atTime() {
        Token token = tokens.peek();
        if (token.isWord("start") || token.isWord("end")) {
            tokens.take();
            tokens.expectSymbol("(", AT);
            tokens.expectSymbol(")", AT);
            return token.isWord("start") ? new Timing.At.Start() : new Timing.At.End();
        }
        boolean negative = tokens.takeSymbol("-");
        if (!negative) {
            tokens.takeSymbol("+");
        }
        Token number = tokens.peek();
        if (number.kind() != Token.Kind.NUMBER && number.kind() != Token.Kind.DURATION) {
            throw tokens.unexpected(AT, "a timestamp in seconds, start() or end()");
        }
        tokens.take();
        Optional<Double> seconds = number.kind() == Token.Kind.NUMBER
                ? Numbers.number(number.text())
                : Numbers.durationSeconds(number.text());
        double value = seconds.orElse(Double.NaN) * (negative ? -1 : 1);
        if (!(Math.abs(value) < PreparedQuery.FARTHEST_MILLIS / 1000.0)) {
            throw tokens.error(number.span(), "timestamp out of bounds for @ modifier: " + number.text());
        }
        return new Timing.At.Time(Math.round(value * 1000));
    }

    private Timing timing(Expr expr, Token at, String modifier) {
        return switch (expr) {
            case Expr.VectorSelector selector -> selector.timing();
            case Expr.MatrixSelector matrix -> matrix.selector().timing();
            case Expr.Subquery subquery -> subquery.timing();
            case Expr.NumberLiteral ignored -> throw misplaced(at, modifier);
            case Expr.StringLiteral ignored -> throw misplaced(at, modifier);
            case Expr.Unary ignored -> throw misplaced(at, modifier);
            case Expr.Binary ignored -> throw misplaced(at, modifier);
            case Expr.Aggregate ignored -> throw misplaced(at, modifier);
            case Expr.Call ignored -> throw misplaced(at, modifier);
            case Expr.Paren ignored -> throw misplaced(at, modifier);
        };
    }

    private RuntimeException misplaced(Token at, String modifier) {
        return tokens.error(
                at.span(),
                modifier + " must be preceded by an instant vector selector or range vector selector or a subquery");
    }

    private Expr withTiming(Expr expr, Timing timing) {
        Span span = expr.span().to(tokens.last().span());
        if (expr instanceof Expr.MatrixSelector matrix) {
            Expr.VectorSelector inner = matrix.selector();
            return new Expr.MatrixSelector(span, inner.at(inner.span(), timing), matrix.range());
        }
        if (expr instanceof Expr.Subquery subquery) {
            return new Expr.Subquery(span, subquery.inner(), subquery.range(), subquery.step(), timing);
        }
        Expr.VectorSelector selector = (Expr.VectorSelector) expr;
        return selector.at(span, timing);
    }

    private Expr extend(Expr expr, Token word) {
        Expr.Extension extension = word.isWord("anchored") ? Expr.Extension.ANCHORED : Expr.Extension.SMOOTHED;
        Span span = expr.span().to(word.span());
        if (expr instanceof Expr.MatrixSelector matrix) {
            Expr.VectorSelector inner = matrix.selector();
            if (inner.extension() != Expr.Extension.NONE && inner.extension() != extension) {
                throw tokens.error(word.span(), "anchored and smoothed modifiers cannot be used together");
            }
            return new Expr.MatrixSelector(span, inner.extended(inner.span(), extension), matrix.range());
        }
        if (expr instanceof Expr.VectorSelector selector && extension == Expr.Extension.SMOOTHED) {
            return selector.extended(span, extension);
        }
        throw tokens.error(
                word.span(),
                word.text() + " modifier must be preceded by a range vector selector"
                        + (extension == Expr.Extension.SMOOTHED ? " or an instant vector selector" : ""));
    }
}
