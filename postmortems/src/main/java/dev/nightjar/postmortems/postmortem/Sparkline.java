package dev.nightjar.postmortems.postmortem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns values into a line of block characters that any text shows; a gap is a space. */
final class Sparkline {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";
    private static final int WIDTH = 60;

    private Sparkline() {}

    /** Lines that are read together share {@code low} (zero or below) and {@code high}. */
    static String of(List<@Nullable Double> values, double low, double high) {
        StringBuilder text = new StringBuilder();
        for (Double point : shrunk(values)) {
            double height = point == null || high <= low ? 0 : Math.clamp((point - low) / (high - low), 0, 1);
            text.append(point == null ? ' ' : BLOCKS.charAt((int) Math.round(height * (BLOCKS.length() - 1))));
        }
        return text.toString();
    }

    /** At most {@link #WIDTH} points, each the largest of those it stands for: peaks stay. */
    private static List<@Nullable Double> shrunk(List<@Nullable Double> values) {
        int points = Math.min(WIDTH, values.size());
        List<@Nullable Double> shrunk = new ArrayList<>(points);
        for (int i = 0; i < points; i++) {
            int from = i * values.size() / points;
            int to = (i + 1) * values.size() / points;
            Double largest = null;
            for (Double value : values.subList(from, to)) {
                if (value != null && Double.isFinite(value)) {
                    largest = largest == null ? value : (Double) Math.max(largest, value);
                }
            }
            shrunk.add(largest);
        }
        return shrunk;
    }
}
