package dev.nightjar.model;

import dev.nightjar.model.BatchCodec.MalformedBatchException;
import dev.nightjar.model.LabelBytes.InvalidLabelsException;
import dev.nightjar.model.NativeHistogram.ResetHint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes the part of a frame of samples that holds their attachments. */
final class AttachmentCodec {
    private static final int LEAST_HISTOGRAM_BYTES = 8;

    /** In the order of their numbers on the wire. */
    private static final List<ResetHint> HINTS =
            List.of(ResetHint.UNKNOWN, ResetHint.RESET, ResetHint.NO_RESET, ResetHint.GAUGE);

    private static final List<MetricMetadata.Type> TYPES = List.of(
            MetricMetadata.Type.UNKNOWN,
            MetricMetadata.Type.COUNTER,
            MetricMetadata.Type.GAUGE,
            MetricMetadata.Type.HISTOGRAM,
            MetricMetadata.Type.GAUGE_HISTOGRAM,
            MetricMetadata.Type.SUMMARY,
            MetricMetadata.Type.INFO,
            MetricMetadata.Type.STATE_SET);

    private AttachmentCodec() {}

    static void write(SampleAttachments attachments, int sampleCount, WireWriter out) {
        writeHistograms(attachments, sampleCount, out);
        writeStarts(attachments, sampleCount, out);
        out.varint(attachments.exemplars().size());
        for (SampleAttachments.OfSeries of : attachments.exemplars()) {
            Exemplar exemplar = of.exemplar();
            out.varint(of.series());
            byte[] labels = exemplar.labels().isEmpty() ? new byte[0] : LabelBytes.encode(exemplar.labels());
            out.varint(labels.length);
            out.raw(labels, 0, labels.length);
            number(exemplar.value(), out);
            out.signed(exemplar.timestampMillis());
        }
        out.varint(attachments.metadata().size());
        for (MetricMetadata about : attachments.metadata()) {
            text(about.family(), out);
            out.varint(TYPES.indexOf(about.type()));
            text(about.help(), out);
            text(about.unit(), out);
        }
    }

