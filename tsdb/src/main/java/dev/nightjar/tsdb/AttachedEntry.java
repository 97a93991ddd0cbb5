package dev.nightjar.tsdb;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.LabelBytes.InvalidLabelsException;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.HistogramRow;
import java.nio.charset.StandardCharsets;

/**
 * The part of a log entry that holds what is more than numbers: samples with start times, native histograms,
 * exemplars, metadata. Times and ids are differences to those before, signed varints.
 *
 * <pre>
 * to the end:
 *   1 | id | time | value 8                                  a sample; +8: start - time (signed varint) follows time
 *   2 | id | time | histogram                                the same of a native histogram
 *   3 | id | time | value 8 | length (varint), label bytes   an exemplar
 *   4 | type 1 | family, help, unit (length varint, UTF-8) | seen (varint, ms)
 * </pre>
 */
final class AttachedEntry implements EntryVisitor {
    private static final int NUMBER = 1;
    private static final int HISTOGRAM = 2;
    private static final int EXEMPLAR = 3;
    private static final int METADATA = 4;
    private static final int STARTED = 8;

    private final BatchEntry entry;
    private int lastId;
    private long lastTime;
    private boolean begun;

    /** Writes to {@code entry} what it visits. */
    AttachedEntry(BatchEntry entry) {
        this.entry = entry;
    }

    void begin() {
        lastId = 0;
        lastTime = 0;
        begun = false;
    }

    private ByteSink out() {
        if (!begun) {
            begun = true;
            return entry.attached();
        }
        return entry.bytes();
    }

    private void place(int kind, int id, long time, ByteSink out) {
        out.writeByte(kind);
        out.writeSigned(id - lastId);
        out.writeSigned(time - lastTime);
        lastId = id;
        lastTime = time;
    }

    private ByteSink sample(int kind, int id, long time, long start) {
        ByteSink out = out();
        place(start == 0 ? kind : kind | STARTED, id, time, out);
        if (start != 0) {
            out.writeSigned(start - time);
        }
        return out;
    }

    /** Labels are written before what is visited. */
    @Override
    public void series(int id, byte[] bytes, int from, int to) {
        throw new IllegalStateException("a series behind its samples");
    }

    @Override
    public void sample(int id, long time, long bits) {
        entry.sample(id, time, bits);
    }

    @Override
    public void number(int id, long time, long start, long bits) {
        sample(NUMBER, id, time, start).writeLong(bits);
    }

    @Override
    public void histogram(int id, long time, long start, NativeHistogram histogram) {
        HistogramRow.write(null, histogram, sample(HISTOGRAM, id, time, start));
    }

    @Override
    public void exemplar(int id, Exemplar exemplar) {
        ByteSink out = out();
        place(EXEMPLAR, id, exemplar.timestampMillis(), out);
        out.writeLong(Double.doubleToRawLongBits(exemplar.value()));
        byte[] labels = LabelBytes.encode(exemplar.labels());
        out.writeVarint(labels.length);
        out.writeBytes(labels, 0, labels.length);
    }

    @Override
    public void metadata(MetricMetadata about, long seenMillis) {
        ByteSink out = out();
        out.writeByte(METADATA);
        out.writeByte(MetadataTypes.number(about.type()));
        text(about.family(), out);
        text(about.help(), out);
        text(about.unit(), out);
        out.writeVarint(seenMillis);
    }

    @Override
    public void deletion(Deletion deletion) {
        throw new IllegalStateException("a deletion is alone in its entry");
    }

    static void text(String text, ByteSink out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeVarint(bytes.length);
        out.writeBytes(bytes, 0, bytes.length);
    }

    static String text(ByteSource in) {
        int length = in.readCount(in.remaining(), "bytes of text");
        return new String(in.bytes(), in.skip(length), length, StandardCharsets.UTF_8);
    }

    static void read(ByteSource in, EntryVisitor visitor) {
        int id = 0;
        long time = 0;
        while (in.remaining() > 0) {
            int kind = in.readByte();
            if (kind == METADATA) {
                MetricMetadata.Type type = MetadataTypes.type(in.readByte(), in);
                String family = text(in);
                String help = text(in);
                visitor.metadata(new MetricMetadata(family, type, help, text(in)), in.readVarint());
                continue;
            }
            id += (int) in.readSigned();
            time += in.readSigned();
            long start = (kind & STARTED) != 0 ? in.readSigned() + time : 0;
            switch (kind & ~STARTED) {
                case NUMBER -> visitor.number(id, time, start, in.readLong());
                case HISTOGRAM -> visitor.histogram(id, time, start, HistogramRow.read(null, in));
                case EXEMPLAR -> {
                    double value = Double.longBitsToDouble(in.readLong());
                    visitor.exemplar(id, new Exemplar(labels(in), value, time));
                }
                default -> throw in.damaged("an attachment of kind " + kind);
            }
        }
    }

    private static Labels labels(ByteSource in) {
        int length = in.readCount(in.remaining(), "bytes of an exemplar's labels");
        int at = in.skip(length);
        try {
            return LabelBytes.decode(in.bytes(), at, at + length);
        } catch (InvalidLabelsException e) {
            throw in.damaged("labels of an exemplar: " + e.getMessage());
        }
    }
}
