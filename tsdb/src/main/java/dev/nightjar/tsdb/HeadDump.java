package dev.nightjar.tsdb;

import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.ChunkCodec;
import java.util.Arrays;

/**
 * Turns a page of open chunks into bytes and back, for checkpoints. Used by one thread at a time.
 *
 * <pre>
 * for each of the 256 series:
 *   flags              0: never had a sample; 1 has; 2 open chunk; 4 overruled; 8 late samples
 *   newest time        signed varint, from the series before
 *   open chunk         newest - first (varint), samples and bytes of the minis (varints), the minis,
 *                      first staged - first (varint), the staged samples as a chunk
 *   late samples       count (varint), for each: newest - time (varint), 8 bytes of value
 * </pre>
 */
final class HeadDump {
    private static final int SEEN = 1;
    private static final int OPEN = 2;
    private static final int OVERRULED = 4;
    private static final int LATE = 8;

    private final ChunkCodec codec = new ChunkCodec();
    private final long[] times = new long[HeadPage.STAGED];
    private final double[] values = new double[HeadPage.STAGED];
    private byte[] minis = new byte[4096];

    /** The caller holds the head's lock, for reading at least. */
    void write(Head head, int pageNumber, ByteSink to) {
        HeadPage page = head.page(pageNumber);
        long before = 0;
        for (int i = 0; i < HeadPage.SIZE; i++) {
            if (page.last[i] == HeadPage.NEVER) {
                to.writeByte(0);
                continue;
            }
            LateSamples late = head.lateOf(pageNumber << HeadPage.BITS | i);
            to.writeByte(SEEN
                    | (page.isOpen(i) ? OPEN : 0)
                    | (page.overruled[i] ? OVERRULED : 0)
                    | (late != null ? LATE : 0));
            to.writeSigned(page.last[i] - before);
            before = page.last[i];
            if (page.isOpen(i)) {
                writeOpen(head, page, i, to);
            }
            if (late != null) {
                to.writeVarint(late.count());
                for (int k = 0; k < late.count(); k++) {
                    to.writeVarint(page.last[i] - late.time(k));
                    to.writeLong(Double.doubleToRawLongBits(late.value(k)));
                }
            }
        }
    }

    private void writeOpen(Head head, HeadPage page, int i, ByteSink to) {
        to.writeVarint(page.last[i] - page.chunkFirst[i]);
        int length = page.packed[i] == 0 ? 0 : page.streamBytes[i];
        to.writeVarint(page.packed[i]);
        to.writeVarint(length);
        if (minis.length < length) {
            minis = new byte[2 * length];
        }
        head.streams().copy(page.firstBlock[i], length, minis, 0);
        to.writeBytes(minis, 0, length);
        to.writeVarint(page.stagedFirst(i) - page.chunkFirst[i]);
        int count = page.copyStaged(i, times, values, 0);
        codec.encode(times, values, 0, count, to);
    }

    void read(ByteSource in, Head head, int pageNumber) {
        HeadPage page = head.page(pageNumber);
        long before = 0;
        for (int i = 0; i < HeadPage.SIZE; i++) {
            int flags = in.readByte();
            if (flags == 0) {
                continue;
            }
            page.last[i] = before + in.readSigned();
            before = page.last[i];
            page.overruled[i] = (flags & OVERRULED) != 0;
            if ((flags & OPEN) != 0) {
                readOpen(in, head, page, i);
            }
            if ((flags & LATE) != 0) {
                int count = in.readCount(in.remaining(), "late samples");
                for (int k = 0; k < count; k++) {
                    long time = page.last[i] - in.readVarint();
                    head.addLate(pageNumber << HeadPage.BITS | i, time, Double.longBitsToDouble(in.readLong()));
                }
            }
        }
    }

    private void readOpen(ByteSource in, Head head, HeadPage page, int i) {
        long first = page.last[i] - in.readVarint();
        page.chunkFirst[i] = first;
        page.chunkEnd[i] = Day.startMillis(Day.of(first) + 1);
        int packed = in.readCount(Head.SEAL_SAMPLES, "samples in minis");
        int length = in.readCount(in.remaining(), "bytes of minis");
        int at = in.skip(length);
        if (packed > 0) {
            byte[] copy = Arrays.copyOfRange(in.bytes(), at, at + length);
            head.appendPacked(page, i, copy, length, packed);
        }
        long stagedFirst = first + in.readVarint();
        if (codec.count(in) > HeadPage.STAGED) {
            throw in.damaged(codec.count(in) + " staged samples");
        }
        int count = codec.decode(in, stagedFirst, times, values, 0);
        for (int k = 0; k < count; k++) {
            page.stage(i, times[k], values[k]);
        }
    }
}
