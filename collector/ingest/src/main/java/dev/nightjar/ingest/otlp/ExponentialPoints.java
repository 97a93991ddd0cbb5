package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.StaleMarker;

/** Reads the data points of exponential histograms, which become native histograms. */
final class ExponentialPoints implements DataPoints {
    private static final int ATTRIBUTE = 1 << 3 | ProtoReader.LENGTH;
    private static final int START = 2 << 3 | ProtoReader.FIXED64;
    private static final int TIME = 3 << 3 | ProtoReader.FIXED64;
    private static final int COUNT = 4 << 3 | ProtoReader.FIXED64;
    private static final int SUM = 5 << 3 | ProtoReader.FIXED64;
    private static final int SCALE = 6 << 3 | ProtoReader.VARINT;
    private static final int ZERO_COUNT = 7 << 3 | ProtoReader.FIXED64;
    private static final int POSITIVE = 8 << 3 | ProtoReader.LENGTH;
    private static final int NEGATIVE = 9 << 3 | ProtoReader.LENGTH;
    private static final int FLAGS = 10 << 3 | ProtoReader.VARINT;
    private static final int EXEMPLAR = 11 << 3 | ProtoReader.LENGTH;
    private static final int ZERO_THRESHOLD = 14 << 3 | ProtoReader.FIXED64;

    /** Of senders that do not say: so small that only zero is in the zero bucket. */
    private static final double DEFAULT_ZERO_THRESHOLD = 1e-128;

    /** As Prometheus has it: coarser histograms have no schema there. */
    private static final long LOWEST_SCALE = -4;

    private static final long HIGHEST_SCALE = 52;

    /** Of one request: 12 bytes each, from one byte of a body. */
    private static final int MOST_BUCKETS = 4 << 20;

    private final ProtoReader in;
    private final SeriesWriter writer;
    private final Totals totals;
    private final Refusals refusals;
    private final PointExemplars exemplars = new PointExemplars();
    private final ExponentialBuckets positive = new ExponentialBuckets();
    private final ExponentialBuckets negative = new ExponentialBuckets();
    private int buckets;

    private Times times = new Times(0, 0);
    private double count;
    private double sum;
    private long scale;
    private double zeroCount;
    private double zeroThreshold;

    ExponentialPoints(ProtoReader in, SeriesWriter writer, Totals totals, Refusals refusals) {
        this.in = in;
        this.writer = writer;
        this.totals = totals;
        this.refusals = refusals;
    }

    @Override
    public long read(Metric metric, int end) throws MalformedException, RefusedPointException {
        long flags = fields(end);
        buckets += positive.size() + negative.size();
        if (buckets > MOST_BUCKETS) {
            throw MalformedException.tooLarge("the exponential histograms of the request have more than " + MOST_BUCKETS
                    + " buckets: send smaller requests");
        }
        writer.endAttributes(in.bytes());
        if ((flags & NO_RECORDED_VALUE) != 0) {
            writer.number(metric.name(), times, StaleMarker.BITS);
            return times.nanos();
        }
        NativeHistogram histogram;
        try {
            histogram = histogram();
        } catch (IllegalArgumentException e) {
            refusals.add("invalid_histogram", "a data point of \"" + metric.sent() + "\": " + e.getMessage(), 1);
            return times.nanos();
        }
        write(metric, histogram);
        return times.nanos();
    }

    private long fields(int end) throws MalformedException, RefusedPointException {
        long start = 0;
        long nanos = 0;
        long flags = 0;
        count = 0;
        sum = 0;
        scale = 0;
        zeroCount = 0;
        zeroThreshold = 0;
        positive.clear();
        negative.clear();
        exemplars.clear();
        writer.beginPoint();
        while (in.position() < end) {
            int tag = in.tag(end, "exponential histogram");
            switch (tag) {
                case ATTRIBUTE -> writer.attribute(in, in.lengthEnd(end, "attribute"));
                case START -> start = in.fixed64(end, "start time");
                case TIME -> nanos = in.fixed64(end, "time of a histogram");
                case COUNT -> count = unsigned(in.fixed64(end, "count of a histogram"));
                case SUM -> sum = Double.longBitsToDouble(in.fixed64(end, "sum of a histogram"));
                case SCALE -> scale = ProtoReader.zigzag(in.varint(end, "scale of a histogram"));
                case ZERO_COUNT -> zeroCount = unsigned(in.fixed64(end, "zero count of a histogram"));
                case POSITIVE -> positive.read(in, in.lengthEnd(end, "positive buckets"));
                case NEGATIVE -> negative.read(in, in.lengthEnd(end, "negative buckets"));
                case FLAGS -> flags = in.varint(end, "flags of a histogram");
                case EXEMPLAR -> exemplars.read(in, in.lengthEnd(end, "exemplar"));
                case ZERO_THRESHOLD ->
                    zeroThreshold = Double.longBitsToDouble(in.fixed64(end, "zero threshold of a histogram"));
                default -> in.skip(tag, end, "exponential histogram");
            }
        }
        times = new Times(nanos, start);
        return flags;
    }

    private static double unsigned(long count) {
        return count >= 0 ? count : (count >>> 1) * 2.0;
    }

    /** Throws {@link IllegalArgumentException} on what cannot be. */
    private NativeHistogram histogram() {
        if (scale < LOWEST_SCALE || scale > HIGHEST_SCALE) {
            throw new IllegalArgumentException(
                    "its scale is " + scale + ", not one from " + LOWEST_SCALE + " to " + HIGHEST_SCALE);
        }
        int shift = (int) Math.max(0, scale - NativeHistogram.HIGHEST_SCHEMA);
        HistogramBuckets above = positive.buckets(shift);
        HistogramBuckets below = negative.buckets(shift);
        double inBuckets = zeroCount + total(above) + total(below);
        if (Double.isNaN(sum) ? inBuckets > count : inBuckets != count) {
            throw new IllegalArgumentException("it counts " + NumberText.plain(count) + " observations, its buckets "
                    + NumberText.plain(inBuckets));
        }
        return new NativeHistogram(
                (int) scale - shift,
                NativeHistogram.ResetHint.UNKNOWN,
                count,
                sum,
                zeroThreshold > 0 ? zeroThreshold : DEFAULT_ZERO_THRESHOLD,
                zeroCount,
                above,
                below);
    }

    private static double total(HistogramBuckets buckets) {
        double total = 0;
        for (int i = 0; i < buckets.size(); i++) {
            total += buckets.count(i);
        }
        return total;
    }

    private void write(Metric metric, NativeHistogram point) throws MalformedException {
        int labels = writer.putLabels(metric.name());
        NativeHistogram stored = point;
        if (metric.isDelta()) {
            byte[] series = writer.columns().copy(labels, writer.columns().used());
            RunningTotals.Exponential first = new RunningTotals.Exponential(point, times.startNanos(), times.nanos());
            RunningTotals.Total total = totals.add(
                    metric,
                    series,
                    times,
                    () -> first,
                    before -> before instanceof RunningTotals.Exponential known
                                    && known.histogram().zeroThreshold() == point.zeroThreshold()
                            ? new RunningTotals.Exponential(
                                    ExponentialBuckets.sum(known.histogram(), point), known.startNanos(), times.nanos())
                            : first);
            if (!(total instanceof RunningTotals.Exponential known)) {
                writer.columns().cut(labels);
                return;
            }
            stored = known.histogram();
            times = new Times(times.nanos(), known.startNanos());
        }
        writer.beginHistogram(times, stored);
        exemplars.give(writer.columns());
        writer.end(labels);
    }
}
