package dev.nightjar.query.promql;

import dev.nightjar.query.vector.BinaryOp;
import dev.nightjar.query.vector.VectorMatching;
import dev.nightjar.query.vector.VectorMatching.Cardinality;
import java.util.List;
import java.util.Optional;

/** What stands between a binary operator and its right side: {@code bool}, {@code on}, {@code group_left}, fills. */
final class MatchingParser {
    private static final String FILL = "fill modifier";

    private final TokenReader tokens;
    private final SelectorParser selectors;

    MatchingParser(TokenReader tokens, SelectorParser selectors) {
        this.tokens = tokens;
        this.selectors = selectors;
    }

    record Modifiers(boolean bool, VectorMatching matching) {}

    Modifiers modifiers(BinaryOp op) {
        Span start = tokens.peek().span();
        boolean bool = tokens.takeWord("bool");
        if (bool && !op.isComparison()) {
            throw tokens.error(start, "bool modifier can only be used on comparison operators");
        }
        Cardinality cardinality = op.isSet() ? Cardinality.MANY_TO_MANY : Cardinality.ONE_TO_ONE;
        boolean on = false;
        List<String> labels = List.of();
        List<String> include = List.of();
        if (tokens.peek().isWord("on") || tokens.peek().isWord("ignoring")) {
            on = tokens.take().isWord("on");
            labels = selectors.labelList(on ? "on clause" : "ignoring clause");
            Token group = tokens.peek();
            if (group.isWord("group_left") || group.isWord("group_right")) {
                tokens.take();
                if (op.isSet()) {
                    throw tokens.error(group.span(), "no grouping allowed for \"" + op.symbol() + "\" operation");
                }
                cardinality = group.isWord("group_left") ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
                include = tokens.peek().isSymbol("(") ? selectors.labelList("grouping clause") : List.of();
                for (String label : include) {
                    if (on && labels.contains(label)) {
                        throw tokens.error(
                                group.span(), "label \"" + label + "\" must not occur in ON and GROUP clause at once");
                    }
                }
            }
        }
        return new Modifiers(bool, fills(op, cardinality, on, labels, include));
    }

    private VectorMatching fills(
            BinaryOp op, Cardinality cardinality, boolean on, List<String> labels, List<String> include) {
        Optional<Double> left = Optional.empty();
        Optional<Double> right = Optional.empty();
        while (tokens.peekSecond().isSymbol("(")
                && (tokens.peek().isWord("fill")
                        || tokens.peek().isWord("fill_left")
                        || tokens.peek().isWord("fill_right"))) {
            Token word = tokens.take();
            if (op.isSet()) {
                throw tokens.error(word.span(), "filling in missing series not allowed for set operators");
            }
            double value = fillValue();
            if (!word.isWord("fill_right")) {
                left = Optional.of(value);
            }
            if (!word.isWord("fill_left")) {
                right = Optional.of(value);
            }
        }
        return new VectorMatching(cardinality, on, labels, include, left, right);
    }

    private double fillValue() {
        tokens.expectSymbol("(", FILL);
        boolean negative = tokens.takeSymbol("-");
        if (!negative) {
            tokens.takeSymbol("+");
        }
        Token token = tokens.take();
        Optional<Double> value = token.kind() == Token.Kind.NUMBER
                ? Numbers.number(token.text())
                : token.kind() == Token.Kind.IDENTIFIER ? Numbers.word(token.text()) : Optional.empty();
        double size = value.orElseThrow(() ->
                tokens.error(token.span(), "unexpected " + token.words() + " in " + FILL + ", expected a number"));
        tokens.expectSymbol(")", FILL);
        return negative ? -size : size;
    }
}
