package dev.nightjar.alerting.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What templates do with the samples that {@code query} answered. */
final class SampleFunctions {
    private SampleFunctions() {}

    static @Nullable Object field(QueriedSample sample, String name) {
        return switch (name) {
            case "Labels" -> sample.labels().toMap();
            case "Value" -> sample.value();
            default -> null;
        };
    }

    static QueriedSample first(Object samples) {
        List<QueriedSample> all = all(samples);
        if (all.isEmpty()) {
            throw new TemplateException("first() called on vector with no elements");
        }
        return all.getFirst();
    }

    static List<QueriedSample> sortByLabel(String label, Object samples) {
        List<QueriedSample> sorted = all(samples);
        sorted.sort(Comparator.comparing(sample -> sample.labels().get(label)));
        return sorted;
    }

    private static List<QueriedSample> all(Object samples) {
        List<QueriedSample> all = new ArrayList<>();
        ((List<?>) samples).forEach(sample -> all.add((QueriedSample) sample));
        return all;
    }
}
