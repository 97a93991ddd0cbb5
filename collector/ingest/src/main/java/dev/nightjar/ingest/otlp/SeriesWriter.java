package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.BatchColumns;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes series into the columns of a batch: the attributes of a data point, together with what its resource and scope
 * give to all series, under the name of a metric or of one of its parts.
 */
final class SeriesWriter {
    private static final byte[] METRIC_NAME = Labels.METRIC_NAME.getBytes(StandardCharsets.UTF_8);

    /** Of one point, leaving the rest of what a store takes to the metric's name. */
    private static final int MOST_LABEL_BYTES = 28 << 10;

    private final BatchColumns columns;
    private final int mostBytes;
    private final TextBuffer text = new TextBuffer();
    private final LabelList point;
    private final LabelList promoted;
    private final LabelList identity;
    private int baseEnd;

    /** @param mostBytes that the labels of all series may take, since they are much more than what is sent */
    SeriesWriter(BatchColumns columns, AttributeNames names, int mostBytes) {
        this.columns = columns;
        this.mostBytes = mostBytes;
        point = new LabelList(names, text);
        promoted = new LabelList(names, text);
        identity = new LabelList(names, text);
    }

    BatchColumns columns() {
        return columns;
    }

    /** Forgets the resource and scope before; what all series have is set anew. */
    void beginScope() {
        promoted.clear();
        identity.clear();
        text.cut(0);
        baseEnd = 0;
    }

    /** A label of all series that gives way to an attribute of the same name. */
    void promoted(byte[] name, String value) {
        promoted.add(name, value);
        baseEnd = text.used();
    }

    /** A label of all series that takes the place of an attribute of the same name. */
    void identity(byte[] name, String value) {
        identity.add(name, value);
        baseEnd = text.used();
    }

    void beginPoint() {
        point.clear();
        text.cut(baseEnd);
    }

    void attribute(ProtoReader in, int end) throws MalformedException, RefusedPointException {
        point.attribute(in, end);
    }

    /** All attributes of the point have been given. */
    void endAttributes(byte[] message) throws RefusedPointException {
        point.sort(message);
        int own = point.size();
        for (int i = 0; i < promoted.size(); i++) {
            if (point.find(promoted.name(i)) < 0) {
                point.add(promoted.name(i), promoted.valueFrom(i), promoted.valueTo(i));
            }
        }
        for (int i = 0; i < identity.size(); i++) {
            int there = point.find(identity.name(i));
            if (there < 0) {
                point.add(identity.name(i), identity.valueFrom(i), identity.valueTo(i));
            } else {
                point.replace(there, identity.valueFrom(i), identity.valueTo(i));
            }
        }
        if (point.size() > own) {
            point.sort(message);
        }
        int bytes = point.bytes();
        if (bytes > MOST_LABEL_BYTES) {
            throw new RefusedPointException(
                    "invalid_label", "its labels take " + bytes + " bytes, the limit is " + MOST_LABEL_BYTES);
        }
    }

    /** Puts the point's labels under a name and answers where; {@link #end} makes a series of them. */
    int putLabels(byte[] metric) throws MalformedException {
        return putLabels(metric, null, METRIC_NAME);
    }

    /** The same with one label more. */
    int putLabels(byte[] metric, byte @Nullable [] extra, byte[] extraValue) throws MalformedException {
        int start = columns.used();
        boolean named = false;
        boolean extraPut = extra == null;
        byte[] values = point.values();
        for (int i = 0; i < point.size(); i++) {
            byte[] name = point.name(i);
            if (Arrays.equals(name, METRIC_NAME)
                    || (extra != null && Arrays.equals(name, extra))
                    || point.valueFrom(i) == point.valueTo(i)) {
                continue;
            }
            if (!named && Arrays.compareUnsigned(METRIC_NAME, name) < 0) {
                put(METRIC_NAME, metric);
                named = true;
            }
            if (!extraPut && extra != null && Arrays.compareUnsigned(extra, name) < 0) {
                put(extra, extraValue);
                extraPut = true;
            }
            columns.putLabel(name, 0, name.length, values, point.valueFrom(i), point.valueTo(i));
        }
        if (!named) {
            put(METRIC_NAME, metric);
        }
        if (!extraPut && extra != null) {
            put(extra, extraValue);
        }
        if (columns.used() > mostBytes) {
            throw MalformedException.tooLarge("the labels of the request's series take more than " + mostBytes
                    + " bytes: send fewer data points at a time");
        }
        return start;
    }

    private void put(byte[] name, byte[] value) {
        columns.putLabel(name, 0, name.length, value, 0, value.length);
    }

    /** Makes a series of one number. */
    void number(byte[] metric, Times times, long valueBits) throws MalformedException {
        number(putLabels(metric), times, valueBits);
    }

    /** The same where the labels have been put already, at {@code labels}. */
    void number(int labels, Times times, long valueBits) {
        begin(times, valueBits);
        end(labels);
    }

    /** Begins a series with a number; exemplars may follow, then {@link #end}. */
    void begin(Times times, long valueBits) {
        columns.beginSeries();
        columns.sample(times.millis(), valueBits);
        if (times.startMillis() != 0) {
            columns.startedAt(times.startMillis());
        }
    }

    /** The same with a native histogram. */
    void beginHistogram(Times times, NativeHistogram histogram) {
        columns.beginSeries();
        columns.histogram(times.millis(), histogram);
        if (times.startMillis() != 0) {
            columns.startedAt(times.startMillis());
        }
    }

    void end(int labels) {
        columns.endSeries(labels, columns.used());
    }
}