    static SampleAttachments read(int seriesCount, int sampleCount, WireReader in) throws MalformedBatchException {
        @Nullable NativeHistogram[] histograms = readHistograms(sampleCount, in);
        long[] starts = readStarts(sampleCount, in);
        List<SampleAttachments.OfSeries> exemplars = readExemplars(seriesCount, in);
        int count = in.count("metadata", 4);
        List<MetricMetadata> metadata = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String family = text("family of metadata", in);
            MetricMetadata.Type type = TYPES.get(in.bounded("type of metadata", TYPES.size() - 1L));
            String help = text("help of metadata", in);
            metadata.add(new MetricMetadata(family, type, help, text("unit of metadata", in)));
        }
        SampleAttachments found = new SampleAttachments(histograms, starts, exemplars, metadata);
        return found.isEmpty() ? SampleAttachments.NONE : found;
    }

    private static void writeHistograms(SampleAttachments attachments, int sampleCount, WireWriter out) {
        int most = Math.min(sampleCount, attachments.histograms().length);
        int count = 0;
        for (int i = 0; i < most; i++) {
            count += attachments.histogram(i) == null ? 0 : 1;
        }
        out.varint(count);
        int before = 0;
        for (int i = 0; i < most; i++) {
            NativeHistogram histogram = attachments.histogram(i);
            if (histogram != null) {
                out.varint(i - before);
                before = i;
                writeHistogram(histogram, out);
            }
        }
    }

    private static void writeHistogram(NativeHistogram histogram, WireWriter out) {
        out.signed(histogram.schema());
        out.varint(HINTS.indexOf(histogram.resetHint()));
        number(histogram.count(), out);
        number(histogram.sum(), out);
        if (histogram.hasCustomBounds()) {
            out.varint(histogram.customBounds().length);
            for (double bound : histogram.customBounds()) {
                number(bound, out);
            }
        } else {
            number(histogram.zeroThreshold(), out);
            number(histogram.zeroCount(), out);
            writeBuckets(histogram.negative(), out);
        }
        writeBuckets(histogram.positive(), out);
    }

    private static void writeBuckets(HistogramBuckets buckets, WireWriter out) {
        out.varint(buckets.size());
        long before = 0;
        for (int i = 0; i < buckets.size(); i++) {
            out.signed(buckets.index(i) - before);
            number(buckets.count(i), out);
            before = buckets.index(i);
        }
    }

    private static @Nullable NativeHistogram[] readHistograms(int sampleCount, WireReader in)
            throws MalformedBatchException {
        int count = in.count("histograms", LEAST_HISTOGRAM_BYTES);
        if (count == 0) {
            return new @Nullable NativeHistogram[0];
        }
        @Nullable NativeHistogram[] histograms = new @Nullable NativeHistogram[sampleCount];
        int sample = 0;
        for (int i = 0; i < count; i++) {
            sample += in.bounded("sample of a histogram", sampleCount - 1L - sample);
            int at = in.position();
            try {
                histograms[sample] = readHistogram(in);
            } catch (IllegalArgumentException e) {
                throw new MalformedBatchException("histogram at byte " + at + ": " + e.getMessage());
            }
        }
        return histograms;
    }

    private static NativeHistogram readHistogram(WireReader in) throws MalformedBatchException {
        long schema = in.signed("schema");
        ResetHint hint = HINTS.get(in.bounded("reset hint", HINTS.size() - 1L));
        double count = number("count of a histogram", in);
        double sum = number("sum of a histogram", in);
        if (schema == NativeHistogram.CUSTOM_BOUNDS) {
            double[] bounds = new double[in.count("bounds", 1)];
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] = number("bound of a histogram", in);
            }
            return NativeHistogram.withBounds(bounds, hint, count, sum, readBuckets(in));
        }
        double zeroThreshold = number("zero threshold", in);
        double zeroCount = number("zero count", in);
        HistogramBuckets negative = readBuckets(in);
        HistogramBuckets positive = readBuckets(in);
        return new NativeHistogram(
                (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, schema)),
                hint,
                count,
                sum,
                zeroThreshold,
                zeroCount,
                positive,
                negative);
    }

    private static HistogramBuckets readBuckets(WireReader in) throws MalformedBatchException {
        int size = in.count("buckets", 2);
        int[] indices = new int[size];
        double[] counts = new double[size];
        long index = 0;
        for (int i = 0; i < size; i++) {
            index += in.signed("index of a bucket");
            if (index != (int) index) {
                throw new MalformedBatchException("index " + index + " of a bucket before byte " + in.position());
            }
            indices[i] = (int) index;
            counts[i] = number("count of a bucket", in);
        }
        return HistogramBuckets.of(indices, counts);
    }

    private static void writeStarts(SampleAttachments attachments, int sampleCount, WireWriter out) {
        int count = Math.min(sampleCount, attachments.startMillis().length);
        out.varint(count);
        long before = 0;
        for (int i = 0; i < count; i++) {
            out.signed(attachments.startMillis(i) - before);
            before = attachments.startMillis(i);
        }
    }

    private static long[] readStarts(int sampleCount, WireReader in) throws MalformedBatchException {
        int count = in.bounded("count of start times", Math.min(sampleCount, in.remaining()));
        long[] starts = new long[count];
        long start = 0;
        for (int i = 0; i < count; i++) {
            start += in.signed("start time");
            starts[i] = start;
        }
        return starts;
    }

    private static List<SampleAttachments.OfSeries> readExemplars(int seriesCount, WireReader in)
            throws MalformedBatchException {
        int count = in.count("exemplars", 4);
        List<SampleAttachments.OfSeries> exemplars = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int series = in.bounded("series of an exemplar", seriesCount - 1L);
            int length = in.bounded("length of an exemplar's labels", in.remaining());
            int from = in.skip(length);
            try {
                Labels labels = length == 0 ? Labels.EMPTY : LabelBytes.decode(in.bytes(), from, from + length);
                double value = number("value of an exemplar", in);
                exemplars.add(
                        new SampleAttachments.OfSeries(series, new Exemplar(labels, value, in.signed("timestamp"))));
            } catch (InvalidLabelsException e) {
                throw new MalformedBatchException("labels of an exemplar at byte " + from + ": " + e.getMessage());
            }
        }
        return exemplars;
    }

    /** Whole numbers end in zero bytes: turned round, they are short. */
    private static void number(double value, WireWriter out) {
        out.varint(Long.reverseBytes(Double.doubleToRawLongBits(value)));
    }

    private static double number(String what, WireReader in) throws MalformedBatchException {
        return Double.longBitsToDouble(Long.reverseBytes(in.varint(what)));
    }

    private static void text(String text, WireWriter out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.varint(bytes.length);
        out.raw(bytes, 0, bytes.length);
    }

    private static String text(String what, WireReader in) throws MalformedBatchException {
        int length = in.bounded("length of the " + what, in.remaining());
        return new String(in.bytes(), in.skip(length), length, StandardCharsets.UTF_8);
    }
}
