package dev.nightjar.ingest;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.StaleMarker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Walks over an exposition in the binary format: {@code io.prometheus.client.MetricFamily} messages, each with its
 * length before it. No object per sample; labels are read only for who asks. Used once.
 */
public final class MetricFamilyReader {
    private static final int NAME = 1 << 3 | ProtoReader.LENGTH;
    private static final int HELP = 2 << 3 | ProtoReader.LENGTH;
    private static final int TYPE = 3 << 3 | ProtoReader.VARINT;
    private static final int METRIC = 4 << 3 | ProtoReader.LENGTH;
    private static final int UNIT = 5 << 3 | ProtoReader.LENGTH;

    private static final int LABEL = 1 << 3 | ProtoReader.LENGTH;
    private static final int GAUGE = 2 << 3 | ProtoReader.LENGTH;
    private static final int COUNTER = 3 << 3 | ProtoReader.LENGTH;
    private static final int SUMMARY = 4 << 3 | ProtoReader.LENGTH;
    private static final int UNTYPED = 5 << 3 | ProtoReader.LENGTH;
    private static final int TIMESTAMP = 6 << 3 | ProtoReader.VARINT;
    private static final int HISTOGRAM = 7 << 3 | ProtoReader.LENGTH;

    private static final int FIRST_NUMBER = 1 << 3 | ProtoReader.FIXED64;
    private static final int SECOND_NUMBER = 2 << 3 | ProtoReader.FIXED64;
    private static final int FOURTH_NUMBER = 4 << 3 | ProtoReader.FIXED64;
    private static final int FIRST_VARINT = 1 << 3 | ProtoReader.VARINT;
    private static final int SECOND_VARINT = 2 << 3 | ProtoReader.VARINT;
    private static final int FIRST_TEXT = 1 << 3 | ProtoReader.LENGTH;
    private static final int SECOND_TEXT = 2 << 3 | ProtoReader.LENGTH;
    private static final int THIRD_MESSAGE = 3 << 3 | ProtoReader.LENGTH;

    /** Takes what is found. Exemplars come behind the sample they belong to. */
    public interface Sink<E extends Exception> {
        void family(MetricMetadata about) throws E;

        /** @param bound label with {@code boundValue}, {@code le} or {@code quantile}; empty for none */
        void number(MetricFamilyReader metric, String suffix, String bound, double boundValue, long bits) throws E;

        void histogram(MetricFamilyReader metric, NativeHistogram histogram) throws E;

        /** @param exemplar its time is 0 if the target gives none */
        void exemplar(Exemplar exemplar) throws E;
    }

    private final ProtoReader in;
    private final boolean takesNative;
    private final boolean keepsClassic;
    private final boolean converts;
    private final ClassicBuckets classic = new ClassicBuckets();
    private final ExposedHistogramReader histogram;
    private String name = "";
    private MetricMetadata.Type type = MetricMetadata.Type.UNKNOWN;
    private int[] labelAt = new int[16];
    private int[] labelEnd = new int[16];
    private int labels;
    private long timeMillis;

    /** Of the bucket read last. */
    private double bucketBound;

    private double bucketCount;
    private int exemplarAt;
    private int exemplarEnd;

    /**
     * @param takesNative whether histograms are taken in their native form where they have one
     * @param keepsClassic whether those are then taken in the other too
     * @param converts whether histograms that have no native form are made native ones with the same bounds
     */
    public MetricFamilyReader(byte[] body, int length, boolean takesNative, boolean keepsClassic, boolean converts) {
        this.in = new ProtoReader(body, length);
        this.takesNative = takesNative;
        this.keepsClassic = keepsClassic;
        this.converts = converts;
        this.histogram = new ExposedHistogramReader(in);
    }

    public <E extends Exception> void read(Sink<E> to) throws MalformedException, E {
        while (in.position() < in.end()) {
            family(in.lengthEnd(in.end(), "metric family"), to);
        }
    }

    /** The family's name. */
    public String name() {
        return name;
    }

    /** Whether the metric has a time of its own. */
    public boolean isTimed() {
        return timeMillis != 0;
    }

    public long timeMillis() {
        return timeMillis;
    }

    public int labelCount() {
        return labels;
    }

    public int labelAt(int label) {
        return labelAt[label];
    }

    public int labelEnd(int label) {
        return labelEnd[label];
    }

    /** The metric's labels by name; those with nothing in them are there. */
    public Map<String, String> labels() throws MalformedException {
        int back = in.position();
        Map<String, String> found = new TreeMap<>();
        for (int i = 0; i < labels; i++) {
            in.moveTo(labelAt[i]);
            label(labelEnd[i], found);
        }
        in.moveTo(back);
        return found;
    }

    private void label(int end, Map<String, String> to) throws MalformedException {
        String label = "";
        String value = "";
        while (in.position() < end) {
            int tag = in.tag(end, "label");
            switch (tag) {
                case FIRST_TEXT -> label = in.text(end, "name of a label");
                case SECOND_TEXT -> value = in.text(end, "value of a label");
                default -> in.skip(tag, end, "label");
            }
        }
        to.put(label, value);
    }

