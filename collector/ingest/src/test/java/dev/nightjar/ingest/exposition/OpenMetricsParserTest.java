package dev.nightjar.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenMetricsParserTest {
    private static final String SHOP = """
            # TYPE orders counter
            # HELP orders Orders taken, \\"paid\\" or not.\\nSince the start.
            orders_total{shop="größe \\"x\\"\\\\",kind="a"} 17 1700000000.25 # {trace_id="4bf9"} 0.5 1.5
            orders_created{shop="größe \\"x\\"\\\\",kind="a"} 1699999999 1700000000.25
            # TYPE wait_seconds histogram
            # UNIT wait_seconds seconds
            wait_seconds_bucket{le="0.1"} 1
            wait_seconds_bucket{le="+Inf"} 3
            wait_seconds_sum 1e-1
            wait_seconds_count 3
            {"tempera.ture",room="1"} -Inf
            # EOF
            """;

    private final List<ExposedSample> samples = new ArrayList<>();
    private final List<MetricMetadata> families = new ArrayList<>();
    private final ExpositionSink sink = new ExpositionSink() {
        @Override
        public void family(MetricMetadata metadata) {
            families.add(metadata);
        }

        @Override
        public void sample(ExposedSample sample) {
            samples.add(sample);
        }
    };

    @Test
    void samples_come_with_labels_times_exemplars_and_metadata() throws Exception {
        OpenMetricsParser.parse(SHOP, sink);

        assertThat(samples).hasSize(7);
        assertThat(samples.getFirst())
                .isEqualTo(new ExposedSample(
                        Labels.of("__name__", "orders_total", "kind", "a", "shop", "größe \"x\"\\"),
                        17,
                        OptionalLong.of(1_700_000_000_250L),
                        Optional.of(new Exemplar(Labels.of("trace_id", "4bf9"), 0.5, 1500))));
        assertThat(samples.get(4).value()).isEqualTo(0.1);
        assertThat(samples.getLast().labels().toMap()).containsEntry("__name__", "tempera.ture");
        assertThat(samples.getLast().value()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(families)
                .containsExactly(
                        new MetricMetadata(
                                "orders",
                                MetricMetadata.Type.COUNTER,
                                "Orders taken, \"paid\" or not.\nSince the start.",
                                ""),
                        new MetricMetadata("wait_seconds", MetricMetadata.Type.HISTOGRAM, "", "seconds"),
                        new MetricMetadata("tempera.ture", MetricMetadata.Type.UNKNOWN, "", ""));
    }

    @Test
    void what_was_cut_short_is_refused() {
        String whole = SHOP.strip();
        for (int end = 0; end < whole.length(); end++) {
            String cut = whole.substring(0, end);
            assertThatThrownBy(() -> OpenMetricsParser.parse(cut, sink)).isInstanceOf(ExpositionException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a 1                          | line 2: the last line must be "# EOF": the exposition was cut short
                    a{b="1" c="2"} 1             | line 1: ',' is missing between labels, found " c="2"} 1"
                    a{b="1",b="2"} 1             | line 1: label b is there twice
                    a 0x1                        | line 1: the value is no number: "0x1"
                    a 1 NaN                      | line 1: the timestamp is no number of seconds: "NaN"
                    # TYPE a untyped             | line 1: the type of a is "untyped"; it is one of counter, gauge, histogram, gaugehistogram, summary, info, stateset, unknown
                    # NOTE a b                   | line 1: a line that begins with '#' is HELP, TYPE, UNIT or EOF, found NOTE
                    a{"b.c",d="1"} 1             | line 1: the metric's name b.c stands among the labels, but not alone at the front
                    """)
    void a_refusal_says_line_and_reason(String text, String reason) {
        assertThatThrownBy(() -> OpenMetricsParser.parse(text + "\n", sink)).hasMessage(reason);
    }

    @Test
    void times_beyond_what_can_be_stored_stay_at_its_ends() throws Exception {
        OpenMetricsParser.parse("a 1 1e300\nb 1 -1e300\nc 1 1e-999999999\nd 1 0.0006\n# EOF\n", sink);

        assertThat(samples.stream().map(each -> each.timestampMillis().orElseThrow()))
                .containsExactly(Long.MAX_VALUE, Long.MIN_VALUE, 0L, 1L);
    }

    @Test
    void noise_is_refused_or_parsed_and_nothing_else() {
        Random random = new Random(5);
        String letters = "abc_{}=\",# \\\n0123456789.e+-InfNaNTYPEHELPcounterhistogramsummary_total_bucketle\u00e4";
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(SHOP);
            for (int change = 1 + random.nextInt(3); change > 0; change--) {
                int at = random.nextInt(text.length());
                text.replace(at, at + random.nextInt(3), "" + letters.charAt(random.nextInt(letters.length())));
            }
            try {
                OpenMetricsParser.parse(text.toString(), sink);
            } catch (ExpositionException e) {
                refused++;
                assertThat(e).hasMessageStartingWith("line " + e.line() + ": ");
            }
        }
        assertThat(refused).isGreaterThan(5000);
    }
}
