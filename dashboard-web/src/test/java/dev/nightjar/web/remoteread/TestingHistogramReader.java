package dev.nightjar.web.remoteread;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a chunk of histograms with fractional counts by the definition of its encoding. */
final class TestingHistogramReader {
    /** A sample: its time, count, count of the zero bucket and sum as bits, and what is in each bucket that has something. */
    record Sample(long time, List<Long> numbers, Map<Integer, Double> positive, Map<Integer, Double> negative) {}

    /** {@code header}: what is known of a reset before the first sample. */
    record Chunk(int header, double zeroThreshold, int schema, List<Double> bounds, List<Sample> samples) {}

    private static final int[] WIDTHS = {0, 3, 6, 9, 12, 18, 25, 56, 64};

    private final byte[] bytes;
    private int bit;

    private TestingHistogramReader(byte[] bytes) {
        this.bytes = bytes;
    }

    static Chunk read(byte[] bytes) {
        return new TestingHistogramReader(bytes).chunk();
    }

    private Chunk chunk() {
        int count = (int) bits(16);
        int header = (int) bits(8) >>> 6;
        double threshold = bits(8) == 0 ? 0 : Double.longBitsToDouble(bits(64));
        int schema = (int) signed();
        List<Integer> positive = indices();
        List<Integer> negative = indices();
        List<Double> bounds = new ArrayList<>();
        if (schema == -53) {
            for (long left = unsigned(); left > 0; left--) {
                if (unsigned() != 0) {
                    throw new AssertionError("a bound in thousandths");
                }
                bounds.add(Double.longBitsToDouble(bits(64)));
            }
        }
        Column[] columns = new Column[3 + positive.size() + negative.size()];
        List<Sample> samples = new ArrayList<>();
        long time = 0;
        long step = 0;
        for (int i = 0; i < count; i++) {
            long read = signed();
            step = i == 0 ? 0 : step + read;
            time = i == 0 ? read : time + step;
            for (int c = 0; c < columns.length; c++) {
                columns[c] = i == 0 ? new Column(bits(64), 0, 0) : next(columns[c]);
            }
            samples.add(new Sample(
                    time,
                    List.of(columns[0].value, columns[1].value, columns[2].value),
                    buckets(positive, columns, 3),
                    buckets(negative, columns, 3 + positive.size())));
        }
        return new Chunk(header, threshold, schema, bounds, samples);
    }

    private record Column(long value, int leading, int trailing) {}

    private static Map<Integer, Double> buckets(List<Integer> indices, Column[] columns, int from) {
        Map<Integer, Double> buckets = new TreeMap<>();
        for (int i = 0; i < indices.size(); i++) {
            double count = Double.longBitsToDouble(columns[from + i].value);
            if (count != 0) {
                buckets.put(indices.get(i), count);
            }
        }
        return buckets;
    }

    private Column next(Column before) {
        if (bits(1) == 0) {
            return before;
        }
        int leading = before.leading;
        int trailing = before.trailing;
        if (bits(1) == 1) {
            leading = (int) bits(5);
            int significant = (int) bits(6);
            trailing = 64 - leading - (significant == 0 ? 64 : significant);
        }
        return new Column(before.value ^ bits(64 - leading - trailing) << trailing, leading, trailing);
    }

    private List<Integer> indices() {
        List<Integer> indices = new ArrayList<>();
        int index = 0;
        for (long spans = unsigned(); spans > 0; spans--) {
            long length = unsigned();
            index += (int) signed();
            for (long i = 0; i < length; i++) {
                indices.add(index++);
            }
        }
        return indices;
    }

    private long unsigned() {
        return bits(width());
    }

    private long signed() {
        int width = width();
        long value = bits(width);
        return width > 0 && width < 64 && value > 1L << (width - 1) ? value - (1L << width) : value;
    }

    private int width() {
        int ones = 0;
        while (ones < WIDTHS.length - 1 && bits(1) == 1) {
            ones++;
        }
        return WIDTHS[ones];
    }

    private long bits(int count) {
        long value = 0;
        for (int i = 0; i < count; i++, bit++) {
            value = value << 1 | (bytes[bit >>> 3] >>> (7 - (bit & 7)) & 1);
        }
        return value;
    }
}
