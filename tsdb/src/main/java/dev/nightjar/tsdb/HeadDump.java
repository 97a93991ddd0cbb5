package dev.nightjar.tsdb;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.ChunkCodec;
import dev.nightjar.tsdb.chunk.HistogramRow;
import java.util.Arrays;

/**
 * Turns a page of open chunks into bytes and back, for checkpoints. Used by one thread at a time.
 *
 * <pre>
 * for each of the 256 series:
 *   flags              0: never had a sample; 1 has; 2 open chunk; 4 overruled; 8 late samples;
 *                      16 start times of the open chunk; 32 open histograms; 64 late samples that are more
 *   newest time        signed varint, from the series before
 *   open chunk         newest - first (varint), samples and bytes of the minis (varints), the minis,
 *                      first staged - first (varint), the staged samples as a chunk
 *   late samples       count (varint), for each: newest - time (varint), 8 bytes of value
 *   start times        runs (varint), for each: first sample (varint), start (signed varint)
 *   histograms         newest - first (varint), whether overruled (byte), length (varint), rows
 *   more that is late  count (varint), for each: newest - time (varint), start (signed varint),
 *                      0 and 8 bytes of value, or 1 and a histogram
 * </pre>
 */
final class HeadDump {
    private static final int SEEN = 1;
    private static final int OPEN = 2;
    private static final int OVERRULED = 4;
    private static final int LATE = 8;
    private static final int STARTS = 16;
    private static final int HISTOGRAMS = 32;
    private static final int LATE_AND_MORE = 64;

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
            int series = pageNumber << HeadPage.BITS | i;
            LateSamples late = head.lateOf(series);
            StartRuns starts = page.isOpen(i) ? page.starts(i) : null;
            OpenHistograms histograms = head.histograms().of(series);
            to.writeByte(SEEN
                    | (page.isOpen(i) ? OPEN : 0)
                    | (page.overruled[i] ? OVERRULED : 0)
                    | (late == null ? 0 : late.hasMore() ? LATE_AND_MORE : LATE)
                    | (starts != null ? STARTS : 0)
                    | (histograms != null ? HISTOGRAMS : 0));
            to.writeSigned(page.last[i] - before);
            before = page.last[i];
            if (page.isOpen(i)) {
                writeOpen(head, page, i, to);
            }
            if (starts != null) {
                writeStarts(starts, to);
            }
            if (histograms != null) {
                writeHistograms(head, page.last[i], histograms, to);
            }
            if (late != null) {
                writeLate(late, page.last[i], to);
            }
        }
    }

    private static void writeStarts(StartRuns starts, ByteSink to) {
        to.writeVarint(starts.runs());
        for (int run = 0; run < starts.runs(); run++) {
            to.writeVarint(starts.firstSample(run));
            to.writeSigned(starts.start(run));
        }
    }

    private void writeHistograms(Head head, long newest, OpenHistograms histograms, ByteSink to) {
        to.writeVarint(newest - histograms.firstMillis);
        to.writeByte(histograms.overruled ? 1 : 0);
        to.writeVarint(histograms.size());
        if (minis.length < histograms.size()) {
            minis = new byte[2 * histograms.size()];
        }
        histograms.copyRows(head.streams(), minis);
        to.writeBytes(minis, 0, histograms.size());
    }

    private static void writeLate(LateSamples late, long newest, ByteSink to) {
        boolean more = late.hasMore();
        to.writeVarint(late.count());
        for (int k = 0; k < late.count(); k++) {
            to.writeVarint(newest - late.time(k));
            NativeHistogram histogram = late.histogram(k);
            if (more) {
                to.writeSigned(late.startMillis(k));
                to.writeByte(histogram == null ? 0 : 1);
            }
            if (histogram == null) {
                to.writeLong(Double.doubleToRawLongBits(late.value(k)));
            } else {
                HistogramRow.write(null, histogram, to);
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
            int series = pageNumber << HeadPage.BITS | i;
            if ((flags & STARTS) != 0) {
                int runs = in.readCount(Head.SEAL_SAMPLES, "runs of start times");
                for (int run = 0; run < runs; run++) {
                    int sample = in.readCount(Head.SEAL_SAMPLES, "as a sample's number");
                    page.started(i, sample, in.readSigned());
                }
            }
            if ((flags & HISTOGRAMS) != 0) {
                readHistograms(in, head, series, page.last[i]);
            }
            if ((flags & (LATE | LATE_AND_MORE)) != 0) {
                head.restoreLate(series, readLate(in, page.last[i], (flags & LATE_AND_MORE) != 0));
            }
        }
    }

    private static void readHistograms(ByteSource in, Head head, int series, long newest) {
        OpenHistograms histograms = head.histograms().restore(series, newest - in.readVarint());
        histograms.overruled = in.readByte() != 0;
        int length = in.readCount(in.remaining(), "bytes of histograms");
        int at = in.skip(length);
        histograms.restore(new ByteSource().over(in.bytes(), at, length), head.streams());
    }

    private static LateSamples readLate(ByteSource in, long newest, boolean more) {
        LateSamples late = new LateSamples();
        int count = in.readCount(in.remaining(), "late samples");
        for (int k = 0; k < count; k++) {
            long time = newest - in.readVarint();
            long start = more ? in.readSigned() : 0;
            if (more && in.readByte() != 0) {
                late.add(time, HistogramRow.read(null, in));
            } else {
                late.add(time, Double.longBitsToDouble(in.readLong()));
            }
            late.started(start);
        }
        return late;
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
