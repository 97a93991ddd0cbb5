package dev.nightjar.alerting.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.StaleMarker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesWriterTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Labels RECORDED = Labels.of("__name__", "job:took:sum");
    private static final NativeHistogram HISTOGRAM = new NativeHistogram(
            0,
            NativeHistogram.ResetHint.GAUGE,
            3,
            4.5,
            0,
            0,
            HistogramBuckets.of(new int[] {1}, new double[] {3}),
            HistogramBuckets.NONE);

    private final List<SampleBatch> stored = new ArrayList<>();
    private final SeriesWriter writer = new SeriesWriter(batch -> {
        stored.add(batch);
        return new IngestResult.Accepted(batch.sampleCount());
    });

    @Test
    void a_histogram_is_recorded_as_one() {
        writer.write(Map.of(RECORDED, new Sample(RECORDED, HISTOGRAM)), NOON);

        SampleBatch batch = stored.getFirst();
        assertThat(batch.sampleCount()).isEqualTo(1);
        assertThat(batch.attachments().histogram(0)).isEqualTo(HISTOGRAM);
    }

    @Test
    void a_series_that_the_rule_gives_no_longer_ends_with_a_stale_marker() {
        writer.write(Map.of(RECORDED, new Sample(RECORDED, HISTOGRAM)), NOON);
        writer.write(Map.of(), NOON.plusSeconds(60));

        SampleBatch batch = stored.getLast();
        assertThat(batch.attachments().histogram(0)).isNull();
        assertThat(batch.valueBits(0)).isEqualTo(StaleMarker.BITS);
    }
}
