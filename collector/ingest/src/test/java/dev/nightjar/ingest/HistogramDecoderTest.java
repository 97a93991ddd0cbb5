package dev.nightjar.ingest;

import static dev.nightjar.ingest.HistogramBytes.doubles;
import static dev.nightjar.ingest.HistogramBytes.span;
import static dev.nightjar.ingest.HistogramBytes.zigzag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.Rejection;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistogramDecoderTest {
    private static BatchColumns columns(ProtoBytes histogram) throws MalformedException {
        byte[] bytes = histogram.toBytes();
        BatchColumns columns = new BatchColumns(bytes, bytes.length);
        columns.beginSeries();
        new HistogramDecoder(new ProtoReader(bytes, bytes.length)).read(bytes.length, columns);
        return columns;
    }

    private static @Nullable NativeHistogram decode(ProtoBytes histogram) throws MalformedException {
        return columns(histogram).batch().attachments().histogram(0);
    }

    private static String problem(ProtoBytes histogram) throws MalformedException {
        BatchColumns columns = columns(histogram);
        assertThat(columns.hasContent()).isFalse();
        return columns.refused().getFirst().message();
    }

    private static long bits(double number) {
        return Double.doubleToRawLongBits(number);
    }

    @Test
    void whole_counts_are_differences_along_the_spans() throws Exception {
        assertThat(decode(HistogramBytes.whole(1))).isEqualTo(HistogramBytes.WHOLE);
    }

    @Test
    void fractions_are_counts_as_they_are() throws Exception {
        NativeHistogram histogram = decode(new ProtoBytes()
                .fixed64(2, bits(3.75))
                .fixed64(3, bits(1.5))
                .varint(4, zigzag(-4))
                .fixed64(5, bits(0.01))
                .fixed64(7, bits(0.25))
                .message(8, span(0, 2))
                .bytes(10, doubles(1, 0))
                .message(11, span(1, 2))
                .fixed64(13, bits(2))
                .fixed64(13, bits(0.5))
                .varint(14, 3)
                .varint(15, 5));

        assertThat(histogram)
                .isEqualTo(new NativeHistogram(
                        -4,
                        ResetHint.GAUGE,
                        3.75,
                        1.5,
                        0.01,
                        0.25,
                        HistogramBuckets.of(new int[] {1, 2}, new double[] {2, 0.5}),
                        HistogramBuckets.of(new int[] {0}, new double[] {1})));
    }

    @Test
    void bounds_of_its_own_come_as_they_are() throws Exception {
        NativeHistogram histogram = decode(new ProtoBytes()
                .varint(1, 7)
                .fixed64(3, bits(9))
                .varint(4, zigzag(NativeHistogram.CUSTOM_BOUNDS))
                .message(11, span(0, 1))
                .message(11, span(1, 1))
                .bytes(12, new ProtoBytes().packed(zigzag(3), zigzag(1)).toBytes())
                .bytes(16, doubles(0.1, 1))
                .varint(15, 5));

        assertThat(histogram)
                .isEqualTo(NativeHistogram.withBounds(
                        new double[] {0.1, 1},
                        ResetHint.UNKNOWN,
                        7,
                        9,
                        HistogramBuckets.of(new int[] {0, 2}, new double[] {3, 4})));
    }

    @Test
    void finer_schemas_are_merged_into_the_finest_of_ours() throws Exception {
        NativeHistogram histogram = decode(new ProtoBytes()
                .varint(1, 15)
                .varint(4, zigzag(10))
                .message(11, span(-4, 6))
                .bytes(
                        12,
                        new ProtoBytes()
                                .packed(zigzag(1), zigzag(1), zigzag(1), zigzag(0), zigzag(0), zigzag(0))
                                .toBytes()));

        // indices -4 to 1, of which four each become one: (-7..-4), (-3..0), (1..4)
        assertThat(histogram)
                .isEqualTo(new NativeHistogram(
                        8,
                        ResetHint.UNKNOWN,
                        15,
                        0,
                        0,
                        0,
                        HistogramBuckets.of(new int[] {-1, 0, 1}, new double[] {1, 11, 3}),
                        HistogramBuckets.NONE));
    }

    @Test
    void what_makes_no_sense_is_refused_in_words() throws Exception {
        assertThat(problem(new ProtoBytes().varint(1, 3)))
                .isEqualTo("1 native histograms make no sense; the first: a native histogram counts 3.0 observations,"
                        + " its buckets 0.0 (at byte 0)");
        assertThat(problem(new ProtoBytes()
                        .varint(1, 3)
                        .message(11, span(0, 3))
                        .bytes(12, new ProtoBytes().packed(zigzag(3)).toBytes())))
                .contains("the positive spans of a native histogram have more buckets than the 1 that are counted");
        assertThat(problem(new ProtoBytes()
                        .varint(1, 3)
                        .bytes(12, new ProtoBytes().packed(zigzag(3)).toBytes())))
                .contains("the positive spans of a native histogram have 0 buckets, but 1 are counted");
        assertThat(problem(new ProtoBytes()
                        .message(8, span(0, 1))
                        .bytes(9, new ProtoBytes().packed(zigzag(-3)).toBytes())))
                .contains("negative bucket 0 of a native histogram counts -3.0");
        assertThat(problem(new ProtoBytes()
                        .message(11, span(5, 1))
                        .message(11, span(-1, 1))
                        .bytes(12, new ProtoBytes().packed(zigzag(1), 0).toBytes())))
                .contains("positive span 1 of a native histogram begins 1 before the end of the one before");
        assertThat(problem(new ProtoBytes().varint(4, zigzag(60))))
                .contains("schema 60 of a native histogram is not known");
        assertThat(problem(new ProtoBytes().varint(4, zigzag(-10)))).contains("schema -10");
        assertThat(problem(new ProtoBytes()
                        .varint(4, zigzag(NativeHistogram.CUSTOM_BOUNDS))
                        .bytes(16, doubles(1, 1))))
                .contains("bound 1 of a histogram is 1.0; bounds are finite and rise strictly");
    }

    @Test
    void a_sum_that_is_no_number_stands_for_observations_in_no_bucket() throws Exception {
        assertThat(decode(new ProtoBytes().varint(1, 3).fixed64(3, bits(Double.NaN))))
                .isNotNull();
    }

    @Test
    void a_request_of_buckets_without_end_is_too_large() {
        byte[] zeros = new byte[HistogramDecoder.MOST_BUCKETS + 1];
        assertThatThrownBy(() -> columns(new ProtoBytes().bytes(12, zeros)))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.status()).isEqualTo(413));
    }

    @Test
    void random_damage_is_refused_or_decodes_but_never_escapes() {
        Random random = new Random(9);
        byte[] whole = HistogramBytes.whole(1_700_000_000_000L).toBytes();
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                BatchColumns columns = new BatchColumns(damaged, damaged.length);
                columns.beginSeries();
                new HistogramDecoder(new ProtoReader(damaged, damaged.length)).read(damaged.length, columns);
                understood++;
                assertThat(columns.sampleCount()
                                + columns.refused().stream()
                                        .mapToLong(Rejection::items)
                                        .sum())
                        .isEqualTo(1);
            } catch (MalformedException e) {
                assertThat(e).hasMessageContaining("byte ");
            }
        }
        assertThat(understood).isPositive();
    }
}
