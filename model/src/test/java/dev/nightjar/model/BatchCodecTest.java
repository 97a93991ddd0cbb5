package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.BatchCodec.MalformedBatchException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BatchCodecTest {
    @Test
    void samples_come_back_bit_by_bit() throws Exception {
        SampleBatch batch = SampleBatch.builder()
                .series(Labels.of("__name__", "up", "instance", "a", "job", "shop"))
                .sample(1_700_000_000_000L, 1)
                .sampleBits(1_700_000_005_000L, StaleMarker.BITS)
                .series(Labels.of("__name__", "up", "instance", "bc", "job", "shop"))
                .series(Labels.of("__name__", "temperature", "job", "shop"))
                .sample(Long.MIN_VALUE, Double.NEGATIVE_INFINITY)
                .sample(Long.MAX_VALUE, -0.1)
                .build();

        assertSame(BatchCodec.decodeSamples(BatchCodec.encode(batch)), batch);
    }

    @Test
    void lines_come_back_byte_by_byte_with_their_metadata() throws Exception {
        byte[] notText = {(byte) 0xff, 0, '\n', (byte) 0xc3};
        LogBatch batch = new LogBatch(List.of(
                LogBatch.stream(Labels.of("service", "checkout"))
                        .line(5, "one".getBytes(StandardCharsets.UTF_8))
                        .line(3, notText, 0, 4, Labels.of("trace_id", "4bf9"))
                        .line(Long.MIN_VALUE, new byte[0])
                        .build(),
                LogBatch.stream(Labels.EMPTY).build()));

        assertSame(BatchCodec.decodeLogs(BatchCodec.encode(batch)), batch);
    }

    @Property(tries = 200)
    void any_samples_round_trip(
            @ForAll @Size(max = 40) List<Long> numbers, @ForAll @IntRange(min = 1, max = 9) int perSeries)
            throws Exception {
        SampleBatch.Builder builder = SampleBatch.builder();
        for (int i = 0; i < numbers.size(); i++) {
            if (i % perSeries == 0) {
                builder.series(Labels.of("__name__", "m" + numbers.get(i) % 7, "i", "x" + numbers.get(i), "z", "same"));
            }
            builder.sampleBits(numbers.get(i), numbers.get(numbers.size() - 1 - i));
        }
        SampleBatch batch = builder.build();

        assertSame(BatchCodec.decodeSamples(BatchCodec.encode(batch)), batch);
    }

    @Property(tries = 200)
    void any_lines_round_trip(@ForAll @Size(max = 20) List<String> texts, @ForAll long time) throws Exception {
        LogBatch.StreamBuilder stream = LogBatch.stream(Labels.of("job", "x"));
        for (int i = 0; i < texts.size(); i++) {
            byte[] line = texts.get(i).getBytes(StandardCharsets.UTF_8);
            stream.line(time * i, line, 0, line.length, i % 3 == 1 ? Labels.of("n", "v" + i) : Labels.EMPTY);
        }
        LogBatch batch = new LogBatch(List.of(stream.build()));

        assertSame(BatchCodec.decodeLogs(BatchCodec.encode(batch)), batch);
    }

    @Test
    void neighbouring_series_share_their_labels_on_the_wire() {
        SampleBatch.Builder builder = SampleBatch.builder();
        int labelBytes = 0;
        for (int i = 0; i < 100; i++) {
            byte[] labels = LabelBytes.encode(Labels.of(
                    "__name__",
                    "http_request_duration_seconds_bucket",
                    "instance",
                    "checkout-1",
                    "le",
                    "0." + i,
                    "service",
                    "checkout"));
            labelBytes += labels.length;
            builder.series(labels).sample(1_700_000_000_000L, i);
        }

        assertThat(BatchCodec.encode(builder.build()).length).isLessThan(labelBytes / 5);
    }

    @Test
    void every_single_damaged_byte_and_every_cut_is_refused() {
        byte[] samples = BatchCodec.encode(someSamples());
        byte[] logs = BatchCodec.encode(someLines());
        for (int i = 0; i < samples.length; i++) {
            byte[] damaged = samples.clone();
            damaged[i] ^= 0x10;
            assertThatThrownBy(() -> BatchCodec.decodeSamples(damaged)).isInstanceOf(MalformedBatchException.class);
            byte[] cut = Arrays.copyOf(samples, i);
            assertThatThrownBy(() -> BatchCodec.decodeSamples(cut)).isInstanceOf(MalformedBatchException.class);
        }
        for (int i = 0; i < logs.length; i++) {
            byte[] cut = Arrays.copyOf(logs, i);
            assertThatThrownBy(() -> BatchCodec.decodeLogs(cut)).isInstanceOf(MalformedBatchException.class);
        }
    }

    /** The checksum is no defence against a sender that means harm: with it made right, lengths still are not trusted. */
    @Test
    void noise_with_a_right_checksum_is_decoded_or_refused_but_never_crashes() {
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 40_000; round++) {
            byte[] frame = BatchCodec.encode(someSamples());
            byte[] lines = BatchCodec.encode(someLines());
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                frame[random.nextInt(4, frame.length - 4)] = (byte) random.nextInt();
                lines[random.nextInt(4, lines.length - 4)] = (byte) random.nextInt();
            }
            refused += refuses(frame, true) + refuses(lines, false);
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void a_count_beyond_the_bytes_is_refused_before_anything_is_allocated() {
        WireWriter out = new WireWriter(16);
        out.raw(new byte[] {'N', 'J', 2, 'S'}, 0, 4);
        out.varint(Integer.MAX_VALUE);
        out.varint(1);

        assertThatThrownBy(() -> BatchCodec.decodeSamples(out.sealed()))
                .hasMessage("2147483647 series announced at byte 4, but only 1 bytes follow");
    }

    @Test
    void labels_cannot_unfold_without_bound() {
        int series = 3000;
        int labelBytes = 60_000;
        WireWriter out = new WireWriter(16);
        out.raw(new byte[] {'N', 'J', 2, 'S'}, 0, 4);
        out.varint(series);
        out.varint(0);
        out.varint(0);
        out.varint(0);
        out.varint(labelBytes);
        out.raw(new byte[labelBytes], 0, labelBytes);
        out.varint(0);
        for (int i = 1; i < series; i++) {
            out.varint(labelBytes);
            out.varint(0);
            out.varint(0);
            out.varint(0);
        }

        assertThatThrownBy(() -> BatchCodec.decodeSamples(out.sealed()))
                .hasMessage("labels unfold to more than 67108864 bytes at series 1118; send smaller batches");
    }

    @Test
    void what_is_not_a_batch_of_this_kind_and_version_is_named() {
        byte[] lines = BatchCodec.encode(someLines());
        byte[] newer = lines.clone();
        newer[2] = 3;

        assertThatThrownBy(() -> BatchCodec.decodeSamples(lines))
                .hasMessage("a batch of samples is of kind 'S', found kind byte 76");
        assertThatThrownBy(() -> BatchCodec.decodeLogs(newer))
                .hasMessage("batch has version 3, this side reads version 2; update the older of the two");
        assertThatThrownBy(() -> BatchCodec.decodeLogs("{\"streams\":[]}".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("begins with bytes 7b 22, not with a batch's \"NJ\"");
        assertThatThrownBy(() -> BatchCodec.decodeLogs(new byte[3]))
                .hasMessage("a batch has at least 8 bytes, found 3; the body was cut short");
    }

    @Test
    void what_comes_along_with_samples_comes_back_whole() throws Exception {
        SampleBatch found = BatchCodec.decodeSamples(BatchCodec.encode(someSamples()));

        assertSame(found, someSamples());
        assertThat(found.attachments().histogram(1)).isNull();
        assertThat(found.attachments().histogram(3)).isEqualTo(HISTOGRAM);
        assertThat(found.attachments().histogram(4)).isEqualTo(BOUNDED);
        assertThat(found.attachments().startMillis(0)).isZero();
        assertThat(found.attachments().startMillis(1)).isEqualTo(1_699_999_999_000L);
        assertThat(found.attachments().exemplars())
                .isEqualTo(someSamples().attachments().exemplars());
        assertThat(found.attachments().metadata())
                .isEqualTo(someSamples().attachments().metadata());
    }

    @Test
    void a_batch_of_plain_numbers_has_nothing_attached() throws Exception {
        SampleBatch plain = SampleBatch.builder()
                .series(Labels.of("__name__", "up"))
                .sample(1, 1)
                .build();

        assertThat(BatchCodec.decodeSamples(BatchCodec.encode(plain)).attachments())
                .isSameAs(SampleAttachments.NONE);
    }

    private static final NativeHistogram HISTOGRAM = new NativeHistogram(
            3,
            NativeHistogram.ResetHint.NO_RESET,
            12,
            -0.25,
            0.001,
            2,
            HistogramBuckets.of(new int[] {-4, 7, 9}, new double[] {1, 0, 7.5}),
            HistogramBuckets.of(new int[] {Integer.MIN_VALUE}, new double[] {1.5}));
    private static final NativeHistogram BOUNDED = NativeHistogram.withBounds(
            new double[] {Double.NEGATIVE_INFINITY, 0.5, 1},
            NativeHistogram.ResetHint.GAUGE,
            4,
            Double.NaN,
            HistogramBuckets.of(new int[] {1, 3}, new double[] {1, 3}));

    private static SampleBatch someSamples() {
        return SampleBatch.builder()
                .series(Labels.of("__name__", "up", "job", "a"))
                .sample(1_700_000_000_000L, 1)
                .sample(1_700_000_001_000L, 0.25)
                .startedAt(1_699_999_999_000L)
                .series(Labels.of("__name__", "up", "job", "b"))
                .sample(1_700_000_000_000L, 3)
                .exemplar(new Exemplar(Labels.of("trace_id", "4bf92f"), 0.3, 1_700_000_000_001L))
                .exemplar(new Exemplar(Labels.EMPTY, -1, 0))
                .histogram(1_700_000_001_000L, HISTOGRAM)
                .histogram(1_700_000_002_000L, BOUNDED)
                .metadata(new MetricMetadata("up", MetricMetadata.Type.GAUGE, "Whether the größte target is up.", ""))
                .metadata(new MetricMetadata("x_seconds", MetricMetadata.Type.STATE_SET, "", "seconds"))
                .build();
    }

    private static LogBatch someLines() {
        byte[] line = "level=info msg=hello".getBytes(StandardCharsets.UTF_8);
        return new LogBatch(List.of(LogBatch.stream(Labels.of("job", "a"))
                .line(1_700_000_000_000_000_000L, line)
                .line(1_700_000_000_000_000_005L, line, 0, 5, Labels.of("k", "v"))
                .build()));
    }

    private static int refuses(byte[] frame, boolean samples) {
        CRC32C crc = new CRC32C();
        crc.update(frame, 0, frame.length - 4);
        for (int i = 0; i < 4; i++) {
            frame[frame.length - 4 + i] = (byte) (crc.getValue() >>> (24 - 8 * i));
        }
        try {
            if (samples) {
                BatchCodec.decodeSamples(frame);
            } else {
                BatchCodec.decodeLogs(frame);
            }
            return 0;
        } catch (MalformedBatchException e) {
            return 1;
        }
    }

    private static void assertSame(SampleBatch found, SampleBatch wanted) {
        assertThat(found.seriesCount()).isEqualTo(wanted.seriesCount());
        assertThat(found.sampleCount()).isEqualTo(wanted.sampleCount());
        for (int s = 0; s < wanted.seriesCount(); s++) {
            assertThat(Arrays.copyOfRange(found.bytes(), found.labelStart(s), found.labelEnd(s)))
                    .isEqualTo(Arrays.copyOfRange(wanted.bytes(), wanted.labelStart(s), wanted.labelEnd(s)));
            assertThat(found.firstSample(s)).isEqualTo(wanted.firstSample(s));
            assertThat(found.endSample(s)).isEqualTo(wanted.endSample(s));
            for (int i = wanted.firstSample(s); i < wanted.endSample(s); i++) {
                assertThat(found.timestampMillis(i)).isEqualTo(wanted.timestampMillis(i));
                assertThat(found.valueBits(i)).isEqualTo(wanted.valueBits(i));
            }
        }
    }

    private static void assertSame(LogBatch found, LogBatch wanted) {
        assertThat(found.streams()).hasSameSizeAs(wanted.streams());
        for (int s = 0; s < wanted.streams().size(); s++) {
            LogBatch.Stream a = found.streams().get(s);
            LogBatch.Stream b = wanted.streams().get(s);
            assertThat((Object) a.labels()).isEqualTo(b.labels());
            assertThat(a.size()).isEqualTo(b.size());
            for (int i = 0; i < b.size(); i++) {
                assertThat(a.timestampNanos(i)).isEqualTo(b.timestampNanos(i));
                assertThat(Arrays.copyOfRange(a.text(), a.lineStart(i), a.lineEnd(i)))
                        .isEqualTo(Arrays.copyOfRange(b.text(), b.lineStart(i), b.lineEnd(i)));
                assertThat((Object) a.metadata(i)).isEqualTo(b.metadata(i));
            }
        }
    }
}
