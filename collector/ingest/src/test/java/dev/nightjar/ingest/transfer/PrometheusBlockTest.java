package dev.nightjar.ingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads blocks that a real promtool has written: {@code TEST_PROMETHEUS} names the prometheus binary beside it. */
class PrometheusBlockTest {
    private static final long START = 1_700_000_000_000L;

    @TempDir
    Path directory;

    private final Map<Labels, NavigableMap<Long, Double>> expected = new TreeMap<>();
    private Path data = Path.of("");

    @BeforeEach
    void write() throws Exception {
        Path prometheus = Path.of(System.getenv().getOrDefault("TEST_PROMETHEUS", ""));
        Path promtool = prometheus.resolveSibling("promtool");
        Assumptions.assumeTrue(
                Files.isExecutable(promtool), "no promtool beside TEST_PROMETHEUS: nobody here can write a block");
        Path text = Files.writeString(directory.resolve("samples.txt"), samples());
        data = directory.resolve("data");
        run(promtool, "tsdb", "create-blocks-from", "openmetrics", text.toString(), data.toString());
    }

    @Test
    void every_sample_of_every_block_is_read() throws Exception {
        try (Stream<Path> blocks = Files.list(data)) {
            assertThat(blocks.filter(BlockFeed::isBlock)).hasSizeGreaterThan(1);
        }
        assertThat(read(data)).isEqualTo(expected);
    }

    @Test
    void a_flipped_bit_is_noticed_wherever_it_is() throws Exception {
        Random random = new Random(2);
        Path block = blocks().getFirst();
        for (Path file : List.of(block.resolve("index"), block.resolve("chunks/000001"))) {
            byte[] good = Files.readAllBytes(file);
            int noticed = 0;
            for (int round = 0; round < 60; round++) {
                byte[] bad = good.clone();
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bad);
                try {
                    read(block);
                } catch (TransferException e) {
                    assertThat(e).hasMessageContaining(file.toString());
                    noticed++;
                }
            }
            Files.write(file, good);
            assertThat(noticed).as("%s", file).isGreaterThan(10);
        }
    }

    @Test
    void a_cut_file_is_an_error_with_its_name() throws Exception {
        Path index = blocks().getFirst().resolve("index");
        byte[] good = Files.readAllBytes(index);
        Files.write(index, Arrays.copyOf(good, good.length / 2));

        assertThatThrownBy(() -> read(data))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining(index.toString());
    }

    private List<Path> blocks() throws IOException {
        try (Stream<Path> blocks = Files.list(data)) {
            return blocks.filter(BlockFeed::isBlock).sorted().toList();
        }
    }

    private static Map<Labels, NavigableMap<Long, Double>> read(Path source) throws Exception {
        Map<Labels, NavigableMap<Long, Double>> found = new TreeMap<>();
        try (SampleFeed feed = SampleFeeds.open(source)) {
            while (feed.step((labels, time, value) ->
                    found.computeIfAbsent(labels, any -> new TreeMap<>()).put(time, value))) {
                assertThat(feed.progress()).isBetween(0.0, 1.0);
            }
        }
        return found;
    }

    /** Irregular times over several blocks of two hours, counters, gauges, odd numbers. */
    private String samples() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        double[] odd = {Double.POSITIVE_INFINITY, -0.0, 1e-300, 0.1, -5};
        for (int s = 0; s < 20; s++) {
            text.append("# TYPE m").append(s).append(" unknown\n");
            for (int part = 0; part < 3; part++) {
                Labels labels = Labels.of("__name__", "m" + s, "part", "größe " + part);
                TreeMap<Long, Double> samples = new TreeMap<>();
                long time = START;
                double value = 0;
                for (int i = 0; i < 500; i++) {
                    time += s % 3 == 0 ? 30_000 : 1 + random.nextInt(60_000);
                    value = switch (s % 4) {
                        case 0 -> value + random.nextInt(10);
                        case 1 -> random.nextGaussian();
                        case 2 -> 7;
                        default -> odd[random.nextInt(odd.length)];
                    };
                    samples.put(time, value);
                    text.append("m" + s + "{part=\"größe " + part + "\"} ")
                            .append(Double.isInfinite(value) ? "+Inf" : Double.toString(value))
                            .append(" %d.%03d%n".formatted(time / 1000, time % 1000));
                }
                expected.put(labels, samples);
            }
        }
        return text.append("# EOF\n").toString();
    }

    private static void run(Path command, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
