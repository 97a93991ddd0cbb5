package dev.nightjar.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SampleSummaries;
import dev.nightjar.model.SummaryRequest;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SummaryCodecTest {
    private static final long START = 20_000 * 86_400_000L;
    private static final SummaryRequest REQUEST = new SummaryRequest(300_000, START - 300_000, START + 86_400_000);

    private final SummaryCodec codec = new SummaryCodec();
    private final ByteSink sink = new ByteSink(64);
    private final ByteSource source = new ByteSource();

    @Test
    void rows_of_any_values_come_back() {
        Random random = new Random(3);
        double[] odd = {Double.NaN, -0.0, 0, Double.POSITIVE_INFINITY, -1, 0.1, 1e300, 5};
        for (int round = 0; round < 300; round++) {
            int kind = round % 4;
            SampleSummaries rows = rows(1 + random.nextInt(2000), 1 + random.nextInt(60_000), i -> switch (kind) {
                case 0 -> odd[random.nextInt(odd.length)];
                case 1 -> random.nextInt(100);
                case 2 -> random.nextGaussian();
                default -> i % 97 * 3.25;
            });

            SampleSummaries found = decoded(encoded(rows));
            assertThat(text(found, found)).isEqualTo(text(rows, found));
        }
    }

    @Test
    void sums_of_a_gauge_are_kept_and_those_of_a_counter_are_not() {
        SampleSummaries gauge = rows(3000, 20_000, i -> i * 37 % 50);
        SampleSummaries counter = rows(3000, 20_000, i -> i);

        SampleSummaries found = decoded(encoded(gauge));
        assertThat(text(found, gauge)).isEqualTo(text(gauge, gauge)).contains(" 3");
        assertThat(gauge.sumIsExact(0)).isTrue();
        assertThat(counter.sumIsExact(0)).isTrue();
        assertThat(decoded(encoded(counter)).sumIsExact(0)).isFalse();
    }

    @Test
    void a_counter_takes_no_more_than_its_firsts_and_lasts() {
        SampleSummaries rows = rows(5700, 15_000, i -> 17.0 * i);
        byte[] bytes = encoded(rows);

        SampleSummaries found = decoded(bytes);
        assertThat(text(found, found)).isEqualTo(text(rows, found));
        assertThat(bytes.length).as("286 rows on an even grid").isLessThan(160);
    }

    @Test
    void damaged_bytes_are_refused_or_decoded_and_nothing_else() {
        Random random = new Random(8);
        byte[] good = encoded(rows(3000, 20_000, i -> random.nextInt(50)));
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bad = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int change = random.nextInt(4); change > 0; change--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                decoded(bad);
            } catch (DamagedBytesException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    private static SampleSummaries rows(int samples, long most, IntToDoubleFunction value) {
        SampleBuffer buffer = new SampleBuffer();
        long step = Math.min(most, 86_000_000L / samples);
        for (int i = 0; i < samples; i++) {
            buffer.add(START + i * step, value.applyAsDouble(i));
        }
        SampleSummaries rows = new SampleSummaries();
        rows.addAll(buffer, REQUEST);
        return rows;
    }

    private byte[] encoded(SampleSummaries rows) {
        sink.clear();
        codec.encode(rows, START, REQUEST.resolutionMillis(), sink);
        return Arrays.copyOf(sink.bytes(), sink.size());
    }

    private SampleSummaries decoded(byte[] bytes) {
        SampleSummaries rows = new SampleSummaries();
        byte[] padded = Arrays.copyOf(bytes, bytes.length + 8);
        codec.decode(source.over(padded, 0, bytes.length), START, REQUEST.resolutionMillis(), rows);
        return rows;
    }

    /** Sums are written where {@code exact} has them. */
    private static String text(SampleSummaries rows, SampleSummaries exact) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append(rows.endMillis(i)).append(' ').append(rows.count(i)).append(' ');
            text.append(rows.firstMillis(i))
                    .append(' ')
                    .append(rows.lastMillis(i))
                    .append(' ');
            text.append(rows.first(i)).append(' ').append(rows.last(i)).append(' ');
            text.append(rows.least(i)).append(' ').append(rows.greatest(i)).append(' ');
            text.append(exact.sumIsExact(i) ? rows.sum(i) : "-").append(' ');
            text.append(rows.loss(i)).append(' ').append(rows.resets(i)).append('\n');
        }
        return text.toString();
    }
}
