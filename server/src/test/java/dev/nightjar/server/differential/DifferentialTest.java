package dev.nightjar.server.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nightjar.server.e2e.ServerProcess;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random data by remote write into a real Prometheus 3 and into Nightjar, then random queries: every answer must be the
 * same, value by value. {@code TEST_PROMETHEUS_3} names the program ({@code ./verify} fetches one where it can),
 * {@code -Ddifferential.seed=…} and {@code -Ddifferential.queries=…} choose what is asked.
 */
class DifferentialTest {
    /** The same in every build; others are for whoever looks for differences. */
    private static final long SEED = 1;

    private static final int QUERIES = 3000;

    /** Answers of nothing and refusals prove little: there may not be more of them than this share. */
    private static final double MOST_EMPTY = 0.5;

    @TempDir
    Path folder;

    @Test
    void random_queries_over_random_data_are_answered_as_prometheus_answers_them() throws Exception {
        String program = System.getenv().getOrDefault("TEST_PROMETHEUS_3", "");
        assumeThat(program).as("TEST_PROMETHEUS_3 names no Prometheus 3").isNotEmpty();
        int version = RealPrometheus.version(program);
        assumeThat(version).as("%s is older than Prometheus 3", program).isGreaterThanOrEqualTo(3000);
        long seed = Long.getLong("differential.seed", SEED);
        int queries = Integer.getInteger("differential.queries", QUERIES);
        System.out.printf("differential: -Ddifferential.seed=%d -Ddifferential.queries=%d%n", seed, queries);

        Path config = Files.writeString(folder.resolve("nightjar.yaml"), "metrics: {retention: 36500d}\n");
        HttpClient client = HttpClient.newHttpClient();
        try (RealPrometheus prometheus = RealPrometheus.start(program, folder);
                ServerProcess nightjar = ServerProcess.start(
                        folder.resolve("data"), "server", "--no-agent", "--config", config.toString())) {
            Side ours = new Side(nightjar.url("/"), client);
            Side theirs = new Side(prometheus.origin(), client);
            SplittableRandom random = new SplittableRandom(seed);
            byte[] numbers = WriteBody.of(SampleData.of(random));
            List<byte[]> histograms = HistogramBody.of(HistogramData.of(random, version));
            for (Side side : List.of(ours, theirs)) {
                side.write(numbers);
                for (byte[] request : histograms) {
                    side.write2(request);
                }
            }

            Questioning questioning = new Questioning(ours, theirs, version);
            List<Difference> unexplained = new ArrayList<>();
            Map<KnownDifference, Integer> known = new TreeMap<>();
            for (Difference difference : questioning.ask(seed, queries)) {
                Optional<KnownDifference> reason = KnownDifference.of(difference);
                reason.ifPresentOrElse(each -> known.merge(each, 1, Integer::sum), () -> unexplained.add(difference));
            }
            known.forEach((each, count) -> System.out.printf("differential: %d x %s%n", count, each.reason()));
            System.out.printf(
                    "differential: %d queries, %d refused by both, %d of no series, %d explained, %d not%n",
                    queries,
                    questioning.refused(),
                    questioning.empty(),
                    known.values().stream().mapToInt(Integer::intValue).sum(),
                    unexplained.size());
            assertThat(unexplained)
                    .as("answered differently with seed %d", seed)
                    .isEmpty();
            assertThat(questioning.refused() + questioning.empty())
                    .as("queries that prove little")
                    .isLessThanOrEqualTo((int) (queries * MOST_EMPTY) + 1);
        }
    }
}
