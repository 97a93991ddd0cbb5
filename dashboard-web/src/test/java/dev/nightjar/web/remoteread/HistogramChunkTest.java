package dev.nightjar.web.remoteread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.query.histogram.StoredHints;
import dev.nightjar.testkit.RandomHistograms;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramChunkTest {
    private static NativeHistogram at(SampleBuffer samples, int index) {
        NativeHistogram histogram = samples.histogram(index);
        assertThat(histogram).isNotNull();
        return Objects.requireNonNull(histogram);
    }

    private static Map<Integer, Double> counts(HistogramBuckets buckets) {
        Map<Integer, Double> counts = new TreeMap<>();
        for (int i = 0; i < buckets.size(); i++) {
            counts.put(buckets.index(i), buckets.count(i));
        }
        return counts;
    }

    /** Layouts change on the way and counters are reset: wherever that is, a chunk ends. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_is_packed_is_read_back(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomHistograms histograms = new RandomHistograms(random);
        SampleBuffer samples = new SampleBuffer();
        long time = -1000;
        for (int i = 0; i < 700; i++) {
            time += random.nextLong(1, i % 50 == 0 ? 100_000_000_000L : 20_000);
            samples.add(time, histograms.next());
        }
        StoredHints.settle(samples);

        HistogramChunk packed = new HistogramChunk();
        int at = 0;
        while (at < samples.size()) {
            int next = packed.pack(samples, at);
            TestingHistogramReader.Chunk read =
                    TestingHistogramReader.read(Arrays.copyOf(packed.array(), packed.size()));
            assertThat(read.samples()).hasSize(next - at).hasSizeLessThanOrEqualTo(XorChunk.MOST_SAMPLES);
            for (int i = at; i < next; i++) {
                NativeHistogram histogram = at(samples, i);
                TestingHistogramReader.Sample sample = read.samples().get(i - at);
                assertThat(read.schema()).isEqualTo(histogram.schema());
                assertThat(read.zeroThreshold()).isEqualTo(histogram.zeroThreshold());
                assertThat(read.bounds())
                        .isEqualTo(
                                Arrays.stream(histogram.customBounds()).boxed().toList());
                assertThat(sample.time()).isEqualTo(samples.timestampMillis(i));
                assertThat(sample.numbers())
                        .isEqualTo(List.of(
                                Double.doubleToRawLongBits(histogram.count()),
                                Double.doubleToRawLongBits(histogram.zeroCount()),
                                Double.doubleToRawLongBits(histogram.sum())));
                assertThat(sample.positive()).isEqualTo(counts(histogram.positive()));
                assertThat(sample.negative()).isEqualTo(counts(histogram.negative()));
                assertThat(i == at || histogram.resetHint() == ResetHint.NO_RESET)
                        .as("no reset within a chunk")
                        .isTrue();
            }
            at = next;
        }
    }
}
