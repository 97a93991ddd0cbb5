package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.StaleMarker;
import java.util.Arrays;

/**
 * Reads the data points of histograms with bounds of their own: written as a series per bucket, with sum and count, or
 * as one native histogram.
 */
final class BucketPoints implements DataPoints {
    private static final int START = 2 << 3 | ProtoReader.FIXED64;
    private static final int TIME = 3 << 3 | ProtoReader.FIXED64;
    private static final int COUNT = 4 << 3 | ProtoReader.FIXED64;
    private static final int SUM = 5 << 3 | ProtoReader.FIXED64;
    private static final int BUCKET_COUNTS = 6;
    private static final int BOUNDS = 7;
    private static final int EXEMPLAR = 8 << 3 | ProtoReader.LENGTH;
    private static final int ATTRIBUTE = 9 << 3 | ProtoReader.LENGTH;
    private static final int FLAGS = 10 << 3 | ProtoReader.VARINT;

    private static final byte[] LE = Metric.bytes("le");
    private static final byte[] INFINITE = Metric.bytes("+Inf");

    private final ProtoReader in;
    private final SeriesWriter writer;
    private final Totals totals;
    private final Refusals refusals;
    private final boolean convertsToNative;
    private final PointExemplars exemplars = new PointExemplars();
    private final PackedNumbers counts = new PackedNumbers(ProtoReader.FIXED64, "counts of buckets");
    private final PackedNumbers bounds = new PackedNumbers(ProtoReader.FIXED64, "bounds of buckets");

    /** The points of a metric mostly have the same bounds. */
    private double[] lastBounds = new double[0];

    private byte[][] lastTexts = new byte[0][];

    private Times times = new Times(0, 0);
    private long count;
    private double sum;
    private boolean summed;

    BucketPoints(ProtoReader in, SeriesWriter writer, Totals totals, Refusals refusals, boolean convertsToNative) {
        this.in = in;
        this.writer = writer;
        this.totals = totals;
        this.refusals = refusals;
        this.convertsToNative = convertsToNative;
    }

    @Override
    public long read(Metric metric, int end) throws MalformedException, RefusedPointException {
        long flags = fields(end);
        writer.endAttributes(in.bytes());
        if ((flags & NO_RECORDED_VALUE) != 0) {
            stale(metric);
        } else if (counts.size() > 0 && counts.size() != bounds.size() + 1) {
            refusals.add(
                    "invalid_histogram",
                    "a data point of \"" + metric.sent() + "\" has " + counts.size() + " buckets and " + bounds.size()
                            + " bounds; there must be one bucket more than bounds",
                    1);
        } else {
            double[] limits = counts.size() == 0 ? new double[0] : bounds.toDoubles();
            write(
                    metric,
                    new RunningTotals.Buckets(limits, counts.toArray(), count, sum, times.startNanos(), times.nanos()));
        }
        return times.nanos();
    }

    private long fields(int end) throws MalformedException, RefusedPointException {
        long start = 0;
        long nanos = 0;
        long flags = 0;
        count = 0;
        sum = 0;
        summed = false;
        counts.clear();
        bounds.clear();
        exemplars.clear();
        writer.beginPoint();
        while (in.position() < end) {
            int tag = in.tag(end, "histogram");
            switch (tag) {
                case START -> start = in.fixed64(end, "start time");
                case TIME -> nanos = in.fixed64(end, "time of a histogram");
                case COUNT -> count = in.fixed64(end, "count of a histogram");
                case SUM -> {
                    sum = Double.longBitsToDouble(in.fixed64(end, "sum of a histogram"));
                    summed = true;
                }
                case EXEMPLAR -> exemplars.read(in, in.lengthEnd(end, "exemplar"));
                case ATTRIBUTE -> writer.attribute(in, in.lengthEnd(end, "attribute"));
                case FLAGS -> flags = in.varint(end, "flags of a histogram");
                default -> {
                    switch (tag >>> 3) {
                        case BUCKET_COUNTS -> counts.read(in, tag, end);
                        case BOUNDS -> bounds.read(in, tag, end);
                        default -> in.skip(tag, end, "histogram");
                    }
                }
            }
        }
        times = new Times(nanos, start);
        return flags;
    }

