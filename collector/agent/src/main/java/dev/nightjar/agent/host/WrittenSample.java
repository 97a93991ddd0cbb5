package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.util.List;

/**
 * A sample that a job of this host wrote.
 *
 * @param name of the series, which is the family's or, of histograms and summaries, longer
 * @param labels names and values by turns
 */
record WrittenSample(Family family, String name, double value, List<String> labels) {
    WrittenSample {
        labels = List.copyOf(labels);
    }

    void writeTo(MetricWriter to) {
        to.add(family, name, value, labels.toArray(String[]::new));
    }
}
