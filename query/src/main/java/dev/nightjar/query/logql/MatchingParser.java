package dev.nightjar.query.logql;

import dev.nightjar.query.vector.BinaryOp;
import dev.nightjar.query.vector.VectorMatching;
import dev.nightjar.query.vector.VectorMatching.Cardinality;
import java.util.List;
import java.util.Optional;

/**
 * Parses what may follow a binary operator: {@code bool}, {@code on}, {@code ignoring}, {@code group_left}. As in
 * Loki, what an operator has no use for is allowed behind it.
 */
final class MatchingParser {
    private final boolean bool;
    private final VectorMatching matching;

    MatchingParser(Tokens tokens, BinaryOp op) {
        bool = tokens.takeWord("bool") && op.isComparison();
        boolean on = false;
        List<String> labels = List.of();
        List<String> include = List.of();
        Cardinality cardinality = op.isSet() ? Cardinality.MANY_TO_MANY : Cardinality.ONE_TO_ONE;
        if (tokens.peek().isWord("on") || tokens.peek().isWord("ignoring")) {
            on = tokens.take().isWord("on");
            labels = tokens.names();
            Token group = tokens.peek();
            if (group.isWord("group_left") || group.isWord("group_right")) {
                tokens.take();
                Cardinality grouped = group.isWord("group_left") ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
                cardinality = op.isSet() ? Cardinality.MANY_TO_MANY : grouped;
                if (tokens.peek().is("(")) {
                    include = tokens.names();
                }
            }
        }
        matching = new VectorMatching(cardinality, on, labels, include, Optional.empty(), Optional.empty());
    }

    boolean bool() {
        return bool;
    }

    VectorMatching matching() {
        return matching;
    }
}
