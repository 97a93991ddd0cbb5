package dev.nightjar.web.prometheus;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import java.util.List;
import java.util.TreeSet;

/** Which labels, values and series there are, over one or several selectors. */
final class LabelQuestions {
    private final SeriesReader series;

    LabelQuestions(SeriesReader series) {
        this.series = series;
    }

    List<String> names(List<List<Matcher>> matchers, TimeRange range) {
        TreeSet<String> names = new TreeSet<>();
        for (SeriesSelection selection : orAll(matchers, range)) {
            names.addAll(series.labelNames(selection));
        }
        return List.copyOf(names);
    }

    List<String> values(String name, List<List<Matcher>> matchers, TimeRange range) {
        TreeSet<String> values = new TreeSet<>();
        for (SeriesSelection selection : orAll(matchers, range)) {
            values.addAll(series.labelValues(name, selection));
        }
        return List.copyOf(values);
    }

    List<Labels> series(List<List<Matcher>> matchers, TimeRange range) {
        TreeSet<Labels> found = new TreeSet<>();
        for (List<Matcher> each : matchers) {
            found.addAll(series.series(new SeriesSelection(each, range)));
        }
        return List.copyOf(found);
    }

    private static List<SeriesSelection> orAll(List<List<Matcher>> matchers, TimeRange range) {
        return matchers.isEmpty()
                ? List.of(new SeriesSelection(List.of(), range))
                : matchers.stream()
                        .map(each -> new SeriesSelection(each, range))
                        .toList();
    }
}