    /** Once for what the family is, which may stand behind its metrics, and once for those. */
    private <E extends Exception> void family(int end, Sink<E> to) throws MalformedException, E {
        int start = in.position();
        name = "";
        type = MetricMetadata.Type.COUNTER; // number 0, which need not be written
        String help = "";
        String unit = "";
        while (in.position() < end) {
            int tag = in.tag(end, "metric family");
            switch (tag) {
                case NAME -> name = in.text(end, "name of a metric family");
                case HELP -> help = in.text(end, "help of a metric family");
                case TYPE -> type = type(in.varint(end, "type of a metric family"));
                case UNIT -> unit = in.text(end, "unit of a metric family");
                default -> in.skip(tag, end, "metric family");
            }
        }
        if (name.isEmpty()) {
            throw new MalformedException("the metric family at byte " + start + " has no name");
        }
        to.family(new MetricMetadata(name, type, help, unit));
        in.moveTo(start);
        while (in.position() < end) {
            int tag = in.tag(end, "metric family");
            if (tag == METRIC) {
                metric(in.lengthEnd(end, "metric"), to);
            } else {
                in.skip(tag, end, "metric family");
            }
        }
    }

    private static MetricMetadata.Type type(long number) {
        return switch ((int) number) {
            case 0 -> MetricMetadata.Type.COUNTER;
            case 1 -> MetricMetadata.Type.GAUGE;
            case 2 -> MetricMetadata.Type.SUMMARY;
            case 4 -> MetricMetadata.Type.HISTOGRAM;
            case 5 -> MetricMetadata.Type.GAUGE_HISTOGRAM;
            default -> MetricMetadata.Type.UNKNOWN;
        };
    }

