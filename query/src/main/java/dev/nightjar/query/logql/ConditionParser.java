package dev.nightjar.query.logql;

import dev.nightjar.query.QueryText;
import dev.nightjar.query.vector.BinaryOp;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Parses a label filter: comparisons joined by {@code and}, {@code or}, a comma or nothing. As in Loki's grammar
 * {@code and} binds tighter than {@code or}, and what follows a comma, or nothing, is one operand to the end.
 */
final class ConditionParser {
    private static final int MAX_DEPTH = 200;
    private static final int OR = 0;
    private static final int AND = 1;
    private static final int SINGLE = 2;

    private final Tokens tokens;
    private int depth;
    private int comparisons;

    ConditionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Condition parse() {
        return conditions(OR);
    }

    private Condition conditions(int loosest) {
        Condition left = single();
        while (true) {
            if (tokens.takeIf(",") || continues()) {
                left = new Condition.Both(left, conditions(OR));
            } else if (loosest <= AND && tokens.takeWord("and")) {
                left = new Condition.Both(left, conditions(SINGLE));
            } else if (loosest == OR && tokens.takeWord("or")) {
                left = new Condition.Either(left, conditions(AND));
            } else {
                return left;
            }
        }
    }

    private boolean continues() {
        Token token = tokens.peek();
        return token.is("(")
                || (token.kind() == Token.Kind.WORD
                        && !token.isWord("and")
                        && !token.isWord("or")
                        && !token.isWord("offset"));
    }

    private Condition single() {
        if (++comparisons > QueryText.MAX_OPERATORS) {
            throw tokens.error(
                    tokens.peek(), "the label filter has more than " + QueryText.MAX_OPERATORS + " comparisons");
        }
        if (++depth > MAX_DEPTH) {
            throw tokens.error(tokens.peek(), "the label filter is nested deeper than " + MAX_DEPTH + " levels");
        }
        Condition found = tokens.takeIf("(") ? parenthesized() : comparison();
        depth--;
        return found;
    }

    private Condition parenthesized() {
        Condition inner = parse();
        tokens.expect(")");
        return inner;
    }

    private Condition comparison() {
        if (tokens.peek().kind() != Token.Kind.WORD) {
            boolean first = comparisons == 1; // where any stage could begin
            throw tokens.unexpected(first ? "" : "IDENTIFIER or (");
        }
        String label = tokens.word();
        Token op = tokens.take();
        if (tokens.peek().kind() == Token.Kind.STRING && !comparesNumbers(op)) {
            return new Condition.Text(LinesParser.matcher(tokens, label, op));
        }
        if (tokens.peek().isWord("ip") && (op.is("=") || op.is("!="))) {
            tokens.take();
            tokens.expect("(");
            String pattern = tokens.string();
            tokens.expect(")");
            return new Condition.Ip(label, op.is("="), pattern);
        }
        return compare(label, op);
    }

    private static boolean comparesNumbers(Token op) {
        return op.is("==") || op.is(">") || op.is(">=") || op.is("<") || op.is("<=");
    }

    private BinaryOp symbol(Token op) {
        return switch (op.kind() == Token.Kind.SYMBOL ? op.text() : "") {
            case "=", "==" -> BinaryOp.EQUAL;
            case "!=" -> BinaryOp.NOT_EQUAL;
            case ">" -> BinaryOp.GREATER;
            case ">=" -> BinaryOp.GREATER_OR_EQUAL;
            case "<" -> BinaryOp.LESS;
            case "<=" -> BinaryOp.LESS_OR_EQUAL;
            case "=~", "!~" -> throw tokens.unexpected("STRING");
            default -> throw tokens.unexpected(op, "");
        };
    }

    private Condition compare(String label, Token comparison) {
        BinaryOp op = symbol(comparison);
        boolean negative = tokens.takeIf("-");
        if (!negative) {
            tokens.takeIf("+");
        }
        Token value = tokens.peek();
        if (value.kind() != Token.Kind.QUANTITY) {
            throw tokens.unexpected(comparesNumbers(comparison) ? "BYTES or NUMBER or DURATION" : "");
        }
        tokens.take();
        double sign = negative ? -1 : 1;
        OptionalDouble number = Units.number(value.text());
        if (number.isPresent()) {
            return new Condition.Compare(label, op, Condition.Compare.Unit.NUMBER, sign * number.getAsDouble());
        }
        OptionalLong duration = Units.durationNanos(value.text());
        if (duration.isPresent()) {
            return new Condition.Compare(label, op, Condition.Compare.Unit.DURATION, sign * duration.getAsLong());
        }
        OptionalDouble bytes = Units.bytes(value.text());
        if (bytes.isPresent() && !negative) {
            return new Condition.Compare(label, op, Condition.Compare.Unit.BYTES, bytes.getAsDouble());
        }
        throw tokens.error(
                value, "syntax error: " + GoText.quoted(value.text()) + " is neither a number, a duration nor a size");
    }
}
