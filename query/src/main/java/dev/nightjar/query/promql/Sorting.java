package dev.nightjar.query.promql;

import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepSeries;
import java.util.Comparator;
import java.util.List;

/** Orders the series of an instant query. Range queries have an order of their own. */
final class Sorting {
    private Sorting() {}

    /** NaN comes last in both directions; histograms are left out, even where nothing is put in order. */
    static List<StepSeries> byValue(List<StepSeries> vector, boolean descending) {
        if (vector.isEmpty() || vector.getFirst().values().length != 1) {
            return vector.stream()
                    .map(series -> series.hasHistograms() ? series.withValues(series.values()) : series)
                    .filter(series -> !series.isEmpty())
                    .toList();
        }
        return vector.stream()
                .filter(series -> !Absent.is(series.values()[0]))
                .sorted(Comparator.<StepSeries, Boolean>comparing(series -> Double.isNaN(series.values()[0]))
                        .thenComparing((a, b) -> Double.compare(a.values()[0], b.values()[0]) * (descending ? -1 : 1)))
                .toList();
    }

    /** By the values of these labels, numbers inside them by size; then by all labels. */
    static List<StepSeries> byLabels(List<StepSeries> vector, List<String> names, boolean descending) {
        Comparator<StepSeries> order = Comparator.comparing(StepSeries::labels);
        for (String name : names.reversed()) {
            Comparator<StepSeries> byName =
                    (a, b) -> natural(a.labels().get(name), b.labels().get(name));
            order = byName.thenComparing(order);
        }
        return vector.stream().sorted(descending ? order.reversed() : order).toList();
    }

    private static int natural(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int digitsA = digits(a, i);
            int digitsB = digits(b, j);
            int order;
            if (digitsA > i && digitsB > j) {
                order = numbers(a.substring(i, digitsA), b.substring(j, digitsB));
                i = digitsA;
                j = digitsB;
            } else {
                order = Character.compare(a.charAt(i++), b.charAt(j++));
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int numbers(String a, String b) {
        String shortA = a.replaceFirst("^0+(?!$)", "");
        String shortB = b.replaceFirst("^0+(?!$)", "");
        int order = Integer.compare(shortA.length(), shortB.length());
        if (order == 0) {
            order = shortA.compareTo(shortB);
        }
        return order == 0 ? Integer.compare(b.length(), a.length()) : order;
    }
}
