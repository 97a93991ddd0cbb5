package dev.nightjar.agent.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What a source wrote, as PromQL would show it, without the labels every sample has. */
public final class Readings {
    private Readings() {}

    /** Something that writes a reading. */
    public interface Source {
        void readInto(MetricWriter to) throws IOException;
    }

    /** At 2025-11-21 04:40 UTC. */
    public static Map<String, Double> of(Source source) throws IOException, LabelBytes.InvalidLabelsException {
        MetricWriter to = new MetricWriter(Labels.of("instance", "web-7"), Instant.ofEpochSecond(1_763_700_000));
        source.readInto(to);
        return of(to.batch());
    }

    public static Map<String, Double> of(SampleBatch batch) throws LabelBytes.InvalidLabelsException {
        Map<String, Double> found = new TreeMap<>();
        for (int s = 0; s < batch.seriesCount(); s++) {
            Labels labels = LabelBytes.decode(batch.bytes(), batch.labelStart(s), batch.labelEnd(s));
            assertThat(labels.get("job")).isEqualTo("node");
            assertThat(labels.get("instance")).isNotEmpty();
            String name = labels.without("job").without("instance").toString();
            assertThat(found).as("every series once").doesNotContainKey(name);
            found.put(name, Double.longBitsToDouble(batch.valueBits(batch.firstSample(s))));
        }
        return found;
    }
}
