package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.BatchCodec;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the client library and the agent send, over real HTTP. */
class ClientRoutesTest {
    private final TestingRoutes routes = TestingRoutes.withoutMore();

    @AfterEach
    void stop() {
        routes.close();
    }

    private HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of("User-Agent", "Prometheus/2.42.0"));
        all.addAll(List.of(headers));
        return routes.send("POST", path, body, all.toArray(String[]::new));
    }

    private List<Labels> storedSeries() {
        return routes.series().series(new SeriesSelection(List.of(), TimeRange.ALL));
    }

    private String storedLines() {
        return String.join("\n", routes.lines()) + "\n";
    }

    @Test
    void a_clients_batch_is_stored_once_however_often_it_is_sent() throws Exception {
        AtomicInteger stored = new AtomicInteger();
        routes.samplesGoTo(batch -> {
            stored.incrementAndGet();
            return routes.series().append(batch);
        });
        byte[] batch = BatchCodec.encode(SampleBatch.builder()
                .series(Labels.of("__name__", "up"))
                .sample(1, 1)
                .build());
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response = post(
                    "/nightjar/v1/ingest/metrics",
                    batch,
                    "Content-Type",
                    BatchCodec.CONTENT_TYPE,
                    "Nightjar-Batch-Id",
                    "agent-1:7");
            assertThat(response.statusCode()).isEqualTo(204);
        }

        assertThat(stored).hasValue(1);
        assertThat(storedSeries()).containsExactly(Labels.of("__name__", "up"));
        assertThat(routes.counters().snapshot())
                .containsExactly(
                        new IngestCounters.Count("client_metrics", "Prometheus", "accepted", 1, 1),
                        new IngestCounters.Count("client_metrics", "Prometheus", "duplicate", 2, 0));
    }

    @Test
    void a_clients_log_batch_is_stored_and_a_damaged_one_refused() throws Exception {
        byte[] batch = BatchCodec.encode(new LogBatch(List.of(LogBatch.stream(Labels.of("a", "b"))
                .line(5, "hello".getBytes(StandardCharsets.UTF_8))
                .build())));

        assertThat(post("/nightjar/v1/ingest/logs", batch, "Content-Type", BatchCodec.CONTENT_TYPE)
                        .statusCode())
                .isEqualTo(204);
        HttpResponse<String> cut = post(
                "/nightjar/v1/ingest/logs",
                Arrays.copyOf(batch, batch.length - 3),
                "Content-Type",
                BatchCodec.CONTENT_TYPE);
        assertThat(cut.statusCode()).isEqualTo(400);
        assertThat(cut.body()).startsWith("batch: checksum is");
        assertThat(storedLines()).isEqualTo("{a=\"b\"} 5 hello\n");
    }
}
