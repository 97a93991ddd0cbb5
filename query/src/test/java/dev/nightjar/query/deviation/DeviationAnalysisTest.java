package dev.nightjar.query.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.query.deviation.RangeQuery.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeviationAnalysisTest {
    private static final long START = 1_000_000_000_000L;
    private static final long END = START + 600_000;
    private static final int STEPS = 121;

    private final Random random = new Random(5);

    /** Ten instances whose disks write in about 4 ms; from {@code since} on the seventh takes {@code slow} times as long. */
    private List<Row> disks(int since, double slow) {
        List<Row> rows = new ArrayList<>();
        for (int instance = 1; instance <= 10; instance++) {
            double[] values = new double[STEPS];
            for (int step = 0; step < STEPS; step++) {
                values[step] = 0.004 * (0.9 + 0.2 * random.nextDouble());
                if (instance == 7 && step >= since) {
                    values[step] *= slow;
                }
            }
            rows.add(new Row(Labels.of("instance", "checkout-" + instance, "device", "sda"), values));
        }
        return rows;
    }

    private static DeviationAnalysis analysis(String metric, List<Row> rows) {
        return new DeviationAnalysis(
                (query, start, end, step) -> query.contains(metric) ? rows : List.of(), Signals.STANDARD);
    }

    @Test
    void the_odd_one_comes_first_with_its_reason_in_words_and_its_onset() {
        List<RankedInstance> ranked =
                analysis("node_disk_write_time", disks(60, 53)).rank("checkout", START, END);
        assertThat(ranked).hasSize(10);
        assertThat(ranked.getFirst().instance()).isEqualTo("checkout-7");
        Deviation finding = ranked.getFirst().findings().getFirst();
        assertThat(finding.text()).matches("writes to sda in 2[01]\\d ms, its peers in (3\\.9|4|4\\.1) ms");
        assertThat(finding.resource()).isEqualTo("disk sda");
        assertThat(finding.sinceMillis()).isEqualTo(START + 60 * 5_000);
        assertThat(ranked.subList(1, 10))
                .allSatisfy(peer -> assertThat(peer.findings()).isEmpty());
        assertThat(ranked.stream().skip(1).map(RankedInstance::instance))
                .startsWith("checkout-1", "checkout-2", "checkout-3")
                .endsWith("checkout-10");
    }

    @Test
    void instances_that_are_alike_have_no_findings() {
        assertThat(analysis("node_disk_write_time", disks(0, 1.0)).rank("checkout", START, END))
                .hasSize(10)
                .allSatisfy(instance -> assertThat(instance.score()).isZero());
    }

    @Test
    void a_difference_too_small_to_matter_is_not_a_finding_however_much_the_peers_agree() {
        assertThat(analysis("node_disk_write_time", disks(60, 1.8)).rank("checkout", START, END))
                .allSatisfy(instance -> assertThat(instance.findings()).isEmpty());
    }

    @Test
    void one_odd_point_is_not_a_finding() {
        List<Row> rows = disks(200, 1);
        rows.get(3).values()[STEPS - 4] = 0.9;
        assertThat(analysis("node_disk_write_time", rows).rank("checkout", START, END))
                .allSatisfy(instance -> assertThat(instance.findings()).isEmpty());
    }

    @Test
    void what_is_over_is_not_a_finding_any_more() {
        List<Row> rows = disks(20, 53);
        double[] healed = rows.get(6).values();
        Arrays.fill(healed, 90, STEPS, 0.004);
        assertThat(analysis("node_disk_write_time", rows)
                        .rank("checkout", START, END)
                        .getFirst()
                        .findings())
                .isEmpty();
    }

    @Test
    void gaps_and_lone_instances_are_compared_with_nobody() {
        List<Row> lone = disks(60, 53).subList(6, 7);
        assertThat(analysis("node_disk_write_time", lone).rank("checkout", START, END))
                .singleElement()
                .satisfies(instance -> assertThat(instance.findings()).isEmpty());
        List<Row> gaps = disks(60, 53);
        gaps.forEach(row -> Arrays.fill(row.values(), 0, 30, Double.NaN));
        assertThat(analysis("node_disk_write_time", gaps)
                        .rank("checkout", START, END)
                        .getFirst()
                        .findings())
                .hasSize(1);
    }

    @Test
    void a_cause_stands_before_its_symptom() {
        List<Row> rows = disks(60, 53);
        DeviationAnalysis analysis = new DeviationAnalysis(
                (query, start, end, step) ->
                        query.contains("node_disk_write_time") || query.contains("histogram_quantile")
                                ? rows
                                : List.of(),
                Signals.STANDARD);
        assertThat(analysis.rank("checkout", START, END).getFirst().findings())
                .extracting(finding -> finding.signal().id())
                .containsExactly("disk-write-time", "latency-p95");
    }

    @Test
    void quantities_read_as_a_person_says_them() {
        assertThat(List.of(
                        Quantity.SECONDS.text(0.2124),
                        Quantity.SECONDS.text(0.004),
                        Quantity.SECONDS.text(1.26),
                        Quantity.SECONDS.text(0.0000213),
                        Quantity.RATIO.text(0.0731),
                        Quantity.RATIO.text(0.0004),
                        Quantity.RATIO.text(0),
                        Quantity.BYTES.text(1.5e9),
                        Quantity.BYTES_PER_SECOND.text(2048),
                        Quantity.PER_SECOND.text(8.12)))
                .containsExactly(
                        "212 ms", "4 ms", "1.3 s", "21 µs", "7.3 %", "0.040 %", "0 %", "1.4 GiB", "2 KiB/s", "8.1/s");
    }
}