    private <E extends Exception> void metric(int end, Sink<E> to) throws MalformedException, E {
        labels = 0;
        timeMillis = 0;
        int valueTag = 0;
        int valueAt = 0;
        int valueEnd = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "metric");
            switch (tag) {
                case LABEL -> addLabel(in.lengthEnd(end, "label"));
                case GAUGE, COUNTER, SUMMARY, UNTYPED, HISTOGRAM -> {
                    valueTag = tag;
                    valueEnd = in.lengthEnd(end, "value of a metric");
                    valueAt = in.position();
                    in.moveTo(valueEnd);
                }
                case TIMESTAMP -> timeMillis = in.varint(end, "timestamp of a metric");
                default -> in.skip(tag, end, "metric");
            }
        }
        in.moveTo(valueAt);
        switch (valueTag) {
            case GAUGE, UNTYPED, COUNTER -> number(valueEnd, valueTag == COUNTER, to);
            case SUMMARY -> summary(valueEnd, to);
            case HISTOGRAM -> histogram(valueEnd, to);
            default -> {} // a metric without a value
        }
        in.moveTo(end);
    }

    private void addLabel(int end) {
        if (labels == labelAt.length) {
            labelAt = Arrays.copyOf(labelAt, 2 * labels);
            labelEnd = Arrays.copyOf(labelEnd, 2 * labels);
        }
        labelAt[labels] = in.position();
        labelEnd[labels++] = end;
        in.moveTo(end);
    }

    private <E extends Exception> void number(int end, boolean ofCounter, Sink<E> to) throws MalformedException, E {
        long bits = 0;
        int exemplarAt = 0;
        int exemplarEnd = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "value of a metric");
            if (tag == FIRST_NUMBER) {
                bits = in.fixed64(end, "value of a metric");
            } else if (ofCounter && tag == SECOND_TEXT) {
                exemplarEnd = in.lengthEnd(end, "exemplar");
                exemplarAt = in.position();
                in.moveTo(exemplarEnd);
            } else {
                in.skip(tag, end, "value of a metric");
            }
        }
        to.number(this, "", "", 0, plain(bits));
        if (exemplarEnd > exemplarAt) {
            exemplar(exemplarAt, exemplarEnd, to);
        }
    }

    private static long plain(long bits) {
        return Double.isNaN(Double.longBitsToDouble(bits)) ? StaleMarker.NORMAL_NAN_BITS : bits;
    }

    private static long bits(double value) {
        return plain(Double.doubleToRawLongBits(value));
    }

    private <E extends Exception> void summary(int end, Sink<E> to) throws MalformedException, E {
        int start = in.position();
        double count = 0;
        double sum = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "summary");
            switch (tag) {
                case FIRST_VARINT -> count = HistogramParts.unsigned(in.varint(end, "count of a summary"));
                case SECOND_NUMBER -> sum = Double.longBitsToDouble(in.fixed64(end, "sum of a summary"));
                default -> in.skip(tag, end, "summary");
            }
        }
        to.number(this, "_count", "", 0, bits(count));
        to.number(this, "_sum", "", 0, bits(sum));
        in.moveTo(start);
        while (in.position() < end) {
            int tag = in.tag(end, "summary");
            if (tag == THIRD_MESSAGE) {
                quantile(in.lengthEnd(end, "quantile"), to);
            } else {
                in.skip(tag, end, "summary");
            }
        }
    }

    private <E extends Exception> void quantile(int end, Sink<E> to) throws MalformedException, E {
        double quantile = 0;
        long bits = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "quantile");
            switch (tag) {
                case FIRST_NUMBER -> quantile = Double.longBitsToDouble(in.fixed64(end, "quantile"));
                case SECOND_NUMBER -> bits = in.fixed64(end, "value of a quantile");
                default -> in.skip(tag, end, "quantile");
            }
        }
        to.number(this, "", "quantile", quantile, plain(bits));
    }

    private <E extends Exception> void histogram(int end, Sink<E> to) throws MalformedException, E {
        histogram.read(end, type == MetricMetadata.Type.GAUGE_HISTOGRAM);
        boolean asNative = takesNative && histogram.isNative();
        if (asNative) {
            to.histogram(this, histogram.histogram());
            for (int i = 0; i < histogram.exemplarCount(); i++) {
                exemplar(histogram.exemplarAt(i), histogram.exemplarEnd(i), to);
            }
        }
        boolean converted = !asNative && converts && type == MetricMetadata.Type.HISTOGRAM && converted(to);
        if ((!asNative && !converted) || (keepsClassic && histogram.bucketCount() > 0)) {
            to.number(this, "_count", "", 0, bits(histogram.count()));
            to.number(this, "_sum", "", 0, bits(histogram.sum()));
            boolean whole = false;
            for (int i = 0; i < histogram.bucketCount(); i++) {
                whole |= bucket(i, to);
            }
            if (!whole) {
                to.number(this, "_bucket", "le", Double.POSITIVE_INFINITY, bits(histogram.count()));
            }
        }
    }

    /** Whether its numbers make one; exemplars come with it. */
    private <E extends Exception> boolean converted(Sink<E> to) throws MalformedException, E {
        classic.clear();
        classic.count(histogram.count());
        classic.sum(histogram.sum());
        for (int i = 0; i < histogram.bucketCount(); i++) {
            readBucket(i);
            classic.bucket(bucketBound, bucketCount);
        }
        Optional<NativeHistogram> made = classic.histogram();
        if (made.isEmpty()) {
            return false;
        }
        to.histogram(this, made.get());
        for (int i = 0; i < histogram.bucketCount(); i++) {
            readBucket(i);
            if (exemplarEnd > exemplarAt) {
                exemplar(exemplarAt, exemplarEnd, to);
            }
        }
        return true;
    }

    /** Whether it is the last, of everything. */
    private <E extends Exception> boolean bucket(int number, Sink<E> to) throws MalformedException, E {
        readBucket(number);
        to.number(this, "_bucket", "le", bucketBound, bits(bucketCount));
        if (exemplarEnd > exemplarAt) {
            exemplar(exemplarAt, exemplarEnd, to);
        }
        return bucketBound == Double.POSITIVE_INFINITY;
    }

    private void readBucket(int number) throws MalformedException {
        int end = histogram.bucketEnd(number);
        in.moveTo(histogram.bucketAt(number));
        bucketCount = 0;
        bucketBound = 0;
        exemplarAt = 0;
        exemplarEnd = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "bucket");
            switch (tag) {
                case FIRST_VARINT -> bucketCount = HistogramParts.unsigned(in.varint(end, "count of a bucket"));
                case SECOND_NUMBER -> bucketBound = Double.longBitsToDouble(in.fixed64(end, "bound of a bucket"));
                case FOURTH_NUMBER -> {
                    double fraction = Double.longBitsToDouble(in.fixed64(end, "count of a bucket"));
                    bucketCount = fraction > 0 ? fraction : bucketCount;
                }
                case THIRD_MESSAGE -> {
                    exemplarEnd = in.lengthEnd(end, "exemplar");
                    exemplarAt = in.position();
                    in.moveTo(exemplarEnd);
                }
                default -> in.skip(tag, end, "bucket");
            }
        }
    }

    private <E extends Exception> void exemplar(int at, int end, Sink<E> to) throws MalformedException, E {
        int back = in.position();
        in.moveTo(at);
        Map<String, String> found = new TreeMap<>();
        double value = 0;
        long millis = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "exemplar");
            switch (tag) {
                case FIRST_TEXT -> label(in.lengthEnd(end, "label"), found);
                case SECOND_NUMBER -> value = Double.longBitsToDouble(in.fixed64(end, "value of an exemplar"));
                case THIRD_MESSAGE -> millis = instant(in.lengthEnd(end, "timestamp of an exemplar"));
                default -> in.skip(tag, end, "exemplar");
            }
        }
        in.moveTo(back);
        to.exemplar(new Exemplar(Labels.of(found), value, millis));
    }

    /** Milliseconds of a {@code google.protobuf.Timestamp}. */
    private long instant(int end) throws MalformedException {
        long seconds = 0;
        long nanos = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "timestamp");
            switch (tag) {
                case FIRST_VARINT -> seconds = in.varint(end, "timestamp");
                case SECOND_VARINT -> nanos = in.varint(end, "timestamp");
                default -> in.skip(tag, end, "timestamp");
            }
        }
        return 1000 * seconds + nanos / 1_000_000;
    }

    /** The name as it lies in messages, for who makes keys of bytes. */
    public byte[] nameBytes() {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
