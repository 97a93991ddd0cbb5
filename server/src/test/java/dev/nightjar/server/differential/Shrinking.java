package dev.nightjar.server.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Makes a failing query smaller: a node gives way to one of its own kind inside it, a loose one to nothing. */
final class Shrinking {
    private static final int MAX_ATTEMPTS = 300;

    private int attempts;

    /** The smallest query found that still fails; the query itself must. */
    static Piece.Node smallest(Piece.Node failing, Predicate<Piece.Node> stillFails) {
        Shrinking shrinking = new Shrinking();
        Piece.Node smallest = failing;
        while (true) {
            Optional<Piece.Node> next = smaller(smallest)
                    .takeWhile(candidate -> shrinking.attempts++ < MAX_ATTEMPTS)
                    .filter(stillFails)
                    .findFirst();
            if (next.isEmpty()) {
                return smallest;
            }
            smallest = next.get();
        }
    }

    /** Every query that one step makes of this one, the smallest steps last. */
    static Stream<Piece.Node> smaller(Piece.Node node) {
        Stream<Piece.Node> own = node.kind() == Piece.Kind.LOOSE
                ? node.pieces().isEmpty() ? Stream.of() : Stream.of(Piece.loose())
                : inside(node).filter(inner -> inner.kind() == node.kind());
        return Stream.concat(own, smallerWithin(node));
    }

    private static Stream<Piece.Node> smallerWithin(Piece.Node node) {
        return Stream.iterate(0, i -> i < node.pieces().size(), i -> i + 1)
                .flatMap(i -> node.pieces().get(i) instanceof Piece.Node inner
                        ? smaller(inner).map(replacement -> with(node, i, replacement))
                        : Stream.of());
    }

    private static Piece.Node with(Piece.Node node, int index, Piece replacement) {
        List<Piece> pieces = new ArrayList<>(node.pieces());
        pieces.set(index, replacement);
        return new Piece.Node(node.kind(), pieces);
    }

    private static Stream<Piece.Node> inside(Piece.Node node) {
        return node.pieces().stream()
                .flatMap(piece -> piece instanceof Piece.Node inner
                        ? Stream.concat(Stream.of(inner), inside(inner))
                        : Stream.of());
    }
}
