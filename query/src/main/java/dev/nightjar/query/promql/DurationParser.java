package dev.nightjar.query.promql;

import dev.nightjar.query.vector.BinaryOp;
import java.util.Optional;

/** Lengths of time: in brackets any arithmetic, behind {@code offset} only what stands together by itself. */
final class DurationParser {
    private static final String WHERE = "duration expression";
    private static final String EXPECTED = "a duration, a number of seconds or \"(\"";

    private static final int MAX_NESTING = 100;

    private final TokenReader tokens;
    private int nesting;

    DurationParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    DurationExpr expression() {
        return binary(0);
    }

    private DurationExpr binary(int atLeast) {
        if (++nesting > MAX_NESTING) {
            throw tokens.error(tokens.peek().span(), "duration is nested deeper than " + MAX_NESTING + " levels");
        }
        DurationExpr result = operators(atLeast);
        nesting--;
        return result;
    }

    private DurationExpr operators(int atLeast) {
        int chained = 0;
        DurationExpr left = operand();
        while (true) {
            Optional<BinaryOp> op = arithmetic(tokens.peek());
            if (op.isEmpty() || op.get().precedence() < atLeast) {
                return left;
            }
            Token operator = tokens.take();
            if (++chained > MAX_NESTING) {
                throw tokens.error(operator.span(), "duration has more than " + MAX_NESTING + " operators in a row");
            }
            int precedence = op.get().precedence();
            DurationExpr right = binary(op.get().rightAssociative() ? precedence : precedence + 1);
            if (right.folded() instanceof DurationExpr.Seconds(double seconds, boolean _) && seconds == 0) {
                requireNoDivision(op.get(), operator);
            }
            left = new DurationExpr.Arithmetic(op.get(), left, right);
        }
    }

    private void requireNoDivision(BinaryOp op, Token operator) {
        if (op == BinaryOp.DIV || op == BinaryOp.MOD) {
            throw tokens.error(operator.span(), (op == BinaryOp.DIV ? "division" : "modulo") + " by zero");
        }
    }

    private static Optional<BinaryOp> arithmetic(Token token) {
        if (token.kind() != Token.Kind.SYMBOL) {
            return Optional.empty();
        }
        return switch (token.text()) {
            case "+" -> Optional.of(BinaryOp.ADD);
            case "-" -> Optional.of(BinaryOp.SUB);
            case "*" -> Optional.of(BinaryOp.MUL);
            case "/" -> Optional.of(BinaryOp.DIV);
            case "%" -> Optional.of(BinaryOp.MOD);
            case "^" -> Optional.of(BinaryOp.POW);
            default -> Optional.empty();
        };
    }

    private DurationExpr operand() {
        if (tokens.takeSymbol("-")) {
            return new DurationExpr.Negative(binary(BinaryOp.POW.precedence()));
        }
        if (tokens.takeSymbol("+")) {
            return binary(BinaryOp.POW.precedence());
        }
        return primary();
    }

    /** With an optional sign, a literal, a call or something in parentheses: what {@code offset} takes. */
    DurationExpr signedPrimary() {
        if (tokens.takeSymbol("-")) {
            return new DurationExpr.Negative(primary());
        }
        tokens.takeSymbol("+");
        return primary();
    }

    private DurationExpr primary() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NUMBER, DURATION -> literal(tokens.take());
            case IDENTIFIER -> call(token);
            case SYMBOL -> {
                tokens.expectSymbol("(", WHERE);
                DurationExpr inner = expression();
                tokens.expectSymbol(")", WHERE);
                yield new DurationExpr.Group(inner);
            }
            case STRING, END -> throw tokens.unexpected(WHERE, EXPECTED);
        };
    }

    private DurationExpr literal(Token token) {
        Optional<Double> seconds = token.kind() == Token.Kind.DURATION
                ? Numbers.durationSeconds(token.text())
                : Numbers.number(token.text());
        boolean duration = token.kind() == Token.Kind.DURATION;
        double value = seconds.orElseThrow(
                () -> tokens.error(token.span(), "not a valid duration string: \"" + token.text() + "\""));
        if (value > Numbers.MAX_DURATION_SECONDS) {
            throw tokens.error(token.span(), "duration out of range: " + token.text() + " s are more than 292 years");
        }
        return new DurationExpr.Seconds(value, duration);
    }

    private DurationExpr call(Token name) {
        boolean step = name.isWord("step");
        boolean least = name.isWord("min_of");
        if (!step && !least && !name.isWord("range") && !name.isWord("max_of")) {
            throw tokens.unexpected(WHERE, EXPECTED + " or one of step(), range(), min_of(), max_of()");
        }
        tokens.take();
        tokens.expectSymbol("(", WHERE);
        if (step || name.isWord("range")) {
            tokens.expectSymbol(")", WHERE);
            return step ? new DurationExpr.QueryStep() : new DurationExpr.QueryRange();
        }
        DurationExpr left = expression();
        tokens.expectSymbol(",", WHERE);
        DurationExpr right = expression();
        tokens.expectSymbol(")", WHERE);
        return least ? new DurationExpr.Least(left, right) : new DurationExpr.Greatest(left, right);
    }
}
