package dev.nightjar.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agent.spool.DiskSpool;
import dev.nightjar.client.Shipment;
import dev.nightjar.model.BatchCodec;
import dev.nightjar.model.Exemplar;
import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.relabel.RelabelAction;
import dev.nightjar.model.relabel.RelabelRule;
import dev.nightjar.model.relabel.RelabelRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeSamplesTest {
    private static final long NOW = 1_763_700_000_000L;
    private static final EdgeLabels LABELS = new EdgeLabels(Labels.of("env", "prod"), "web-7", dropping("go_.*"));

    private DiskSpool spool;
    private EdgeSamples edge;

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws Exception {
        spool = DiskSpool.open(folder, 4 << 20);
        edge = new EdgeSamples(LABELS, spool, new SplittableRandom(1));
    }

    @AfterEach
    void end() throws Exception {
        spool.close();
    }

    private static RelabelRules dropping(String name) {
        return RelabelRules.of(List.of(new RelabelRule(
                RelabelAction.DROP,
                List.of(Labels.METRIC_NAME),
                RelabelRule.DEFAULT_SEPARATOR,
                name,
                0,
                "",
                RelabelRule.DEFAULT_REPLACEMENT)));
    }

    private List<SampleBatch> waiting() throws Exception {
        List<SampleBatch> batches = new ArrayList<>();
        for (Optional<Shipment> next = spool.oldest(); next.isPresent(); next = spool.oldest()) {
            batches.add(BatchCodec.decodeSamples(next.get().body()));
            spool.delivered(next.get());
        }
        return batches;
    }

    private static Labels labels(SampleBatch of, int series) throws Exception {
        return LabelBytes.decode(of.bytes(), of.labelStart(series), of.labelEnd(series));
    }

    @ParameterizedTest
    @CsvSource({
        "'', web-7",
        "localhost:9100, web-7:9100",
        "127.0.0.1:8080, web-7:8080",
        "[::1]:8080, web-7:8080",
        "localhost, web-7",
        "10.0.0.4:9100, 10.0.0.4:9100",
        "localhost.example:80, localhost.example:80",
    })
    void an_instance_that_means_here_says_where_here_is(String said, String left) {
        Labels series = Labels.of(Labels.METRIC_NAME, "up", "job", "shop").with("instance", said);

        assertThat(LABELS.of(series).orElseThrow().get("instance")).isEqualTo(left);
    }

    @Test
    void labels_of_the_host_do_not_take_the_place_of_the_services() {
        assertThat(LABELS.of(Labels.of(Labels.METRIC_NAME, "up", "env", "test"))
                        .orElseThrow()
                        .get("env"))
                .isEqualTo("test");
        assertThat(LABELS.of(Labels.of(Labels.METRIC_NAME, "go_goroutines"))).isEmpty();
    }

    @Test
    void samples_wait_on_the_disk_with_all_that_came_along() throws Exception {
        NativeHistogram histogram = new NativeHistogram(
                3,
                NativeHistogram.ResetHint.UNKNOWN,
                2,
                5,
                1e-128,
                0,
                HistogramBuckets.of(new int[] {4}, new double[] {2}),
                HistogramBuckets.NONE);
        Exemplar exemplar = new Exemplar(Labels.of("trace_id", "abc"), 3, NOW);
        MetricMetadata about = new MetricMetadata("orders", MetricMetadata.Type.COUNTER, "Orders.", "");
        SampleBatch batch = SampleBatch.builder()
                .series(Labels.of(Labels.METRIC_NAME, "go_goroutines"))
                .sample(NOW, 7)
                .series(Labels.of(Labels.METRIC_NAME, "orders_total"))
                .sample(NOW, 3)
                .startedAt(NOW - 5000)
                .exemplar(exemplar)
                .series(Labels.of(Labels.METRIC_NAME, "gone"))
                .sampleBits(NOW, StaleMarker.BITS)
                .series(Labels.of(Labels.METRIC_NAME, "took_seconds"))
                .histogram(NOW, histogram)
                .metadata(about)
                .build();

        assertThat(edge.append(batch)).isEqualTo(new IngestResult.Accepted(4));

        List<SampleBatch> waiting = waiting();
        assertThat(waiting).hasSize(1);
        SampleBatch left = waiting.getFirst();
        assertThat(left.seriesCount()).isEqualTo(3);
        assertThat((Object) labels(left, 0))
                .isEqualTo(Labels.of(Labels.METRIC_NAME, "orders_total", "env", "prod", "instance", "web-7"));
        assertThat(left.attachments().startMillis(0)).isEqualTo(NOW - 5000);
        assertThat(left.attachments().exemplars()).singleElement().satisfies(each -> {
            assertThat(each.series()).isZero();
            assertThat(each.exemplar()).isEqualTo(exemplar);
        });
        assertThat(left.valueBits(1)).isEqualTo(StaleMarker.BITS);
        assertThat(left.attachments().histogram(2)).isEqualTo(histogram);
        assertThat(left.attachments().metadata()).containsExactly(about);
    }

    @Test
    void many_series_go_in_several_shipments_none_of_them_lost() throws Exception {
        SampleBatch.Builder many = SampleBatch.builder();
        for (int i = 0; i < 25_000; i++) {
            many.series(Labels.of(Labels.METRIC_NAME, "m", "i", Integer.toString(i)))
                    .sample(NOW, i);
        }

        assertThat(edge.append(many.build())).isEqualTo(new IngestResult.Accepted(25_000));

        List<SampleBatch> waiting = waiting();
        assertThat(waiting).extracting(SampleBatch::seriesCount).containsExactly(10_000, 10_000, 5_000);
        assertThat(labels(waiting.get(1), 0).get("i")).isEqualTo("10000");
    }

    @Test
    void where_nothing_can_be_kept_the_feed_is_asked_to_wait() throws Exception {
        SampleBatch one = SampleBatch.builder()
                .series(Labels.of(Labels.METRIC_NAME, "up"))
                .sample(NOW, 1)
                .build();
        try (DiskSpool small = DiskSpool.open(folder.resolve("small"), 10)) {
            EdgeSamples cramped = new EdgeSamples(LABELS, small, new SplittableRandom(1));

            assertThat(cramped.append(one)).isInstanceOf(IngestResult.Overloaded.class);
        }
    }
}
