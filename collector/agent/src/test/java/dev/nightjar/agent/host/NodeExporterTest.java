package dev.nightjar.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.agent.reading.MetricWriter;
import dev.nightjar.agent.reading.Readings;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SampleBatch;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares what we say of this host with what node_exporter says of it: every series of its, by name and labels, and
 * the type of every metric. Wants {@code -Dnode.exporter=PATH} or {@code TEST_NODE_EXPORTER}; skipped without.
 */
class NodeExporterTest {
    private static final Pattern SAMPLE = Pattern.compile("(node_\\w+)(?:\\{(.*)\\})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Its account of itself, and what the README says we leave to it. */
    private static final Set<String> NOT_OURS = Set.of(
            "node_exporter_build_info",
            "node_textfile_scrape_error",
            "node_scrape_collector_success",
            "node_scrape_collector_duration_seconds");

    /** Names that node_exporter got after the version compared with. */
    private static final Set<String> NEWER = Set.of(
            "node_kernel_hung_tasks_total",
            "node_netstat_TcpExt_TCPOFOQueue",
            "node_netstat_TcpExt_TCPRcvQDrop",
            "node_pressure_irq_stalled_seconds_total",
            "node_softnet_backlog_len",
            "node_softnet_cpu_collision_total",
            "node_softnet_flow_limit_count_total",
            "node_softnet_received_rps_total");

    /** What does not change between two readings. */
    private static final Set<String> CONSTANTS = Set.of(
            "node_filefd_maximum",
            "node_nf_conntrack_entries_limit",
            "node_entropy_pool_size_bits",
            "node_memory_MemTotal_bytes",
            "node_boot_time_seconds",
            "node_timex_tick_seconds");

    @TempDir
    private Path folder;

    @Test
    void every_series_of_node_exporter_is_ours_too_under_the_same_labels_and_type() throws Exception {
        String exposed = exposed(
                program(),
                "--collector.netdev.device-exclude=^$",
                "--collector.diskstats.device-exclude=^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\\d+n\\d+p)\\d+$",
                "--collector.filesystem.mount-points-exclude="
                        + "^/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+"
                        + "|var/lib/containers/storage/.+)($|/)",
                "--no-collector.systemd");

        SampleBatch batch = ours(HostPaths.STANDARD);
        Set<String> ours = names(batch, name -> name.startsWith("node_"));
        Set<String> theirs = theirs(exposed);

        assertThat(theirs).hasSizeGreaterThan(100);
        assertThat(ours).as("all of node_exporter's").containsAll(theirs);
        ours.removeIf(series -> NEWER.contains(series.replaceAll("\\{.*", "")));
        assertThat(theirs).as("nothing it does not have").containsAll(ours);
        assertThat(types(batch)).containsAllEntriesOf(types(exposed));
        Map<String, Double> values = Readings.of(batch);
        for (String constant : CONSTANTS) {
            assertThat(exposed.lines()
                            .filter(line -> line.startsWith(constant + " "))
                            .map(line -> Double.parseDouble(line.substring(constant.length() + 1)))
                            .toList())
                    .as(constant)
                    .containsExactly(values.get(constant));
        }
    }

    /** On a tree of files, as this host has none of all that. */
    @Test
    void so_is_every_series_of_raid_nfs_nvme_firmware_and_files_of_metrics() throws Exception {
        HostPaths paths = RareHost.at(folder);
        String exposed = exposed(
                program(),
                "--path.procfs=" + paths.proc(),
                "--path.sysfs=" + paths.sys(),
                "--collector.disable-defaults",
                "--collector.mdadm",
                "--collector.nfs",
                "--collector.nfsd",
                "--collector.nvme",
                "--collector.dmi",
                "--collector.textfile",
                "--collector.textfile.directory=" + paths.textfiles());
        MetricWriter to = new MetricWriter(Labels.of("instance", "here"), Instant.ofEpochSecond(1_763_700_000));
        for (HostSource each : List.of(
                new RaidSource(paths.proc()),
                new NfsClientSource(paths.proc()),
                new NfsServerSource(paths.proc()),
                new NvmeSource(paths.sys()),
                new DmiSource(paths.sys()),
                new TextfileSource(paths.textfiles()))) {
            each.readInto(to);
        }

        SampleBatch batch = to.batch();
        assertThat(theirs(exposed)).hasSizeGreaterThan(250);
        assertThat(names(batch, name -> name.startsWith("node_"))).isEqualTo(theirs(exposed));
        assertThat(types(batch)).containsAllEntriesOf(types(exposed));
        Map<String, Double> values = Readings.of(batch);
        assertThat(exposed.lines().filter(line -> line.startsWith("node_md_")))
                .isNotEmpty()
                .allSatisfy(line -> {
                    int space = line.lastIndexOf(' ');
                    assertThat(values)
                            .containsEntry(
                                    line.substring(0, space).replace("\",", "\", "),
                                    Double.parseDouble(line.substring(space + 1)));
                });
    }

    private static Path program() {
        String named = System.getProperty("node.exporter", System.getenv().getOrDefault("TEST_NODE_EXPORTER", ""));
        assumeTrue(!named.isEmpty(), "no node_exporter to compare with: set TEST_NODE_EXPORTER to its program");
        return Path.of(named);
    }

    private static Set<String> names(SampleBatch of, Predicate<String> wanted) throws Exception {
        Set<String> names = new TreeSet<>();
        for (int s = 0; s < of.seriesCount(); s++) {
            Labels labels = LabelBytes.decode(of.bytes(), of.labelStart(s), of.labelEnd(s));
            if (wanted.test(labels.metricName()) && !NOT_OURS.contains(labels.metricName())) {
                names.add(labels.without("job").without("instance").toString());
            }
        }
        return names;
    }

    private static SampleBatch ours(HostPaths paths) {
        MetricWriter to = new MetricWriter(Labels.of("instance", "here"), Instant.ofEpochSecond(1_763_700_000));
        HostReader.of(paths, () -> 0).readInto(to);
        return to.batch();
    }

    private String exposed(Path program, String... options) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> line = new ArrayList<>(List.of(program.toString(), "--web.listen-address=127.0.0.1:" + port));
        line.addAll(List.of(options));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node_exporter.log").toFile())
                .start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (true) {
                try {
                    return http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body();
                } catch (IOException e) {
                    if (System.nanoTime() > giveUp || !process.isAlive()) {
                        throw e;
                    }
                    LockSupport.parkNanos(Duration.ofMillis(20).toNanos()); // it is starting
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Set<String> theirs(String exposed) {
        Set<String> series = new TreeSet<>();
        exposed.lines().forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches() && !NOT_OURS.contains(sample.group(1))) {
                Map<String, String> labels = new TreeMap<>();
                labels.put(Labels.METRIC_NAME, sample.group(1));
                Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
                while (label.find()) {
                    labels.put(label.group(1), label.group(2));
                }
                labels.values().removeIf(String::isEmpty); // an empty label is none
                series.add(Labels.of(labels).toString());
            }
        });
        return series;
    }

    private static Map<String, String> types(String exposed) {
        Map<String, String> types = new TreeMap<>();
        exposed.lines().filter(line -> line.startsWith("# TYPE node_")).forEach(line -> {
            String[] words = line.split(" ", -1);
            if (!NOT_OURS.contains(words[2])) {
                types.put(words[2], words[3].equals("untyped") ? "unknown" : words[3]);
            }
        });
        return types;
    }

    private static Map<String, String> types(SampleBatch batch) {
        Map<String, String> types = new TreeMap<>();
        for (MetricMetadata each : batch.attachments().metadata()) {
            types.put(each.family(), each.type().text());
        }
        return types;
    }
}
