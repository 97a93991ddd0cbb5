package dev.nightjar.tsdb.chunk;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes chunks of every kind, from and to buffers: of numbers, of native histograms, either with start
 * times. What there is most of, numbers alone, {@link ChunkCodec} does faster, from and to columns.
 *
 * <pre>
 * kind 1 (numbers)      see {@link ChunkCodec}
 * kind 2 (starts)       length varint | start column | a chunk of kind 1 or 3, which has the starts
 * kind 3 (histograms)   count - 1 varint | time column | histograms
 * </pre>
 *
 * <p>Keeps scratch arrays, so it is cheap to use again and not thread-safe.
 */
public final class SampleChunks {
    /** More histograms than any chunk holds. */
    public static final int MOST_HISTOGRAMS = 1 << 12;

    private static final int NUMBERS = 1;
    private static final int STARTS = 2;
    private static final int HISTOGRAMS = 3;

    private final ChunkCodec codec = new ChunkCodec();
    private final IntegerColumn integers = new IntegerColumn();
    private final TimeColumn timeColumn = new TimeColumn(integers);
    private final StartColumn startColumn = new StartColumn(integers);
    private final HistogramColumns histogramColumns = new HistogramColumns(new ValueColumn(integers), integers);
    private final ByteSource peek = new ByteSource();
    private final ByteSource inner = new ByteSource();
    private final ByteSink side = new ByteSink(64);
    private long[] times = new long[64];
    private long[] starts = new long[64];
    private @Nullable NativeHistogram[] histograms = new @Nullable NativeHistogram[64];

    /** Whether {@link ChunkCodec} can read the chunk. */
    public static boolean isPlain(ByteSource in) {
        return in.remaining() > 0 && in.bytes()[in.position()] == NUMBERS;
    }

    /** One past the last sample of {@code [from, to)} that can be in one chunk with the first: numbers, or histograms. */
    public static int endOfKind(SampleBuffer samples, int from, int to) {
        boolean numbers = samples.histogram(from) == null;
        int limit = numbers ? to : Math.min(to, from + MOST_HISTOGRAMS);
        int end = from + 1;
        while (end < limit && (samples.histogram(end) == null) == numbers) {
            end++;
        }
        return end;
    }

    private void makeRoom(int count) {
        if (times.length < count) {
            times = new long[count];
            starts = new long[count];
            histograms = new @Nullable NativeHistogram[count];
        }
    }

    /** Appends a chunk of the samples {@code [from, from + count)}, which {@link #endOfKind} allows. */
    public void encode(SampleBuffer samples, int from, int count, ByteSink out) {
        long first = samples.timestampMillis(from);
        boolean started = false;
        makeRoom(count);
        if (samples.hasStarts()) {
            for (int i = 0; i < count; i++) {
                starts[i] = samples.startMillis(from + i);
                started |= starts[i] != 0;
            }
        }
        if (started) {
            side.clear();
            startColumn.encode(starts, count, first, side);
            out.writeByte(STARTS);
            out.writeVarint(side.size());
            out.writeBytes(side.bytes(), 0, side.size());
        }
        if (samples.histogram(from) == null) {
            codec.encode(samples.timestampsMillis(), samples.values(), from, count, out);
        } else {
            encodeHistograms(samples, from, count, out);
        }
    }

    private void encodeHistograms(SampleBuffer samples, int from, int count, ByteSink out) {
        if (count > MOST_HISTOGRAMS) {
            throw new IllegalArgumentException("a chunk of " + count + " histograms");
        }
        NativeHistogram[] all = new NativeHistogram[count];
        for (int i = 0; i < count; i++) {
            all[i] = Objects.requireNonNull(samples.histogram(from + i), "a number among histograms");
        }
        out.writeByte(HISTOGRAMS);
        out.writeVarint(count - 1);
        timeColumn.encode(samples.timestampsMillis(), from, count, out);
        histogramColumns.encode(all, count, out);
    }

    /** The chunk's last timestamp, without decoding it; does not move {@code in}. */
    public long lastMillis(ByteSource in, long firstMillis) {
        peek.over(in.bytes(), in.position(), in.remaining());
        int kind = peek.readByte();
        if (kind == STARTS) {
            peek.skip(peek.readCount(peek.remaining(), "bytes of start times"));
            inner.over(peek.bytes(), peek.position(), peek.remaining());
            if (isPlain(inner)) {
                return codec.lastMillis(inner, firstMillis);
            }
            kind = peek.readByte();
        } else if (kind == NUMBERS) {
            return codec.lastMillis(in, firstMillis);
        }
        return TimeColumn.last(peek, readCount(kind, peek), firstMillis);
    }

    private static int readCount(int kind, ByteSource in) {
        if (kind != HISTOGRAMS) {
            throw in.damaged("a chunk of kind " + kind + ", this version knows kinds 1 to 3");
        }
        return in.readCount(MOST_HISTOGRAMS - 1, "histograms in a chunk") + 1;
    }

    /** Appends the samples of the chunk at {@code in} to {@code to} and leaves {@code in} behind it. */
    public void decode(ByteSource in, long firstMillis, SampleBuffer to) {
        int at = to.size();
        if (in.remaining() > 0 && in.bytes()[in.position()] == STARTS) {
            in.skip(1);
            int length = in.readCount(in.remaining(), "bytes of start times");
            int from = in.skip(length);
            ByteSource startBytes = new ByteSource().over(in.bytes(), from, length);
            decodeSamples(in, firstMillis, to);
            int count = to.size() - at;
            makeRoom(count);
            startColumn.decode(startBytes, count, firstMillis, starts);
            for (int i = 0; i < count; i++) {
                to.startMillis(at + i, starts[i]);
            }
        } else {
            decodeSamples(in, firstMillis, to);
        }
    }

    private void decodeSamples(ByteSource in, long firstMillis, SampleBuffer to) {
        if (isPlain(in)) {
            int count = codec.count(in);
            to.reserve(count);
            int at = to.size();
            codec.decode(in, firstMillis, to.timestampsMillis(), to.values(), at);
            to.size(at + count);
            return;
        }
        int count = readCount(in.readByte(), in);
        makeRoom(count);
        timeColumn.decode(in, count, firstMillis, times, 0);
        histogramColumns.decode(in, count, histograms);
        for (int i = 0; i < count; i++) {
            to.add(times[i], Objects.requireNonNull(histograms[i]));
            histograms[i] = null;
        }
    }
}
