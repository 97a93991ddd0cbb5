package dev.nightjar.query.logql;

import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.vector.BinaryOp;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Parses a label filter: comparisons joined by {@code and} (also a comma or nothing) and {@code or}. */
final class ConditionParser {
    private static final int MAX_DEPTH = 200;

    private final Tokens tokens;
    private int depth;
    private int comparisons;

    ConditionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Condition parse() {
        Condition left = conjunction();
        while (tokens.takeWord("or")) {
            left = new Condition.Either(left, conjunction());
        }
        return left;
    }

    private Condition conjunction() {
        Condition left = single();
        while (tokens.takeWord("and") || tokens.takeIf(",") || continues()) {
            left = new Condition.Both(left, single());
        }
        return left;
    }

    private boolean continues() {
        Token token = tokens.peek();
        return token.is("(") || (token.kind() == Token.Kind.WORD && !token.isWord("or") && !token.isWord("offset"));
    }

    private Condition single() {
        if (++comparisons > QueryText.MAX_OPERATORS) {
            throw tokens.error(
                    tokens.peek(), "the label filter has more than " + QueryText.MAX_OPERATORS + " comparisons");
        }
        if (tokens.takeIf("(")) {
            if (++depth > MAX_DEPTH) {
                throw tokens.error(tokens.peek(), "the label filter is nested deeper than " + MAX_DEPTH + " levels");
            }
            Condition inner = parse();
            depth--;
            tokens.expect(")", "that closes the parenthesis");
            return inner;
        }
        String label = tokens.word("a stage, or a label to compare");
        Token op = tokens.take();
        if (tokens.peek().kind() == Token.Kind.STRING) {
            return new Condition.Text(
                    LinesParser.matcher(tokens, label, op, tokens.take().text()));
        }
        if (tokens.peek().isWord("ip")) {
            throw QueryException.notSupportedYet("ip() in label filters");
        }
        return compare(label, comparison(label, op));
    }

    private BinaryOp comparison(String label, Token op) {
        return switch (op.kind() == Token.Kind.SYMBOL ? op.text() : "") {
            case "=", "==" -> BinaryOp.EQUAL;
            case "!=" -> BinaryOp.NOT_EQUAL;
            case ">" -> BinaryOp.GREATER;
            case ">=" -> BinaryOp.GREATER_OR_EQUAL;
            case "<" -> BinaryOp.LESS;
            case "<=" -> BinaryOp.LESS_OR_EQUAL;
            default ->
                throw tokens.error(
                        op, "unexpected " + op.shown() + ", expected a comparison after label \"" + label + '"');
        };
    }

    private Condition compare(String label, BinaryOp op) {
        boolean negative = tokens.takeIf("-");
        Token value = tokens.peek();
        if (value.kind() != Token.Kind.QUANTITY) {
            throw tokens.unexpected("a string, number, duration or size to compare with");
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
        if (bytes.isPresent()) {
            return new Condition.Compare(label, op, Condition.Compare.Unit.BYTES, sign * bytes.getAsDouble());
        }
        throw tokens.error(value, value.shown() + " is neither a number nor a duration nor a size");
    }
}
