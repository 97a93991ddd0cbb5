package dev.nightjar.server.differential;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says in one line how two answers to the same question differ. */
final class Comparison {
    private Comparison() {}

    static Optional<String> difference(Answer ours, Answer theirs) {
        return difference(ours, theirs, Point.Nearness.EXACT);
    }

    static Optional<String> difference(Answer ours, Answer theirs, Point.Nearness nearness) {
        if (ours.isError() || theirs.isError()) {
            return ours.status() == theirs.status() && ours.isError() == theirs.isError()
                    ? Optional.empty()
                    : Optional.of("ours " + outcome(ours) + ", theirs " + outcome(theirs));
        }
        if (!ours.type().equals(theirs.type())) {
            return Optional.of("type: ours " + ours.type() + ", theirs " + theirs.type());
        }
        SortedSet<String> labels = new TreeSet<>(ours.series().keySet());
        labels.addAll(theirs.series().keySet());
        for (String each : labels) {
            SortedMap<Long, Point> our = ours.series().get(each);
            SortedMap<Long, Point> their = theirs.series().get(each);
            if (our == null) {
                return Optional.of("missing " + each + " " + brief(String.valueOf(their)));
            }
            if (their == null) {
                return Optional.of("too much " + each + " " + brief(String.valueOf(our)));
            }
            Optional<String> difference = difference(our, their, nearness);
            if (difference.isPresent()) {
                return difference.map(text -> each + " " + text);
            }
        }
        if (!sameTexts(ours.warnings(), theirs.warnings())) {
            return Optional.of("warnings: ours " + ours.warnings() + ", theirs " + theirs.warnings());
        }
        if (!sameTexts(ours.infos(), theirs.infos())) {
            return Optional.of("infos: ours " + ours.infos() + ", theirs " + theirs.infos());
        }
        return Optional.empty();
    }

    /** Of answers that are the same, how many samples were looked at: of histograms it depends on their empty buckets. */
    static Optional<String> samplesDifference(String query, Answer ours, Answer theirs) {
        boolean histograms = query.matches("(?s).*(nh_|__name__|\\{[^}]*queue).*");
        return histograms || ours.isError() || ours.samples() == theirs.samples()
                ? Optional.empty()
                : Optional.of("samples: ours " + ours.samples() + ", theirs " + theirs.samples());
    }

    /** Of answers that are the same but for their order, where the query, or being a matrix, asks for one. */
    static Optional<String> orderDifference(String query, Answer ours, Answer theirs) {
        if (ours.isError() || theirs.isError()) {
            return Optional.empty();
        }
        boolean byLabels = theirs.type().equals("matrix") || query.startsWith("sort_by_label");
        boolean byValues = theirs.type().equals("vector") && query.matches("sort(_desc)?\\(.*");
        List<String> our = byLabels ? ours.order() : byValues ? ours.valuesInOrder() : List.of();
        List<String> their = byLabels ? theirs.order() : byValues ? theirs.valuesInOrder() : List.of();
        return our.equals(their)
                ? Optional.empty()
                : Optional.of("order: ours " + brief(our.toString()) + ", theirs " + brief(their.toString()));
    }

    private static Optional<String> difference(
            SortedMap<Long, Point> ours, SortedMap<Long, Point> theirs, Point.Nearness nearness) {
        SortedSet<Long> times = new TreeSet<>(ours.keySet());
        times.addAll(theirs.keySet());
        for (Long time : times) {
            Point our = ours.get(time);
            Point their = theirs.get(time);
            if (our == null || their == null || !our.isNear(their, nearness)) {
                return Optional.of("at " + time + ": " + what(our, their));
            }
        }
        return Optional.empty();
    }

    /** Of two histograms only from where they differ. */
    private static String what(@Nullable Point ours, @Nullable Point theirs) {
        if (ours instanceof Point.Histogram(List<Double> our)
                && theirs instanceof Point.Histogram(List<Double> their)) {
            int same = 0;
            while (same < Math.min(our.size(), their.size())
                    && Point.Nearness.EXACT.holds(our.get(same), their.get(same))) {
                same++;
            }
            return "of histograms from number " + same + ": ours "
                    + brief(our.subList(same, our.size()).toString()) + ", theirs "
                    + brief(their.subList(same, their.size()).toString());
        }
        return "ours " + ours + ", theirs " + theirs;
    }

    /** Of more than some both sides tell any few, and how many they leave out. */
    private static boolean sameTexts(SortedSet<String> ours, SortedSet<String> theirs) {
        return ours.equals(theirs)
                || (ours.size() == theirs.size()
                        && leftOut(theirs).isPresent()
                        && leftOut(ours).equals(leftOut(theirs)));
    }

    private static Optional<String> leftOut(SortedSet<String> texts) {
        return texts.stream()
                .filter(text -> text.endsWith("annotations omitted"))
                .findFirst();
    }

    private static String outcome(Answer answer) {
        return answer.isError() ? answer.status() + " " + answer.error() : "succeeded";
    }

    private static String brief(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
