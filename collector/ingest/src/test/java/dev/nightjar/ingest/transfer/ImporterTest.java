package dev.nightjar.ingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImporterTest {
    @TempDir
    Path directory;

    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final List<Long> reached = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void openmetrics_text_is_stored_with_its_times() throws Exception {
        Importer.Outcome outcome = run(write("""
                        # TYPE orders counter
                        orders_total{shop="a"} 1 100
                        orders_total{shop="a"} 3.5 115.5
                        up 1
                        # EOF
                        """), store, 0);

        assertThat(outcome.stored()).isEqualTo(2);
        assertThat(samples(Labels.of("__name__", "orders_total", "shop", "a")))
                .containsEntry(100_000L, 1.0)
                .containsEntry(115_500L, 3.5)
                .hasSize(2);
    }

    @Test
    void a_dump_of_promtool_is_stored() throws Exception {
        Importer.Outcome outcome = run(write("""
                        {__name__="up", instance="a:9100", path="C:\\\\x\\t\\"y\\"\\u00e4"} 1 1700000000000
                        {__name__="up", instance="a:9100", path="C:\\\\x\\t\\"y\\"\\u00e4"} NaN 1700000015000
                        {__name__="h"} {count:3, sum:1.5, (0.5,1]:3} 1700000000000
                        {__name__="up"} -Inf -5
                        """), store, 0);

        assertThat(outcome.stored()).isEqualTo(3);
        assertThat(samples(Labels.of("__name__", "up", "instance", "a:9100", "path", "C:\\x\t\"y\"ä")))
                .containsEntry(1_700_000_000_000L, 1.0)
                .containsEntry(1_700_000_015_000L, Double.NaN);
        assertThat(samples(Labels.of("__name__", "up"))).containsEntry(-5L, Double.NEGATIVE_INFINITY);
    }

    @Test
    void a_lone_nan_of_a_dump_is_the_end_of_its_series_and_others_are_values() throws Exception {
        run(write("""
                        {__name__="up"} 1 1000
                        {__name__="up"} NaN 2000
                        {__name__="up"} 1 3000
                        {__name__="up"} NaN 4000
                        {__name__="quantile"} NaN 1000
                        {__name__="quantile"} NaN 2000
                        {__name__="quantile"} NaN 3000
                        {__name__="quantile"} 7 4000
                        {__name__="last"} NaN 1000
                        """), store, 0);

        assertThat(markers(Labels.of("__name__", "up"))).containsExactly(2000L, 4000L);
        assertThat(markers(Labels.of("__name__", "quantile"))).isEmpty();
        assertThat(samples(Labels.of("__name__", "quantile"))).hasSize(4).containsEntry(3000L, Double.NaN);
        assertThat(markers(Labels.of("__name__", "last"))).containsExactly(1000L);
    }

    @Test
    void a_line_ends_with_a_line_feed_only_and_the_last_may_have_none() throws Exception {
        String filler = "x".repeat(70_000);
        run(write("# TYPE a unknown\na{v=\"one\rtwo\"} 1 1\na{v=\"" + filler + "\"} 2 2\n# EOF"), store, 0);

        assertThat(samples(Labels.of("__name__", "a", "v", "one\rtwo"))).containsEntry(1000L, 1.0);
        assertThat(samples(Labels.of("__name__", "a", "v", filler))).containsEntry(2000L, 2.0);
    }

    @Test
    void a_run_that_was_broken_off_goes_on_where_it_was() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            text.append("{__name__=\"m\", i=\"")
                    .append(i % 10)
                    .append("\"} ")
                    .append(i)
                    .append(' ')
                    .append(i)
                    .append('\n');
        }
        Path file = write(text.toString());
        SampleSink breaking = batch -> {
            if (reached.size() == 1) {
                throw new IllegalStateException("the network is gone");
            }
            return store.append(batch);
        };
        assertThatThrownBy(() -> run(file, breaking, 0)).isInstanceOf(IllegalStateException.class);
        assertThat(reached).containsExactly(20_000L);

        Importer.Outcome outcome = run(file, store, reached.getLast());
        assertThat(outcome.stored()).isEqualTo(30_000);
        long all = 0;
        for (int i = 0; i < 10; i++) {
            all += samples(Labels.of("__name__", "m", "i", "" + i)).size();
        }
        assertThat(all).isEqualTo(50_000);
    }

    @Test
    void refusals_are_counted_by_reason_and_overload_is_waited_out() throws Exception {
        List<IngestResult> answers = new ArrayList<>(List.of(
                new IngestResult.Overloaded(Duration.ofSeconds(3), "busy"),
                new IngestResult.Rejected(1, List.of(new Rejection("too_old", "before the retention", 2)))));
        Importer.Outcome outcome = run(
                write("{__name__=\"a\"} 1 1\n{__name__=\"a\"} 2 2\n{__name__=\"a\"} 3 3\n"),
                batch -> answers.removeFirst(),
                0);

        assertThat(pauses).containsExactly(Duration.ofSeconds(3));
        assertThat(outcome.stored()).isEqualTo(1);
        assertThat(outcome.refused()).containsEntry("too_old", 2L).hasSize(1);
    }

    @Test
    void a_store_that_never_takes_anything_ends_the_run() throws Exception {
        Path file = write("{__name__=\"a\"} 1 1\n");
        SampleSink busy = batch -> new IngestResult.Overloaded(Duration.ofSeconds(1), "the disk is full");

        assertThatThrownBy(() -> run(file, busy, 0))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("the disk is full");
    }

    @Test
    void an_escape_is_of_hexadecimal_digits() throws Exception {
        Path file = write("{__name__=\"a\", b=\"\\x-1\"} 1 1\n");

        assertThatThrownBy(() -> run(file, store, 0))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("line 1 is not of promtool's dump");
    }

    @Test
    void a_broken_line_is_named_and_what_came_before_is_not_told_as_done() throws Exception {
        Path file = write("{__name__=\"a\"} 1 1\n{__name__=\"a\" 2 2\n");

        assertThatThrownBy(() -> run(file, store, 0))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("line 2 is not of promtool's dump");
        assertThat(reached).isEmpty();
    }

    private Path write(String text) throws Exception {
        return Files.writeString(directory.resolve("source.txt"), text);
    }

    private Importer.Outcome run(Path file, SampleSink sink, long skip) throws Exception {
        try (SampleFeed feed = SampleFeeds.open(file)) {
            return new Importer(sink, pauses::add).run(feed, skip, (steps, outcome, progress) -> {
                assertThat(progress).isBetween(0.0, 1.0);
                reached.add(steps);
            });
        }
    }

    private List<Long> markers(Labels labels) {
        return samples(labels).entrySet().stream()
                .filter(sample -> StaleMarker.is(sample.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<Long, Double> samples(Labels labels) {
        TreeMap<Long, Double> found = new TreeMap<>();
        SampleBuffer buffer = new SampleBuffer();
        try (SeriesCursor cursor = store.select(new SeriesSelection(List.of(), TimeRange.ALL))) {
            while (cursor.next()) {
                if (cursor.labels().equals(labels)) {
                    cursor.read(buffer);
                }
            }
        }
        for (int i = 0; i < buffer.size(); i++) {
            found.put(buffer.timestampMillis(i), buffer.value(i));
        }
        return found;
    }
}
