package dev.nightjar.tsdb;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.TimeRange;
import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.HistogramRow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The open chunk of a series whose samples are native histograms: rows, each against the one before, in the head's
 * byte streams. Times rise strictly and lie on one day. Guarded by the head's lock.
 *
 * <pre>
 * row   time - time before (varint; of the first: 0) | start - start before (signed varint) | histogram
 * </pre>
 */
final class OpenHistograms {
    /** Rows beyond this become a chunk. */
    static final int MOST_BYTES = 8 << 10;

    static final int MOST_ROWS = 480;

    final long firstMillis;
    private final long endMillis;
    /** Late samples may overrule samples of this chunk, so an equal sample is not always a duplicate. */
    boolean overruled;

    private int firstBlock = ByteStreams.NO_BLOCK;
    private int lastBlock = ByteStreams.NO_BLOCK;
    private int bytes;
    private int count;
    private long lastMillis;
    private long lastStart;
    private @Nullable NativeHistogram last;

    OpenHistograms(long firstMillis) {
        this.firstMillis = firstMillis;
        this.lastMillis = firstMillis;
        this.endMillis = Day.startMillis(Day.of(firstMillis) + 1);
    }

    boolean takes(long timeMillis) {
        return timeMillis < endMillis && count < MOST_ROWS && bytes < MOST_BYTES;
    }

    /** {@code row} is scratch. */
    void append(long timeMillis, long startMillis, NativeHistogram histogram, ByteStreams streams, ByteSink row) {
        row.clear();
        row.writeVarint(timeMillis - lastMillis);
        row.writeSigned(startMillis - lastStart);
        HistogramRow.write(last, histogram, row);
        appendRows(row.bytes(), row.size(), streams);
        count++;
        lastMillis = timeMillis;
        lastStart = startMillis;
        last = histogram;
    }

    private void appendRows(byte[] from, int length, ByteStreams streams) {
        if (firstBlock == ByteStreams.NO_BLOCK) {
            firstBlock = streams.begin();
            lastBlock = firstBlock;
        }
        lastBlock = streams.append(lastBlock, bytes, from, length);
        bytes += length;
    }

    /** Takes the rows of a snapshot in, into a chunk that is empty. */
    void restore(ByteSource rows, ByteStreams streams) {
        int length = rows.remaining();
        if (length > 0) {
            byte[] copy = new byte[length];
            System.arraycopy(rows.bytes(), rows.position(), copy, 0, length);
            appendRows(copy, length, streams);
            decode(rows, null);
        }
    }

    int size() {
        return bytes;
    }

    void copyRows(ByteStreams streams, byte[] to) {
        if (bytes > 0) {
            streams.copy(firstBlock, bytes, to, 0);
        }
    }

    boolean overlaps(TimeRange range) {
        return range.overlaps(firstMillis, lastMillis);
    }

    boolean isLast(long timeMillis, long startMillis, NativeHistogram histogram) {
        return timeMillis == lastMillis && startMillis == lastStart && Objects.equals(histogram, last);
    }

    /** Appends all rows to {@code to}; {@code scratch} has room for them. */
    void read(ByteStreams streams, byte[] scratch, SampleBuffer to) {
        copyRows(streams, scratch);
        decode(new ByteSource().over(scratch, 0, bytes), to);
    }

    /** Into {@code to}, or, without it, into what is remembered of the last row. */
    private void decode(ByteSource rows, @Nullable SampleBuffer to) {
        long time = firstMillis;
        long start = 0;
        int found = 0;
        NativeHistogram before = null;
        while (rows.remaining() > 0) {
            time += rows.readVarint();
            start += rows.readSigned();
            before = HistogramRow.read(before, rows);
            found++;
            if (to != null) {
                to.add(time, before);
                if (start != 0) {
                    to.startMillis(to.size() - 1, start);
                }
            }
        }
        if (to == null) {
            count = found;
            lastMillis = time;
            lastStart = start;
            last = Objects.requireNonNull(before);
        }
    }

    void free(ByteStreams streams) {
        if (firstBlock != ByteStreams.NO_BLOCK) {
            streams.free(firstBlock, bytes);
            firstBlock = ByteStreams.NO_BLOCK;
        }
    }
}
