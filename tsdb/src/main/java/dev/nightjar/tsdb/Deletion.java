package dev.nightjar.tsdb;

import dev.nightjar.model.TimeRange;
import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.roaringbitmap.RoaringBitmap;

/**
 * That samples of some series within a range were deleted, as the log says it.
 *
 * @param series ids of the series
 * @param gone those of them that have no samples left and were forgotten
 */
record Deletion(RoaringBitmap series, TimeRange range, RoaringBitmap gone) {
    void write(ByteSink to) {
        to.writeSigned(range.startMillis());
        to.writeSigned(range.endMillis());
        write(series, to);
        write(gone, to);
    }

    private static void write(RoaringBitmap ids, ByteSink to) {
        ids.runOptimize();
        ByteBuffer bytes = ByteBuffer.allocate(ids.serializedSizeInBytes());
        ids.serialize(bytes);
        to.writeVarint(bytes.capacity());
        to.writeBytes(bytes.array(), 0, bytes.capacity());
    }

    static Deletion read(ByteSource in) {
        long start = in.readSigned();
        long end = in.readSigned();
        if (end < start) {
            throw in.damaged("a deletion up to " + end + " that begins at " + start);
        }
        return new Deletion(readIds(in), new TimeRange(start, end), readIds(in));
    }

    private static RoaringBitmap readIds(ByteSource in) {
        int length = in.readCount(in.remaining(), "bytes of series ids");
        int at = in.skip(length);
        RoaringBitmap ids = new RoaringBitmap();
        try {
            ids.deserialize(ByteBuffer.wrap(in.bytes(), at, length).slice());
        } catch (IOException | RuntimeException e) {
            throw in.damaged("series ids that are no bitmap (" + e.getMessage() + ")");
        }
        return ids;
    }
}
