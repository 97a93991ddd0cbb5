package dev.nightjar.server.differential;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of a query's text. What was generated stays a tree until it is sent, so that a query on which the two sides
 * differ can be made smaller without being parsed.
 */
sealed interface Piece {
    /** What may stand in a node's place. */
    enum Kind {
        VECTOR,
        MATRIX,
        SCALAR,
        /** Nothing at all may: a modifier, a grouping. */
        LOOSE
    }

    record Words(String text) implements Piece {
        @Override
        public String toString() {
            return text;
        }
    }

    record Node(Kind kind, List<Piece> pieces) implements Piece {
        public Node {
            pieces = List.copyOf(pieces);
        }

        @Override
        public String toString() {
            return pieces.stream().map(Piece::toString).collect(Collectors.joining());
        }
    }

    /** A node of strings and pieces, in the order of the text. */
    static Node node(Kind kind, Object... parts) {
        return new Node(
                kind,
                Arrays.stream(parts)
                        .map(part -> part instanceof Piece piece ? piece : new Words(part.toString()))
                        .toList());
    }

    static Node vector(Object... parts) {
        return node(Kind.VECTOR, parts);
    }

    static Node matrix(Object... parts) {
        return node(Kind.MATRIX, parts);
    }

    static Node scalar(Object... parts) {
        return node(Kind.SCALAR, parts);
    }

    static Node loose(Object... parts) {
        return node(Kind.LOOSE, parts);
    }
}
