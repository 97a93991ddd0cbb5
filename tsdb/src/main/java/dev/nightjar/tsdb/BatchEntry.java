package dev.nightjar.tsdb;

import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;

/**
 * What one batch becomes in the log: the series it brought, then its samples. A scrape, one sample of each of
 * neighbouring series at one time, takes nine bytes a sample.
 *
 * <pre>
 * count of new series | for each: id, length, label bytes (canonical)
 * runs, to the end:
 *   0 | value                                     the next id, the same time
 *   1 | id - last id | time - last time | value   (signed varints)
 *   2 | what is more than numbers, see {@link AttachedEntry}
 *  64 | a deletion, to the end                    (alone in its entry, see {@link Deletion})
 * </pre>
 */
final class BatchEntry {
    private static final int NEXT = 0;
    private static final int JUMP = 1;
    private static final int ATTACHED = 2;
    private static final int DELETION = 64;

    private final ByteSink out = new ByteSink(64 << 10);
    private int lastId;
    private long lastTime;

    void begin(int newSeries) {
        out.clear();
        out.writeVarint(newSeries);
        lastId = -1;
        lastTime = 0;
    }

    void series(int id, byte[] labelBytes) {
        out.writeVarint(id);
        out.writeVarint(labelBytes.length);
        out.writeBytes(labelBytes, 0, labelBytes.length);
    }

    void sample(int id, long time, long bits) {
        if (id == lastId + 1 && time == lastTime) {
            out.writeByte(NEXT);
        } else {
            out.writeByte(JUMP);
            out.writeSigned(id - lastId);
            out.writeSigned(time - lastTime);
        }
        out.writeLong(bits);
        lastId = id;
        lastTime = time;
    }

    /** From here on, to the end, the entry is an {@link AttachedEntry}, which the caller writes. */
    ByteSink attached() {
        out.writeByte(ATTACHED);
        return out;
    }

    /** Makes this an entry that holds nothing but the deletion. */
    void deletion(Deletion deletion) {
        begin(0);
        out.writeByte(DELETION);
        deletion.write(out);
    }

    ByteSink bytes() {
        return out;
    }

    /** Shows {@code visitor} what an entry holds. */
    static void read(ByteSource in, EntryVisitor visitor) {
        int newSeries = in.readCount(in.remaining(), "new series");
        for (int i = 0; i < newSeries; i++) {
            int id = in.readCount(Integer.MAX_VALUE, "as a series' id");
            int length = in.readCount(in.remaining(), "bytes of labels");
            int at = in.skip(length);
            visitor.series(id, in.bytes(), at, at + length);
        }
        int id = -1;
        long time = 0;
        while (in.remaining() > 0) {
            int kind = in.readByte();
            if (kind == DELETION) {
                visitor.deletion(Deletion.read(in));
                continue;
            }
            switch (kind) {
                case NEXT -> id++;
                case JUMP -> {
                    id += (int) in.readSigned();
                    time += in.readSigned();
                }
                case ATTACHED -> {
                    AttachedEntry.read(in, visitor);
                    return;
                }
                default -> throw in.damaged("a sample of kind " + kind);
            }
            visitor.sample(id, time, in.readLong());
        }
    }
}
