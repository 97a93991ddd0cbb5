package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricFamilyReaderTest {
    private static final ProtoBytes CODE = ProtoBytes.label("code", "200");

    private static ProtoBytes number(double value) {
        return new ProtoBytes().fixed64(1, Double.doubleToRawLongBits(value));
    }

    private static ProtoBytes exemplar(double value) {
        return new ProtoBytes()
                .message(1, ProtoBytes.label("trace_id", "abc"))
                .fixed64(2, Double.doubleToRawLongBits(value))
                .message(3, new ProtoBytes().varint(1, 1_700_000_000).varint(2, 250_000_000));
    }

    /** What is found, a line each. */
    private static List<String> read(boolean takesNative, boolean keepsClassic, ProtoBytes... families)
            throws MalformedException {
        return read(takesNative, keepsClassic, false, families);
    }

    private static List<String> read(
            boolean takesNative, boolean keepsClassic, boolean converts, ProtoBytes... families)
            throws MalformedException {
        ProtoBytes all = new ProtoBytes();
        for (ProtoBytes family : families) {
            byte[] bytes = family.toBytes();
            all.packed(bytes.length).append(bytes);
        }
        List<String> found = new ArrayList<>();
        byte[] body = all.toBytes();
        new MetricFamilyReader(body, body.length, takesNative, keepsClassic, converts).read(new Listing(found));
        return found;
    }

    private record Listing(List<String> found) implements MetricFamilyReader.Sink<MalformedException> {
        @Override
        public void family(MetricMetadata about) {
            found.add(about.family() + " is a " + about.type().text() + ": " + about.help() + about.unit());
        }

        @Override
        public void number(MetricFamilyReader metric, String suffix, String bound, double boundValue, long bits)
                throws MalformedException {
            found.add(metric.name() + suffix + metric.labels() + (bound.isEmpty() ? "" : bound + "=" + boundValue)
                    + " " + Double.longBitsToDouble(bits)
                    + (metric.isTimed() ? " at " + metric.timeMillis() : ""));
        }

        @Override
        public void histogram(MetricFamilyReader metric, NativeHistogram histogram) {
            found.add(metric.name() + " " + histogram);
        }

        @Override
        public void exemplar(Exemplar exemplar) {
            found.add("exemplar " + exemplar.labels() + " " + exemplar.value() + " at " + exemplar.timestampMillis());
        }
    }

    @Test
    void counters_gauges_and_untyped_are_numbers() throws Exception {
        ProtoBytes counter = new ProtoBytes()
                .text(1, "requests_total")
                .text(2, "Requests.")
                .message(
                        4,
                        new ProtoBytes()
                                .message(1, CODE)
                                .message(3, number(17).message(2, exemplar(0.5)))
                                .varint(6, 1_700_000_000_123L));
        ProtoBytes gauge = new ProtoBytes()
                .text(1, "size")
                .varint(3, 1)
                .message(4, new ProtoBytes().message(2, number(-1.5)))
                .text(5, "bytes");
        ProtoBytes untyped =
                new ProtoBytes().text(1, "some").varint(3, 3).message(4, new ProtoBytes().message(5, number(2)));

        assertThat(read(false, false, counter, gauge, untyped))
                .containsExactly(
                        "requests_total is a counter: Requests.",
                        "requests_total{code=200} 17.0 at 1700000000123",
                        "exemplar {trace_id=\"abc\"} 0.5 at 1700000000250",
                        "size is a gauge: bytes",
                        "size{} -1.5",
                        "some is a unknown: ",
                        "some{} 2.0");
    }

    @Test
    void a_summary_is_its_count_its_sum_and_its_quantiles() throws Exception {
        ProtoBytes quantile = number(0.99).fixed64(2, Double.doubleToRawLongBits(4));
        ProtoBytes summary = new ProtoBytes()
                .text(1, "took")
                .varint(3, 2)
                .message(
                        4,
                        new ProtoBytes()
                                .message(
                                        4,
                                        new ProtoBytes()
                                                .varint(1, 3)
                                                .fixed64(2, Double.doubleToRawLongBits(9))
                                                .message(3, quantile)));

        assertThat(read(false, false, summary))
                .containsExactly(
                        "took is a summary: ", "took_count{} 3.0", "took_sum{} 9.0", "took{}quantile=0.99 4.0");
    }

    private static ProtoBytes histogram() {
        ProtoBytes bucket = new ProtoBytes()
                .varint(1, 2)
                .fixed64(2, Double.doubleToRawLongBits(0.5))
                .message(3, exemplar(0.25));
        ProtoBytes value = new ProtoBytes()
                .varint(1, 3)
                .fixed64(2, Double.doubleToRawLongBits(18.5))
                .message(3, bucket)
                .varint(5, HistogramBytes.zigzag(3))
                .fixed64(6, Double.doubleToRawLongBits(1e-128))
                .varint(7, 1)
                .message(12, HistogramBytes.span(-2, 1))
                .varint(13, HistogramBytes.zigzag(2))
                .message(16, exemplar(0.75));
        return new ProtoBytes().text(1, "latency").varint(3, 4).message(4, new ProtoBytes().message(7, value));
    }

    @Test
    void a_histogram_without_a_native_form_is_converted_where_that_is_wanted_and_its_numbers_agree() throws Exception {
        assertThat(read(false, false, true, histogram()))
                .containsExactly(
                        "latency is a histogram: ",
                        "latency {count:3.0, sum:18.5, schema:-53, bounds:[0.5], positive:[0=2.0, 1=1.0]}",
                        "exemplar {trace_id=\"abc\"} 0.25 at 1700000000250");
        assertThat(read(false, true, true, histogram()))
                .hasSize(8)
                .contains("latency_bucket{}le=0.5 2.0", "latency_count{} 3.0");

        ProtoBytes fourOfThree = new ProtoBytes().varint(1, 4).fixed64(2, Double.doubleToRawLongBits(0.5));
        ProtoBytes value = new ProtoBytes()
                .varint(1, 3)
                .fixed64(2, Double.doubleToRawLongBits(18.5))
                .message(3, fourOfThree);
        ProtoBytes contradicting =
                new ProtoBytes().text(1, "latency").varint(3, 4).message(4, new ProtoBytes().message(7, value));
        assertThat(read(false, false, true, contradicting)).isEqualTo(read(false, false, contradicting));
    }

    @Test
    void a_histogram_is_taken_in_its_classic_form_unless_the_native_one_is_wanted() throws Exception {
        assertThat(read(false, false, histogram()))
                .containsExactly(
                        "latency is a histogram: ",
                        "latency_count{} 3.0",
                        "latency_sum{} 18.5",
                        "latency_bucket{}le=0.5 2.0",
                        "exemplar {trace_id=\"abc\"} 0.25 at 1700000000250",
                        "latency_bucket{}le=Infinity 3.0");
        assertThat(read(true, false, histogram()))
                .containsExactly(
                        "latency is a histogram: ",
                        "latency {count:3.0, sum:18.5, schema:3, zero:1.0E-128=1.0, positive:[-2=2.0]}",
                        "exemplar {trace_id=\"abc\"} 0.75 at 1700000000250");
        assertThat(read(true, true, histogram())).hasSize(8);
        assertThat(read(true, false, true, histogram()))
                .as("it has a native form, so nothing is converted")
                .isEqualTo(read(true, false, histogram()));
    }

    @Test
    void what_is_cut_short_is_refused() {
        byte[] whole = new ProtoBytes()
                .packed(histogram().toBytes().length)
                .append(histogram().toBytes())
                .toBytes();
        for (int length = 1; length < whole.length; length++) {
            int cut = length;
            assertThatThrownBy(() ->
                            new MetricFamilyReader(whole, cut, true, true, true).read(new Listing(new ArrayList<>())))
                    .as("cut to %s bytes", cut)
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void a_family_without_a_name_is_refused() {
        assertThatThrownBy(() -> read(false, false, new ProtoBytes().varint(3, 1)))
                .hasMessage("the metric family at byte 1 has no name");
    }
}
