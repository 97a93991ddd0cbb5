package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nightjar.ingest.exposition.ExposedSample;
import dev.nightjar.ingest.exposition.ExpositionSink;
import dev.nightjar.ingest.exposition.OpenMetricsParser;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.StaleMarker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/** What is exported is what was stored, and can be imported again. */
class ExportTest {
    private static final double[] VALUES = {
        0.1,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        1e15 + 0.125,
        Double.longBitsToDouble(StaleMarker.BITS)
    };
    private static final List<Labels> SERIES = List.of(
            Labels.of("__name__", "plain_total", "kept", "yes"),
            Labels.of("__name__", "plain_total", "kept", "yes", "path", "a\\b\"c\nd ü #"),
            Labels.of("__name__", "odd.name \"q\"\n", "kept", "yes", "a.b", "c"),
            Labels.of("__name__", "zebra", "kept", "yes"));

    @TempDir
    Path folder;

    private record Ran(int exit, String printed) {}

    @Test
    void what_is_exported_is_what_was_stored_and_can_be_imported() throws Exception {
        Path first = folder.resolve("first.txt");
        List<String> stored = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(folder.resolve("a"), "server", "--no-agent")) {
            store(server, SERIES, stored);
            Ran exported = export(server, first);
            assertThat(exported.exit()).as(exported.printed()).isZero();
            assertThat(exported.printed()).contains("without 4 stale markers, which the text has no form for");
            assertThat(samples(first)).containsExactlyInAnyOrderElementsOf(stored);
            assertThat(folder.resolve("first.txt.options")).doesNotExist();

            Ran again = export(server, first);
            assertThat(again.exit()).isEqualTo(1);
            assertThat(again.printed()).contains("is a complete export already");

            byte[] whole = Files.readAllBytes(first);
            for (int length : new int[] {0, 3, 12, whole.length / 2, whole.length - 7, whole.length - 1}) {
                Path broken = Files.write(folder.resolve("broken.txt"), Arrays.copyOf(whole, length));
                assertThat(export(server, broken).exit()).isZero();
                assertThat(samples(broken)).as("cut at " + length).containsExactlyInAnyOrderElementsOf(stored);
            }
            Path other = Files.write(folder.resolve("other.txt"), Arrays.copyOf(whole, whole.length / 2));
            Files.writeString(folder.resolve("other.txt.options"), "--start 1\n");
            Ran refused = export(server, other);
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.printed())
                    .contains("was begun with other options (--start 1), not with --match {kept=\"yes\"}");
            assertThat(other).hasSize(whole.length / 2);

            Path foreign = Files.writeString(folder.resolve("foreign.txt"), "not ours\n");
            assertThat(export(server, foreign).exit()).isEqualTo(1);
            assertThat(foreign).hasContent("not ours\n");
        }
        try (ServerProcess server = ServerProcess.start(folder.resolve("b"), "server", "--no-agent")) {
            Ran imported = run(
                    "import",
                    first.toString(),
                    "--progress",
                    folder.resolve("progress").toString(),
                    "--server",
                    server.url("").toString());
            assertThat(imported.exit()).as(imported.printed()).isZero();
            Path second = folder.resolve("second.txt");
            assertThat(export(server, second).exit()).isZero();
            assertThat(samples(second)).containsExactlyInAnyOrderElementsOf(stored);
        }
    }

    @Test
    void promtool_makes_blocks_of_it() throws Exception {
        String prometheus = System.getenv().getOrDefault("TEST_PROMETHEUS", "");
        assumeThat(prometheus).as("TEST_PROMETHEUS names no Prometheus").isNotEmpty();
        Path promtool = Path.of(prometheus).resolveSibling("promtool");
        assumeThat(promtool).as("promtool beside it").exists();
        Path file = folder.resolve("export.txt");
        try (ServerProcess server = ServerProcess.start(folder.resolve("a"), "server", "--no-agent")) {
            // quoted names are known to Prometheus 3 only
            store(server, List.of(SERIES.get(0), SERIES.get(1), SERIES.get(3)), new ArrayList<>());
            assertThat(export(server, file).exit()).isZero();
        }
        Ran blocks = run(List.of(
                promtool.toString(),
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                file.toString(),
                folder.resolve("blocks").toString()));
        assertThat(blocks.exit()).as(blocks.printed()).isZero();
        assertThat(folder.resolve("blocks")).isNotEmptyDirectory();
    }

    /** Adds to {@code stored} what is to come back: all but stale markers. */
    private static void store(ServerProcess server, List<Labels> series, List<String> stored) throws Exception {
        long now = System.currentTimeMillis() - 60_000;
        for (Labels labels : series) {
            long[] times = new long[VALUES.length];
            for (int i = 0; i < times.length; i++) {
                times[i] = now + 1001L * i;
                if (!StaleMarker.is(VALUES[i])) {
                    stored.add(labels + " " + VALUES[i] + " " + times[i]);
                }
            }
            byte[] body = Snappy.compress(RemoteWriteBody.of(LabelBytes.encode(labels), times, VALUES));
            Http.Answer answer = Http.post(
                    server.url("/api/v1/write"), "application/x-protobuf", body, "Content-Encoding", "snappy");
            assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        }
    }

    private static List<String> samples(Path file) throws Exception {
        List<String> found = new ArrayList<>();
        OpenMetricsParser.parse(Files.readString(file), new ExpositionSink() {
            @Override
            public void family(MetricMetadata metadata) {}

            @Override
            public void sample(ExposedSample sample) {
                found.add(sample.labels() + " " + sample.value() + " "
                        + sample.timestampMillis().orElseThrow());
            }
        });
        return found;
    }

    private static Ran export(ServerProcess server, Path to) throws Exception {
        return run(
                "export",
                "--out",
                to.toString(),
                "--match",
                "{kept=\"yes\"}",
                "--server",
                server.url("").toString());
    }

    private static Ran run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(ServerProcess.javaCommand());
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static Ran run(List<String> command) throws Exception {
        Process process = ServerProcess.withoutOurVariables(new ProcessBuilder(command).redirectErrorStream(true))
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), printed);
    }
}
