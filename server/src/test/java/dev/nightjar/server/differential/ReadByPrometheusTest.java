package dev.nightjar.server.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nightjar.server.e2e.ServerProcess;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus with an empty store reads everything from Nightjar, as chunks, native histograms among it. */
class ReadByPrometheusTest {
    private static final List<String> QUERIES = List.of(
            "nh_counter",
            "nh_custom",
            "nh_gauge",
            "nh_mixed",
            "requests_total",
            "temperature",
            "sum(nh_custom)",
            "histogram_quantile(0.9, sum by (job) (nh_counter))",
            "sum_over_time(nh_gauge[3m])");

    @TempDir
    Path folder;

    @Test
    void prometheus_reads_back_by_remote_read_what_nightjar_answers() throws Exception {
        String program = System.getenv().getOrDefault("TEST_PROMETHEUS_3", "");
        assumeThat(program).as("TEST_PROMETHEUS_3 names no Prometheus 3").isNotEmpty();
        int version = RealPrometheus.version(program);
        HttpClient client = HttpClient.newHttpClient();
        Path config = Files.writeString(folder.resolve("nightjar.yaml"), "metrics: {retention: 36500d}\n");
        try (ServerProcess nightjar = ServerProcess.start(
                        folder.resolve("data"), "server", "--no-agent", "--config", config.toString());
                RealPrometheus prometheus = RealPrometheus.start(
                        program,
                        folder,
                        "remote_read: [{url: \"" + nightjar.url("/api/v1/read") + "\", read_recent: true}]\n")) {
            Side ours = new Side(nightjar.url("/"), client);
            Side theirs = new Side(prometheus.origin(), client);
            SplittableRandom random = new SplittableRandom(7);
            ours.write(WriteBody.of(SampleData.of(random)));
            for (byte[] request : HistogramBody.of(HistogramData.of(random, version))) {
                ours.write2(request);
            }
            When when = new When.Steps(SampleData.START, SampleData.END, 15_000, "");
            for (String query : QUERIES) {
                Answer our = ours.ask(query, when);
                assertThat(our.series()).as(query).isNotEmpty();
                assertThat(Comparison.difference(our, theirs.ask(query, when)))
                        .as(query)
                        .isEqualTo(Optional.empty());
            }
        }
    }
}
