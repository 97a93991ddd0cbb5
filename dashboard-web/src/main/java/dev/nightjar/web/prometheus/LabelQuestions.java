package dev.nightjar.web.prometheus;

import dev.nightjar.model.Labels;
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

    List<String> names(List<SeriesSelection> selections, TimeRange range) {
        TreeSet<String> names = new TreeSet<>();
        for (SeriesSelection selection : orAll(selections, range)) {
            names.addAll(series.labelNames(selection));
        }
        return List.copyOf(names);
    }

    List<String> values(String name, List<SeriesSelection> selections, TimeRange range) {
        TreeSet<String> values = new TreeSet<>();
        for (SeriesSelection selection : orAll(selections, range)) {
            values.addAll(series.labelValues(name, selection));
        }
        return List.copyOf(values);
    }

    List<Labels> series(List<SeriesSelection> selections) {
        TreeSet<Labels> found = new TreeSet<>();
        for (SeriesSelection selection : selections) {
            found.addAll(series.series(selection));
        }
        return List.copyOf(found);
    }

    private static List<SeriesSelection> orAll(List<SeriesSelection> selections, TimeRange range) {
        return selections.isEmpty() ? List.of(new SeriesSelection(List.of(), range)) : selections;
    }
}