    /** The sender knows no buckets any more: of those only the last can be ended, as of a histogram without bounds. */
    private void stale(Metric metric) throws MalformedException {
        if (convertsToNative) {
            writer.number(metric.name(), times, StaleMarker.BITS);
            return;
        }
        writer.number(metric.countName(), times, StaleMarker.BITS);
        writer.number(metric.sumName(), times, StaleMarker.BITS);
        double[] limits = bounds.toDoubles();
        for (byte[] text : texts(limits)) {
            writer.number(writer.putLabels(metric.bucketName(), LE, text), times, StaleMarker.BITS);
        }
        writer.number(writer.putLabels(metric.bucketName(), LE, INFINITE), times, StaleMarker.BITS);
    }

    private void write(Metric metric, RunningTotals.Buckets point) throws MalformedException {
        RunningTotals.Buckets total = point;
        if (metric.isDelta()) {
            int labels = writer.putLabels(metric.countName());
            byte[] series = writer.columns().copy(labels, writer.columns().used());
            writer.columns().cut(labels);
            if (!(totals.add(metric, series, times, () -> point, before -> added(before, point))
                    instanceof RunningTotals.Buckets known)) {
                return;
            }
            total = known;
            times = new Times(point.lastNanos(), known.startNanos());
        }
        if (convertsToNative) {
            writeNative(metric, total);
        } else {
            writeSeries(metric, total);
        }
    }

    /** With other bounds than before, counting begins anew. */
    private static RunningTotals.Total added(RunningTotals.Total before, RunningTotals.Buckets point) {
        if (!(before instanceof RunningTotals.Buckets known) || !Arrays.equals(known.bounds(), point.bounds())) {
            return point;
        }
        long[] counts = known.counts().clone();
        for (int i = 0; i < counts.length; i++) {
            counts[i] += point.counts()[i];
        }
        return new RunningTotals.Buckets(
                known.bounds(),
                counts,
                known.count() + point.count(),
                known.sum() + point.sum(),
                known.startNanos(),
                point.lastNanos());
    }

    private void writeSeries(Metric metric, RunningTotals.Buckets total) throws MalformedException {
        if (summed) {
            writer.number(metric.sumName(), times, Double.doubleToRawLongBits(total.sum()));
        }
        writer.number(metric.countName(), times, count(total.count()));
        byte[][] texts = texts(total.bounds());
        double above = Double.NaN;
        long cumulative = 0;
        for (int i = 0; i < texts.length; i++) {
            cumulative += total.counts()[i];
            bucket(metric, texts[i], cumulative, above, total.bounds()[i]);
            above = total.bounds()[i];
        }
        bucket(metric, INFINITE, total.count(), above, Double.POSITIVE_INFINITY);
    }

    private void bucket(Metric metric, byte[] le, long cumulative, double above, double upTo)
            throws MalformedException {
        int labels = writer.putLabels(metric.bucketName(), LE, le);
        writer.begin(times, count(cumulative));
        exemplars.give(writer.columns(), above, upTo);
        writer.end(labels);
    }

    private static long count(long count) {
        return Double.doubleToRawLongBits(count >= 0 ? count : (count >>> 1) * 2.0);
    }

    private byte[][] texts(double[] limits) {
        if (!Arrays.equals(limits, lastBounds)) {
            byte[][] texts = new byte[limits.length][];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = Metric.bytes(NumberText.plain(limits[i]));
            }
            lastBounds = limits;
            lastTexts = texts;
        }
        return lastTexts;
    }

    private void writeNative(Metric metric, RunningTotals.Buckets total) throws MalformedException {
        NativeHistogram histogram;
        try {
            histogram = histogram(total);
        } catch (IllegalArgumentException e) {
            refusals.add("invalid_histogram", "a data point of \"" + metric.sent() + "\": " + e.getMessage(), 1);
            return;
        }
        int labels = writer.putLabels(metric.name());
        writer.beginHistogram(times, histogram);
        exemplars.give(writer.columns());
        writer.end(labels);
    }

    private static NativeHistogram histogram(RunningTotals.Buckets total) {
        int[] indices = new int[total.counts().length];
        double[] counts = new double[indices.length];
        double all = 0;
        for (int i = 0; i < indices.length; i++) {
            indices[i] = i;
            counts[i] = total.counts()[i];
            all += counts[i];
        }
        if (indices.length > 0 && all != total.count()) {
            throw new IllegalArgumentException(
                    "it counts " + total.count() + " observations, its buckets " + NumberText.plain(all));
        }
        return NativeHistogram.withBounds(
                total.bounds(),
                NativeHistogram.ResetHint.UNKNOWN,
                (double) total.count(),
                total.sum(),
                HistogramBuckets.of(indices, counts));
    }
}
