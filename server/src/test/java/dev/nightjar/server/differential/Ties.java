package dev.nightjar.server.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Which of equal series {@code topk} and {@code bottomk} take, and which at all {@code limitk} does, is nobody's promise.
 * Here the choice is looked at by itself: what both sides choose must be worth the same at every time, and there must have
 * been something to choose otherwise.
 */
final class Ties {
    /** A part of a query that chooses, and the range around it if it stands directly in a subquery. */
    private record Chooser(Piece.Node node, Optional<Piece.Node> subquery) {
        boolean takesAny() {
            return node.toString().startsWith("limitk");
        }

        /** What there is to choose from: the last vector among its arguments. */
        Piece.Node operand() {
            return node.pieces().stream()
                    .filter(Piece.Node.class::isInstance)
                    .map(Piece.Node.class::cast)
                    .filter(piece -> piece.kind() == Piece.Kind.VECTOR)
                    .reduce((first, second) -> second)
                    .orElseThrow();
        }

        /**
         * The same where what there is to choose from differs in a name that is not shown: in a label it is. Where such a
         * label would be one to group by, the chooser itself.
         */
        Chooser named() {
            if (node.toString().contains("without")) {
                return this;
            }
            Piece.Node named = Piece.vector("label_replace(", operand(), ", \"was\", \"$1\", \"__name__\", \"(.*)\")");
            Piece.Node changed = replaced(node, operand(), named);
            return new Chooser(changed, subquery.map(range -> replaced(range, node, changed)));
        }

        /** The text that shows what is chosen, {@code shown} standing in for the choice. */
        String view(Piece shown) {
            return subquery.map(range -> replaced(range, node, shown).toString())
                    .orElseGet(() -> "(" + shown + ")");
        }
    }

    /** Answers a question on one of the two sides. */
    interface Asking {
        Answer ask(Side side, String query, When when);
    }

    private final Asking asking;
    private final Side ours;
    private final Side theirs;

    Ties(Asking asking, Side ours, Side theirs) {
        this.asking = asking;
        this.ours = ours;
        this.theirs = theirs;
    }

    /** Whether all that chooses in the query chooses rightly, and something in it could have chosen otherwise. */
    boolean explain(Piece.Node query, When when) {
        List<Chooser> choosers = new ArrayList<>();
        if (!collect(query, List.of(), choosers) || choosers.isEmpty()) {
            return false;
        }
        boolean tied = false;
        for (Chooser each : choosers) {
            for (When time : times(each, when)) {
                boolean shown =
                        !asking.ask(ours, each.view(each.operand()), time).isError();
                Chooser chooser = shown ? each : each.named();
                Answer our = asking.ask(ours, chooser.view(chooser.node()), time);
                Answer their = asking.ask(theirs, chooser.view(chooser.node()), time);
                Answer all = asking.ask(ours, chooser.view(chooser.operand()), time);
                if (our.isError() || their.isError() || all.isError() || !isAllowed(chooser, our, their, all)) {
                    return false;
                }
                tied |= isTied(chooser, our, all);
            }
        }
        return tied;
    }

    /** Subqueries are shown as they are at each step. */
    private static List<When> times(Chooser chooser, When when) {
        if (chooser.subquery().isEmpty() || !(when instanceof When.Steps steps)) {
            return List.of(when);
        }
        return LongStream.iterate(steps.startMillis(), at -> at <= steps.endMillis(), at -> at + steps.stepMillis())
                .mapToObj(at -> (When) new When.At(at, steps.lookback()))
                .toList();
    }

    /** False if there is one in a place that cannot be shown by itself. */
    private static boolean collect(Piece.Node node, List<Piece.Node> around, List<Chooser> choosers) {
        if (node.kind() == Piece.Kind.VECTOR && node.toString().matches("(?s)(topk|bottomk|limitk)\\b.*")) {
            List<Piece.Node> ranges = around.stream()
                    .filter(outer -> outer.kind() == Piece.Kind.MATRIX)
                    .toList();
            boolean direct = ranges.size() == 1 && around.getLast().equals(ranges.getFirst());
            if (!ranges.isEmpty() && !direct) {
                return false;
            }
            choosers.add(new Chooser(node, ranges.stream().findFirst()));
        }
        List<Piece.Node> inner = Stream.concat(around.stream(), Stream.of(node)).toList();
        return node.pieces().stream()
                .allMatch(piece -> !(piece instanceof Piece.Node next) || collect(next, inner, choosers));
    }

    private static boolean isAllowed(Chooser chooser, Answer our, Answer their, Answer all) {
        boolean real = our.series().entrySet().stream()
                .allMatch(each -> all.series().containsKey(each.getKey())
                        && all.series()
                                .get(each.getKey())
                                .entrySet()
                                .containsAll(each.getValue().entrySet()));
        return real && (chooser.takesAny() ? our.countsByTime().equals(their.countsByTime()) : our.isWorth(their));
    }

    /** Whether something was left out that was as good as something taken. */
    private static boolean isTied(Chooser chooser, Answer our, Answer all) {
        for (Map.Entry<String, SortedMap<Long, Point>> series : all.series().entrySet()) {
            SortedMap<Long, Point> taken = our.series().get(series.getKey());
            for (Map.Entry<Long, Point> point : series.getValue().entrySet()) {
                boolean left = taken == null || !taken.containsKey(point.getKey());
                if (left && (chooser.takesAny() || isAsGood(point.getKey(), point.getValue(), our))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAsGood(long time, Point left, Answer our) {
        return our.series().values().stream()
                .map(points -> Optional.ofNullable(points.get(time)))
                .anyMatch(taken -> taken.isPresent() && taken.get().isNear(left, Point.Nearness.EXACT));
    }

    private static Piece.Node replaced(Piece.Node tree, Piece.Node from, Piece to) {
        return new Piece.Node(
                tree.kind(),
                tree.pieces().stream()
                        .map(piece -> piece.equals(from)
                                ? to
                                : piece instanceof Piece.Node inner ? replaced(inner, from, to) : piece)
                        .toList());
    }
}
