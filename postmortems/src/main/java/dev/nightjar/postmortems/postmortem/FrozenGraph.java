package dev.nightjar.postmortems.postmortem;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A graph as it looked, kept as data: it can be drawn when the store no longer has the samples.
 *
 * @param unit as the web interface names units, such as {@code seconds} or {@code ratio}
 */
public record FrozenGraph(
        String title, String query, String unit, long startMillis, double stepSeconds, List<Series> series) {
    public FrozenGraph {
        series = List.copyOf(series);
    }

    /** One line; {@code values[i]} at {@code start + i * step}, null where there was none. */
    public record Series(Map<String, String> labels, List<@Nullable Double> values) {}
}
