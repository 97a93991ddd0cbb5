package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleSummariesTest {
    private static final SummaryRequest TENS = new SummaryRequest(10, 20, 60);

    @Test
    void what_is_covered_is_summed_up_and_the_rest_stays_single() {
        SampleSummaries rows = summaries(samples(new long[] {15, 20, 21, 25, 30, 41, 60, 61}, 1, 2, 3, 4, 5, 6, 7, 8));

        assertThat(ends(rows)).containsExactly(15, 20, 30, 50, 60, 61);
        assertThat(rows.count(2)).isEqualTo(3);
        assertThat(rows.firstMillis(2)).isEqualTo(21);
        assertThat(rows.lastMillis(2)).isEqualTo(30);
        assertThat(rows.first(2)).isEqualTo(3);
        assertThat(rows.last(2)).isEqualTo(5);
        assertThat(rows.sum(2)).isEqualTo(12);
        assertThat(rows.count(3)).isEqualTo(1);
    }

    @Test
    void a_counter_loses_what_it_fell_from() {
        SampleSummaries rows = summaries(samples(new long[] {21, 22, 23, 24, 25, 31, 32}, 5, 9, 2, 4, 1, 0, 3));

        assertThat(rows.loss(0)).isEqualTo(13);
        assertThat(rows.resets(0)).isEqualTo(2);
        assertThat(rows.lossIsExact(0)).isTrue();
        assertThat(rows.least(0)).isEqualTo(1);
        assertThat(rows.greatest(0)).isEqualTo(9);
        assertThat(rows.loss(1)).as("the fall between rows belongs to neither").isZero();
    }

    @Test
    void fractions_and_large_sums_are_not_called_exact() {
        SampleSummaries rows = summaries(
                samples(new long[] {21, 22, 31, 32, 41, 42, 51, 52, 53}, 1, 0.5, 0x1p53 - 1, 1, -1, 3, 0.3, 0.1, 0.05));

        assertThat(rows.sumIsExact(0)).isFalse();
        assertThat(rows.sumIsExact(1)).isFalse();
        assertThat(rows.sumIsExact(2)).isFalse();
        assertThat(rows.lossIsExact(0)).as("one reset needs no addition").isTrue();
        assertThat(rows.lossIsExact(3)).as("two resets of fractions do").isFalse();
    }

    @Test
    void stale_markers_are_left_out_and_a_nan_gives_way_to_any_number() {
        SampleSummaries rows =
                summaries(samples(new long[] {21, 22, 23, 31}, Double.NaN, 4, StaleMarker.VALUE, StaleMarker.VALUE));

        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.count(0)).isEqualTo(2);
        assertThat(rows.first(0)).isNaN();
        assertThat(rows.least(0)).isEqualTo(4);
        assertThat(rows.greatest(0)).isEqualTo(4);
        assertThat(rows.sumIsExact(0)).isFalse();
    }

    @Test
    void rows_of_parts_are_the_rows_of_the_whole() {
        Random random = new Random(4);
        for (int round = 0; round < 500; round++) {
            SampleBuffer all = new SampleBuffer();
            SampleSummaries parts = new SampleSummaries(1);
            SampleSummaries part = new SampleSummaries();
            SampleBuffer some = new SampleBuffer();
            SummaryRequest request = new SummaryRequest(10, 0, 1000);
            for (long time = 1; time < 200; time += 1 + random.nextInt(4)) {
                double value = switch (random.nextInt(30)) {
                    case 0 -> Double.NaN;
                    case 1 -> StaleMarker.VALUE;
                    default -> random.nextInt(20);
                };
                all.add(time, value);
                some.add(time, value);
                if (random.nextInt(5) == 0) {
                    part.clear();
                    part.addAll(some, request);
                    some.clear();
                    parts.addRows(part, 0, part.size());
                }
            }
            part.clear();
            part.addAll(some, request);
            int half = part.size() / 2;
            parts.addRows(part, 0, half);
            parts.addRows(part, half, part.size());
            SampleSummaries whole = new SampleSummaries();
            whole.addAll(all, request);
            assertThat(text(parts)).isEqualTo(text(whole));
        }
    }

    @Test
    void histograms_and_start_times_are_seen() {
        SampleBuffer buffer = new SampleBuffer();
        buffer.add(
                21,
                NativeHistogram.withBounds(
                        new double[] {1}, NativeHistogram.ResetHint.UNKNOWN, 0, 0, HistogramBuckets.NONE));
        assertThat(summaries(buffer).needsSamples()).isTrue();
        SampleBuffer started = samples(new long[] {21}, 1);
        assertThat(summaries(started).needsSamples()).isFalse();
        started.startMillis(0, 5);
        assertThat(summaries(started).needsSamples()).isTrue();
    }

    @Test
    void a_request_begins_and_ends_where_stretches_do() {
        assertThatThrownBy(() -> new SummaryRequest(10, 5, 20)).hasMessage("stretches of 10 ms do not fill 5 to 20");
    }

    private static SampleBuffer samples(long[] times, double... values) {
        SampleBuffer buffer = new SampleBuffer();
        for (int i = 0; i < times.length; i++) {
            buffer.add(times[i], values[i]);
        }
        return buffer;
    }

    private static SampleSummaries summaries(SampleBuffer buffer) {
        SampleSummaries rows = new SampleSummaries(1);
        rows.addAll(buffer, TENS);
        return rows;
    }

    private static long[] ends(SampleSummaries rows) {
        long[] ends = new long[rows.size()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = rows.endMillis(i);
        }
        return ends;
    }

    private static String text(SampleSummaries rows) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append(rows.endMillis(i)).append(' ').append(rows.count(i)).append(' ');
            text.append(rows.firstMillis(i))
                    .append(' ')
                    .append(rows.lastMillis(i))
                    .append(' ');
            text.append(rows.first(i)).append(' ').append(rows.last(i)).append(' ');
            text.append(rows.least(i)).append(' ').append(rows.greatest(i)).append(' ');
            text.append(rows.sum(i))
                    .append(' ')
                    .append(rows.loss(i))
                    .append(' ')
                    .append(rows.resets(i))
                    .append('\n');
        }
        return text.toString();
    }
}
