package dev.nightjar.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.probeconfig.ProbeFiles;
import dev.nightjar.ingest.scrape.TestingAlarm;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.TimeRange;
import dev.nightjar.model.probe.ProbeStatus;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes by the clock, which the test moves; the target is a real server. */
class ProbingTest {
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final TestingAlarm alarm = new TestingAlarm(clock);
    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private HttpServer server;
    private ProbeBench bench;
    private Probing probing;
    private volatile int status = 200;

    @BeforeEach
    void open() throws IOException {
        bench = new ProbeBench(folder, clock);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        probing = open(bench);
    }

    private Probing open(ProbeBench with) {
        return new Probing(with.prober, store, new IngestCounters(clock), clock, alarm, Runnable::run, "host");
    }

    @AfterEach
    void close() throws Exception {
        probing.close();
        server.stop(0);
        bench.close();
    }

    private String target() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/health";
    }

    private void define(String... probes) throws IOException {
        Files.writeString(folder.resolve(ProbeFiles.PROBES), "probes:\n" + String.join("\n", probes) + "\n");
        probing.apply(ProbeFiles.read(folder));
    }

    private String shop(String more) {
        return "  - {name: shop, kind: http, target: '" + target() + "', labels: {service: checkout}" + more + "}";
    }

    private void runs(int number) {
        for (int i = 0; i < number; i++) {
            alarm.advance(INTERVAL);
        }
    }

    private ProbeStatus.State state() {
        return probing.probes().getFirst().state();
    }

    /** The values of {@code metric}, a stale marker as "end". */
    private List<String> values(String metric) {
        List<String> values = new ArrayList<>();
        SampleBuffer samples = new SampleBuffer();
        try (SeriesCursor cursor =
                store.select(new SeriesSelection(List.of(Matcher.equal(Labels.METRIC_NAME, metric)), TimeRange.ALL))) {
            while (cursor.next()) {
                samples.clear();
                cursor.read(samples);
                for (int i = 0; i < samples.size(); i++) {
                    values.add(StaleMarker.is(samples.value(i)) ? "end" : Double.toString(samples.value(i)));
                }
            }
        }
        return values;
    }

    @Test
    void a_probe_is_run_every_interval_and_stored_with_its_labels() throws IOException {
        define(shop(""));
        runs(3);

        assertThat(values("probe_success")).containsExactly("1.0", "1.0", "1.0");
        assertThat(store.series(new SeriesSelection(
                        List.of(Matcher.equal(Labels.METRIC_NAME, "probe_http_status_code")), TimeRange.ALL)))
                .containsExactly(Labels.of(
                        "__name__",
                        "probe_http_status_code",
                        "instance",
                        target(),
                        "job",
                        "probe",
                        "probe",
                        "shop",
                        "service",
                        "checkout"));
        ProbeStatus shown = probing.probes().getFirst();
        assertThat(shown.last()).hasValueSatisfying(run -> {
            assertThat(run.success()).isTrue();
            assertThat(run.phases()).extracting(ProbeStatus.Phase::name).contains("connect", "processing");
        });
        assertThat(shown.lastFailure()).isEmpty();
        assertThat(shown.recent()).containsExactly(true, true, true);
    }

    @Test
    void it_is_failing_when_so_many_of_so_many_runs_failed() throws IOException {
        define(shop(", failing: 2 of 3"));
        runs(3);
        assertThat(state()).isEqualTo(ProbeStatus.State.PASSING);

        status = 500;
        runs(1);
        assertThat(state()).isEqualTo(ProbeStatus.State.PASSING);
        runs(1);
        assertThat(state()).isEqualTo(ProbeStatus.State.FAILING);
        status = 200;
        runs(1);
        assertThat(state()).isEqualTo(ProbeStatus.State.FAILING);
        runs(1);
        assertThat(state()).isEqualTo(ProbeStatus.State.PASSING);

        // the first run alone does not say yet what two of three come to
        assertThat(values("probe_failing")).containsExactly("0.0", "0.0", "0.0", "1.0", "1.0", "0.0");
        assertThat(probing.probes().getFirst().lastFailure()).hasValueSatisfying(failure -> {
            assertThat(failure.phase()).isEqualTo("expectation");
            assertThat(failure.reason()).isEqualTo("answered 500, expected 200 to 299");
        });
    }

    @Test
    void after_a_restart_nothing_is_said_before_it_is_known_again() throws Exception {
        status = 500;
        define(shop(""));
        runs(2);
        assertThat(values("probe_failing")).containsExactly("1.0");
        probing.close();
        bench.close();

        bench = new ProbeBench(folder, clock);
        probing = open(bench);
        define(shop(""));
        runs(1);
        assertThat(state()).isEqualTo(ProbeStatus.State.UNKNOWN);
        assertThat(values("probe_failing")).containsExactly("1.0");
        runs(1);
        assertThat(values("probe_failing")).containsExactly("1.0", "1.0");
        assertThat(values("probe_success")).containsExactly("0.0", "0.0", "0.0", "0.0");
    }

    @Test
    void the_series_of_what_is_no_longer_probed_end() throws IOException {
        define(shop(""));
        runs(3);
        Files.writeString(folder.resolve(ProbeFiles.PROBES), "probes: []\n");
        probing.apply(ProbeFiles.read(folder));
        runs(2);

        assertThat(values("probe_success")).containsExactly("1.0", "1.0", "1.0", "end");
        assertThat(values("probe_failing")).endsWith("end");
        assertThat(probing.probes()).isEmpty();
    }

    @Test
    void a_series_that_a_run_does_not_bring_any_more_ends() throws IOException {
        define(shop(""));
        status = 503;
        runs(1);
        status = 200;
        runs(1);

        assertThat(values("probe_failure_info")).containsExactly("1.0", "end");
        assertThat(values("probe_success")).containsExactly("0.0", "1.0");
    }

    @Test
    void a_probe_that_is_changed_goes_on_with_its_series() throws IOException {
        define(shop(""));
        runs(3);
        define(shop(", expect: {status: [204]}"));
        runs(1);

        assertThat(values("probe_success")).containsExactly("1.0", "1.0", "1.0", "0.0");
        assertThat(probing.probes().getFirst().recent()).containsExactly(true, true, false);
    }
}
