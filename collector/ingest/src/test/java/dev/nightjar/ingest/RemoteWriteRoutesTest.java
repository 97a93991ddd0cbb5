package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** Remote write 1.0 and 2.0 over real HTTP. */
class RemoteWriteRoutesTest {
    private final TestingRoutes routes = TestingRoutes.withoutMore();

    @AfterEach
    void stop() {
        routes.close();
    }

    private static final String JSON = "application/json";
    private static final String PROTO = "application/x-protobuf";

    private HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of("User-Agent", "Prometheus/2.42.0"));
        all.addAll(List.of(headers));
        return routes.send("POST", path, body, all.toArray(String[]::new));
    }

    private HttpResponse<String> write(byte[] body) throws Exception {
        return post("/api/v1/write", body, "Content-Type", PROTO, "Content-Encoding", "snappy");
    }

    private List<Labels> storedSeries() {
        return routes.series().series(new SeriesSelection(List.of(), TimeRange.ALL));
    }

    @Test
    void remote_write_is_stored_and_answered_204() throws Exception {
        HttpResponse<String> response =
                write(Snappy.compress(ProtoBytes.writeRequest("up", 1000, 1).toBytes()));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(routes.series().series(new SeriesSelection(List.of(Matcher.equal("__name__", "up")), TimeRange.ALL)))
                .containsExactly(Labels.of("__name__", "up", "service", "checkout"));
        assertThat(routes.counters().snapshot())
                .containsExactly(new IngestCounters.Count("remote_write", "Prometheus", "accepted", 1, 1));
    }

    @Test
    void a_small_request_after_a_large_one_holds_only_what_it_brought() throws Exception {
        ByteArrayOutputStream large = new ByteArrayOutputStream();
        for (int i = 0; i < 500; i++) {
            large.write(ProtoBytes.writeRequest("large_" + i, 1000, i).toBytes());
        }
        assertThat(write(Snappy.compress(large.toByteArray())).statusCode()).isEqualTo(204);
        assertThat(write(Snappy.compress(
                                ProtoBytes.writeRequest("small", 2000, 7).toBytes()))
                        .statusCode())
                .isEqualTo(204);

        assertThat(routes.counters().snapshot())
                .containsExactly(new IngestCounters.Count("remote_write", "Prometheus", "accepted", 2, 501));
        assertThat(storedSeries()).hasSize(501);
    }

    @Test
    void truncated_snappy_is_a_clear_400_and_nothing_is_stored() throws Exception {
        byte[] block = Snappy.compress(ProtoBytes.writeRequest("up", 1000, 1).toBytes());

        HttpResponse<String> response = write(Arrays.copyOf(block, block.length - 9));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .startsWith("snappy: byte 1: literal of 53 bytes")
                .contains("truncated");
        assertThat(storedSeries()).isEmpty();
        assertThat(routes.counters().expose())
                .contains("nightjar_ingest_requests_total{protocol=\"remote_write\",source=\"Prometheus\","
                        + "outcome=\"malformed\"} 1\n");
    }

    @Test
    void an_invalid_label_is_a_400_that_names_it() throws Exception {
        byte[] body = Snappy.compress(new ProtoBytes()
                .message(
                        1,
                        new ProtoBytes()
                                .message(1, ProtoBytes.label("a", "1"))
                                .message(1, ProtoBytes.label("a", "2"))
                                .message(2, ProtoBytes.sample(1, 1)))
                .toBytes());

        HttpResponse<String> response = write(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("invalid_label: series 0 of the batch: duplicate label name \"a\".\nstored: 0\n");
        assertThat(storedSeries()).isEmpty();
    }

    @Test
    void series_without_fault_are_stored_beside_others_and_the_answer_names_these() throws Exception {
        ProtoBytes request = ProtoBytes.writeRequest("up", 1000, 1)
                .message(
                        1,
                        new ProtoBytes()
                                .message(1, ProtoBytes.label("__name__", "twice"))
                                .message(1, ProtoBytes.label("a", "1"))
                                .message(1, ProtoBytes.label("a", "2"))
                                .message(2, ProtoBytes.sample(1, 1)))
                .message(
                        1,
                        new ProtoBytes().message(1, ProtoBytes.label("a", "b")).message(2, ProtoBytes.sample(1, 1)))
                .append(ProtoBytes.writeRequest("down", 1000, 1).toBytes());

        HttpResponse<String> response = write(Snappy.compress(request.toBytes()));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("invalid_label: series 1 of the batch: duplicate label name \"a\". 1 more series have such"
                        + " labels.\nstored: 2\n");
        assertThat(storedSeries())
                .containsExactlyInAnyOrder(
                        Labels.of("__name__", "up", "service", "checkout"),
                        Labels.of("__name__", "down", "service", "checkout"));
    }

    @Test
    void a_series_without_labels_is_refused_alone() throws Exception {
        ProtoBytes request = ProtoBytes.writeRequest("up", 1000, 1)
                .message(1, new ProtoBytes().message(2, ProtoBytes.sample(1, 1)))
                .append(ProtoBytes.writeRequest("down", 1000, 1).toBytes());

        HttpResponse<String> response = write(Snappy.compress(request.toBytes()));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("invalid_label: 1 time series have no labels to go by; the first: the time series at byte"
                        + " 55 has samples but no labels\nstored: 2\n");
        assertThat(storedSeries()).hasSize(2);
        assertThat(routes.counters().snapshot())
                .contains(new IngestCounters.Count("remote_write", "Prometheus", "invalid_label", 1, 1));
    }

    @Test
    void remote_write_2_is_told_what_was_written_beside_series_without_labels() throws Exception {
        ProtoBytes none = new ProtoBytes()
                .message(2, ProtoBytes.sample(1000, 1))
                .message(3, HistogramBytes.whole(2000))
                .message(4, new ProtoBytes().fixed64(2, 5).varint(3, 1000));
        ProtoBytes elsewhere = new ProtoBytes().varint(1, 1).varint(1, 9).message(2, ProtoBytes.sample(1000, 1));

        HttpResponse<String> response = write2(request2(ProtoBytes.sample(1000, 1), HistogramBytes.whole(2000))
                .message(5, none)
                .message(5, elsewhere));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .startsWith("invalid_label: 2 time series have no labels to go by; the first: the time series at byte ")
                .endsWith(" has samples but no labels\nstored: 2\n");
        assertThat(written(response)).containsExactly("1", "1", "1");
        assertThat(storedSeries()).containsExactly(Labels.of("__name__", "up"));
    }

    @Test
    void remote_write_2_is_told_what_was_written_beside_series_that_are_none() throws Exception {
        ProtoBytes twice = new ProtoBytes()
                .varint(1, 1)
                .varint(1, 2)
                .varint(1, 1)
                .varint(1, 2)
                .message(2, ProtoBytes.sample(1000, 1))
                .message(4, new ProtoBytes().fixed64(2, 5).varint(3, 1000));

        HttpResponse<String> response = write2(
                request2(ProtoBytes.sample(1000, 1), HistogramBytes.whole(2000)).message(5, twice));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("invalid_label: series 1 of the batch: duplicate label name \"__name__\".\nstored: 2\n");
        assertThat(written(response)).containsExactly("1", "1", "1");
        assertThat(storedSeries()).containsExactly(Labels.of("__name__", "up"));
    }

    private HttpResponse<String> write2(ProtoBytes request) throws Exception {
        return post(
                "/api/v1/write",
                Snappy.compress(request.toBytes()),
                "Content-Type",
                "application/x-protobuf;proto=io.prometheus.write.v2.Request",
                "Content-Encoding",
                "snappy",
                "X-Prometheus-Remote-Write-Version",
                "2.0.0");
    }

    private static List<String> written(HttpResponse<String> response) {
        return Stream.of("Samples", "Histograms", "Exemplars")
                .map(what -> response.headers()
                        .firstValue("X-Prometheus-Remote-Write-" + what + "-Written")
                        .orElse("none"))
                .toList();
    }

    private static ProtoBytes request2(ProtoBytes... samples) {
        ProtoBytes one = new ProtoBytes().varint(1, 1).varint(1, 2);
        for (ProtoBytes sample : samples) {
            one.message(sample.toBytes().length > 20 ? 3 : 2, sample);
        }
        one.message(4, new ProtoBytes().fixed64(2, 5).varint(3, 1000));
        return new ProtoBytes().text(4, "").text(4, "__name__").text(4, "up").message(5, one);
    }

    @Test
    void remote_write_2_is_told_what_was_written() throws Exception {
        HttpResponse<String> all = write2(request2(ProtoBytes.sample(1000, 1), HistogramBytes.whole(2000)));

        assertThat(all.statusCode()).isEqualTo(204);
        assertThat(all.body()).isEmpty();
        assertThat(written(all)).containsExactly("1", "1", "1");
        assertThat(storedSeries()).containsExactly(Labels.of("__name__", "up"));
        assertThat(routes.series().exemplars(new SeriesSelection(List.of(), TimeRange.ALL)))
                .hasSize(1);
        assertThat(routes.counters().expose())
                .contains("nightjar_ingest_attachments_total{protocol=\"remote_write\",source=\"Prometheus\","
                        + "kind=\"histogram\"} 1");
    }

    @Test
    void remote_write_2_is_told_what_was_written_also_where_it_failed() throws Exception {
        HttpResponse<String> invalid = write2(
                request2(ProtoBytes.sample(1000, 1), HistogramBytes.whole(2000).varint(1, 99)));
        assertThat(invalid.statusCode()).isEqualTo(400);
        assertThat(invalid.body()).startsWith("invalid_histogram: 1 native histograms make no sense; the first: ");
        assertThat(written(invalid)).containsExactly("1", "0", "1");

        HttpResponse<String> damaged = write2(new ProtoBytes().bytes(5, new byte[] {8}));
        assertThat(damaged.statusCode()).isEqualTo(400);
        assertThat(written(damaged)).containsExactly("0", "0", "0");

        routes.samplesGoTo(batch -> new IngestResult.Overloaded(Duration.ofSeconds(2), "full"));
        HttpResponse<String> full = write2(request2(ProtoBytes.sample(1000, 1)));
        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(written(full)).containsExactly("0", "0", "0");

        routes.samplesGoTo(batch -> new IngestResult.Rejected(1, List.of(new Rejection("too_old", "too old", 2))));
        HttpResponse<String> partly =
                write2(request2(ProtoBytes.sample(1000, 1), ProtoBytes.sample(2000, 1), HistogramBytes.whole(3000)));
        assertThat(partly.statusCode()).isEqualTo(400);
        assertThat(written(partly)).containsExactly("0", "0", "1");
    }

    @Test
    void metadata_may_come_alone() throws Exception {
        ProtoBytes about = new ProtoBytes().varint(1, 1).text(2, "up").text(4, "Whether it runs.");

        assertThat(write(Snappy.compress(new ProtoBytes().message(3, about).toBytes()))
                        .statusCode())
                .isEqualTo(204);
        assertThat(routes.series().metadata("up"))
                .containsEntry(
                        "up", List.of(new MetricMetadata("up", MetricMetadata.Type.COUNTER, "Whether it runs.", "")));
    }

    @Test
    void a_body_of_which_nothing_is_said_is_remote_write_1_in_snappy() throws Exception {
        byte[] body = Snappy.compress(ProtoBytes.writeRequest("up", 1000, 1).toBytes());

        assertThat(post("/api/v1/write", body).statusCode()).isEqualTo(204);
        assertThat(storedSeries()).containsExactly(Labels.of("__name__", "up", "service", "checkout"));
    }

    @Test
    void other_types_and_encodings_are_415_with_the_way_out() throws Exception {
        byte[] body = Snappy.compress(ProtoBytes.writeRequest("up", 1000, 1).toBytes());

        assertThat(post("/api/v1/write", body, "Content-Type", PROTO, "Content-Encoding", "gzip")
                        .body())
                .isEqualTo("Content-Encoding must be snappy (block format), found gzip\n");
        assertThat(post("/api/v1/write", body, "Content-Type", JSON, "Content-Encoding", "snappy")
                        .body())
                .isEqualTo(
                        "Content-Type must be application/x-protobuf (remote write 1.0) or"
                                + " application/x-protobuf;proto=io.prometheus.write.v2.Request (2.0), found application/json\n");
        assertThat(post(
                                "/api/v1/write",
                                body,
                                "Content-Type",
                                "application/x-protobuf;proto=prometheus.WriteRequest",
                                "Content-Encoding",
                                "snappy")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void an_overloaded_store_says_when_to_come_back() throws Exception {
        routes.samplesGoTo(batch -> new IngestResult.Overloaded(Duration.ofMillis(2500), "the head is full"));

        HttpResponse<String> response =
                write(Snappy.compress(ProtoBytes.writeRequest("up", 1000, 1).toBytes()));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("3");
        assertThat(response.body()).isEqualTo("overloaded: the head is full; send it again in 3 s\n");
    }

    @Test
    void what_is_stored_in_part_is_a_400_with_reasons() throws Exception {
        routes.samplesGoTo(batch -> new IngestResult.Rejected(
                1, List.of(new Rejection("too_old", "sample at 5 is older than the retention of 15 d", 3))));

        HttpResponse<String> response =
                write(Snappy.compress(ProtoBytes.writeRequest("up", 1000, 1).toBytes()));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("too_old: sample at 5 is older than the retention of 15 d\nstored: 1\n");
        assertThat(routes.counters().snapshot())
                .containsExactly(
                        new IngestCounters.Count("remote_write", "Prometheus", "accepted", 1, 1),
                        new IngestCounters.Count("remote_write", "Prometheus", "too_old", 1, 3));
    }
}
