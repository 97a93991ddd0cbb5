package dev.nightjar.tsdb;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.TimeRange;
import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.ChunkCodec;
import dev.nightjar.tsdb.chunk.SampleChunks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest samples of every series in memory, compressed, until they are sealed into a chunk on disk.
 *
 * <p><b>Layout.</b> Columns in pages of 256 series ({@link HeadPage}), no object per series or sample. A sample is
 * staged raw; 32 staged ones become a mini (a small chunk, see {@link ChunkCodec}) in the series' byte stream
 * ({@link ByteStreams}); at 480 samples, at the end of a day, and after two hours of silence the minis are decoded and
 * encoded again as one chunk. Encoding twice costs some 20 ns a sample and halves the memory. Samples that are not
 * newer than their series' newest wait aside ({@link LateSamples}) and are sealed into chunks of their own, whose keys
 * say which was written later.
 *
 * <p><b>Concurrency.</b> One {@link StampedLock}. Whoever appends holds it for writing for a whole batch: looking up,
 * adding to the log's buffer, staging and sealing happen in it, so that the order of the log, of the head and of
 * chunks is one order, and none of it waits for the disk. Whoever reads holds it for reading for one series at a time,
 * while that series' samples are decoded into the reader's own arrays. So a reader sees each series as of one moment,
 * never a torn sample, and different series as of different moments.
 *
 * <p>A chunk moves from here to RocksDB inside the write lock, and {@link ChunkStore#chunkVersion} changes with it. A
 * reader takes the version together with the head's samples, and renews its RocksDB iterator if that is older: so no
 * sample is missed in between, and one seen in both places is dropped when runs are merged.
 *
 * <p><b>Invariants.</b> Times in an open chunk rise strictly and lie on one day. A late sample is newer, as a write,
 * than every sample of the same time that came in order, since it came when that was there already. So: the last
 * write wins, also after a restart.
 *
 * <p><b>Lock order:</b> head, then {@link SeriesIndex}, then the log's own. <b>Rejected:</b> a lock per page (a batch
 * touches most pages: 256 times the locking), optimistic reads (decoding from bytes that change is not safe to
 * validate afterwards), copy on write (garbage of the size of what is ingested).
 */
final class Head {
    static final int SEAL_SAMPLES = 480;
    /** A generation is a number of an entry of the log, and a counter of so many bits below it. */
    static final int GENERATION_BITS = 20;

    private static final int LATE_SAMPLES = 480;
    private static final long ALL_LATE_SAMPLES = 1 << 20;

    /** What became of a sample. */
    enum Outcome {
        STORED,
        DUPLICATE,
        LATE
    }

    final StampedLock lock = new StampedLock();
    private final SeriesIndex index;
    private final ChunkStore store;
    private final ByteStreams streams = new ByteStreams();
    private final Map<Integer, LateSamples> late = new HashMap<>();
    private final ChunkCodec codec = new ChunkCodec();
    private final SampleChunks chunks = new SampleChunks();
    private final SampleBuffer samples = new SampleBuffer();
    private final HistogramHead histograms;
    private final ByteSource source = new ByteSource();
    private final ByteSink sink = new ByteSink(4096);
    private byte[] packedScratch = new byte[4096];
    private long[] timesScratch = new long[SEAL_SAMPLES + HeadPage.STAGED];
    private double[] valuesScratch = new double[SEAL_SAMPLES + HeadPage.STAGED];
    private HeadPage[] pages = new HeadPage[16];
    private int pageCount;
    private long lateWeight;
    private long generation;

    Head(SeriesIndex index, ChunkStore store) {
        this.index = index;
        this.store = store;
        this.histograms = new HistogramHead(index, store, streams);
    }

    HistogramHead histograms() {
        return histograms;
    }

    int pageCount() {
        return pageCount;
    }

    HeadPage page(int number) {
        while (number >= pageCount) {
            if (pageCount == pages.length) {
                pages = Arrays.copyOf(pages, 2 * pageCount);
            }
            pages[pageCount++] = new HeadPage();
        }
        return pages[number];
    }

    ByteStreams streams() {
        return streams;
    }

    @Nullable
    LateSamples lateOf(int series) {
        return late.get(series);
    }

    /** The generation of late chunks is at least this from now on; rises with the log. */
    void generationAtLeast(long least) {
        generation = Math.max(generation, least);
    }

    /** Adds one sample; the caller holds the write lock and has it in the log's buffer. */
    Outcome append(int series, long time, long bits) {
        return append(series, time, bits, 0);
    }

    /** The same of a sample whose counter counts since {@code start}, 0 if that is not known. */
    Outcome append(int series, long time, long bits, long start) {
        HeadPage page = page(series >>> HeadPage.BITS);
        int i = series & (HeadPage.SIZE - 1);
        if (time <= page.last[i]) {
            return appendLate(page, i, series, time, bits, start);
        }
        if (!page.isOpen(i)) {
            open(page, i, series, time);
        } else if (time >= page.chunkEnd[i] || page.packed[i] + page.stagedCount(i) >= SEAL_SAMPLES) {
            seal(series);
            open(page, i, series, time);
        } else if (page.stagedCount(i) == HeadPage.STAGED) {
            pack(page, i);
        }
        if (start != 0 || page.hasStarts()) {
            page.started(i, page.packed[i] + page.stagedCount(i), start);
        }
        page.stage(i, time, Double.longBitsToDouble(bits));
        page.last[i] = time;
        return Outcome.STORED;
    }

    /** Adds one native histogram; the caller holds the write lock and has it in the log's buffer. */
    Outcome append(int series, long time, NativeHistogram histogram, long start) {
        HeadPage page = page(series >>> HeadPage.BITS);
        int i = series & (HeadPage.SIZE - 1);
        if (time <= page.last[i]) {
            if (histograms.isStored(series, time, start, histogram)) {
                return Outcome.DUPLICATE;
            }
            page.overruled[i] = true;
            histograms.overrule(series);
            late(series).add(time, histogram);
            return lateCame(series, time, start, HistogramHead.weight(histogram));
        }
        if (!histograms.takes(series, time)) {
            // What is sealed now may be younger than the beginning of an open chunk of numbers.
            page.overruled[i] |= page.isOpen(i);
            histograms.seal(series);
            index.markActive(series, Day.of(time));
        }
        histograms.append(series, time, start, histogram);
        page.last[i] = time;
        return Outcome.STORED;
    }

    private void open(HeadPage page, int i, int series, long time) {
        int day = Day.of(time);
        page.chunkFirst[i] = time;
        page.chunkEnd[i] = Day.startMillis(day + 1);
        page.overruled[i] = false;
        page.clearStarts(i);
        index.markActive(series, day);
    }

    private void pack(HeadPage page, int i) {
        sink.clear();
        sink.writeVarint(page.stagedFirst(i) - page.chunkFirst[i]);
        int count = page.copyStaged(i, timesScratch, valuesScratch, 0);
        codec.encode(timesScratch, valuesScratch, 0, count, sink);
        appendPacked(page, i, sink.bytes(), sink.size(), count);
        page.clearStaged(i);
    }

    void appendPacked(HeadPage page, int i, byte[] bytes, int length, int count) {
        if (page.packed[i] == 0) {
            page.firstBlock[i] = streams.begin();
            page.lastBlock[i] = page.firstBlock[i];
            page.streamBytes[i] = 0;
        }
        page.lastBlock[i] = streams.append(page.lastBlock[i], page.streamBytes[i], bytes, length);
        page.streamBytes[i] += length;
        page.packed[i] += (short) count;
    }

    private Outcome appendLate(HeadPage page, int i, int series, long time, long bits, long start) {
        if (page.isOpen(i) && !page.overruled[i] && time >= page.chunkFirst[i]) {
            if (isStored(page, i, time, bits, start)) {
                return Outcome.DUPLICATE;
            }
            page.overruled[i] = true;
        }
        histograms.overrule(series);
        late(series).add(time, Double.longBitsToDouble(bits));
        return lateCame(series, time, start, 1);
    }

    private LateSamples late(int series) {
        return late.computeIfAbsent(series, key -> new LateSamples());
    }

    private Outcome lateCame(int series, long time, long start, int weight) {
        LateSamples samples = late(series);
        samples.started(start);
        index.markActive(series, Day.of(time));
        lateWeight += weight;
        if (samples.count() >= LATE_SAMPLES) {
            sealLate(series);
        } else if (lateWeight >= ALL_LATE_SAMPLES) {
            sealAllLate();
        }
        return Outcome.LATE;
    }

    /** Takes in what a snapshot says came late. */
    void restoreLate(int series, LateSamples samples) {
        late.put(series, samples);
        lateWeight += samples.weight();
    }

    private boolean isStored(HeadPage page, int i, long time, long bits, long start) {
        StartRuns starts = page.starts(i);
        for (int k = page.stagedCount(i) - 1; k >= 0; k--) {
            long staged = page.stagedTime(i, k);
            if (staged == time) {
                return Double.doubleToRawLongBits(page.stagedValue(i, k)) == bits
                        && start == (starts == null ? 0 : starts.startMillis(page.packed[i] + k));
            }
            if (staged < time) {
                return false;
            }
        }
        int count = unpack(page, i);
        int at = Arrays.binarySearch(timesScratch, 0, count, time);
        return at >= 0
                && Double.doubleToRawLongBits(valuesScratch[at]) == bits
                && start == (starts == null ? 0 : starts.startMillis(at));
    }

    /** Decodes the open chunk's minis to the scratch arrays. */
    private int unpack(HeadPage page, int i) {
        int length = page.packed[i] == 0 ? 0 : page.streamBytes[i];
        packedScratch = withRoom(packedScratch, length);
        streams.copy(page.firstBlock[i], length, packedScratch, 0);
        source.over(packedScratch, 0, length);
        int count = 0;
        while (source.remaining() > 0) {
            long first = page.chunkFirst[i] + source.readVarint();
            count += codec.decode(source, first, timesScratch, valuesScratch, count);
        }
        return count;
    }

    private static byte[] withRoom(byte[] bytes, int length) {
        return bytes.length >= length + 8 ? bytes : new byte[2 * length + 8];
    }

    /** Turns the series' open chunk, and what came late for it, into chunks of the store's next commit. */
    void seal(int series) {
        HeadPage page = page(series >>> HeadPage.BITS);
        int i = series & (HeadPage.SIZE - 1);
        if (page.isOpen(i)) {
            int count = unpack(page, i);
            count += page.copyStaged(i, timesScratch, valuesScratch, count);
            sink.clear();
            StartRuns starts = page.starts(i);
            if (starts == null) {
                codec.encode(timesScratch, valuesScratch, 0, count, sink);
            } else {
                samples.clear();
                addStarted(timesScratch, valuesScratch, 0, count, starts, samples);
                chunks.encode(samples, 0, count, sink);
            }
            store.putChunk(page.chunkFirst[i], index.metric(series), series, sink);
            clear(page, i);
        }
        histograms.seal(series);
        sealLate(series);
    }

    /** Seals the series if any of its samples in memory may lie in the range. */
    void sealWithin(int series, TimeRange range) {
        HeadPage page = page(series >>> HeadPage.BITS);
        int i = series & (HeadPage.SIZE - 1);
        boolean open = page.isOpen(i) && range.overlaps(page.chunkFirst[i], page.last[i]);
        if (open || histograms.overlaps(series, range) || late.containsKey(series)) {
            seal(series);
        }
    }

    /** The oldest time in memory of the series within the range, or {@link Long#MAX_VALUE}; under the lock. */
    long oldestWithin(int series, TimeRange range) {
        long oldest = Long.MAX_VALUE;
        if (series >>> HeadPage.BITS < pageCount) {
            HeadPage page = pages[series >>> HeadPage.BITS];
            int i = series & (HeadPage.SIZE - 1);
            if (page.isOpen(i) && range.contains(page.chunkFirst[i])) {
                oldest = page.chunkFirst[i];
            }
            OpenHistograms rows = histograms.of(series);
            if (rows != null && range.contains(rows.firstMillis)) {
                oldest = Math.min(oldest, rows.firstMillis);
            }
            LateSamples samples = late.get(series);
            for (int k = 0; samples != null && k < samples.count(); k++) {
                oldest = range.contains(samples.time(k)) ? Math.min(oldest, samples.time(k)) : oldest;
            }
        }
        return oldest;
    }

    /** Takes the series' samples out of memory, and any trace of it. */
    void forget(int series) {
        HeadPage page = page(series >>> HeadPage.BITS);
        int i = series & (HeadPage.SIZE - 1);
        if (page.isOpen(i)) {
            clear(page, i);
        }
        page.last[i] = HeadPage.NEVER;
        page.overruled[i] = false;
        histograms.forget(series);
        LateSamples came = late.remove(series);
        lateWeight -= came == null ? 0 : came.weight();
    }

    private void clear(HeadPage page, int i) {
        if (page.packed[i] > 0) {
            streams.free(page.firstBlock[i], page.streamBytes[i]);
            page.packed[i] = 0;
        }
        page.clearStaged(i);
        page.clearStarts(i);
    }

    void sealAllLate() {
        for (int series : List.copyOf(late.keySet())) {
            sealLate(series);
        }
    }

    private void sealLate(int series) {
        LateSamples came = late.remove(series);
        if (came == null) {
            return;
        }
        lateWeight -= came.weight();
        samples.clear();
        came.copySorted(samples);
        generation++;
        int from = 0;
        while (from < samples.size()) {
            long dayEnd = Day.startMillis(Day.of(samples.timestampMillis(from)) + 1);
            int most = SampleChunks.endOfKind(samples, from, Math.min(samples.size(), from + SEAL_SAMPLES));
            int to = from + 1;
            while (to < most && samples.timestampMillis(to) < dayEnd) {
                to++;
            }
            sink.clear();
            chunks.encode(samples, from, to - from, sink);
            store.putLateChunk(samples.timestampMillis(from), index.metric(series), series, generation, sink);
            from = to;
        }
    }

    /** Series of the page whose newest sample is older than {@code time} and that still hold samples. */
    List<Integer> silentSince(int pageNumber, long time) {
        HeadPage page = page(pageNumber);
        List<Integer> silent = new ArrayList<>();
        for (int i = 0; i < HeadPage.SIZE; i++) {
            int series = pageNumber << HeadPage.BITS | i;
            if ((page.isOpen(i) || late.containsKey(series) || histograms.isOpen(series)) && page.last[i] < time) {
                silent.add(series);
            }
        }
        return silent;
    }

    /**
     * Decodes what is in memory of the series into {@code to}, with {@code scratch} of the calling thread.
     *
     * @return the version of the chunks that goes with it
     */
    long read(int series, SampleRuns to, ReadScratch scratch) {
        long stamp = lock.readLock();
        try {
            if (series >>> HeadPage.BITS < pageCount) {
                readOpen(pages[series >>> HeadPage.BITS], series & (HeadPage.SIZE - 1), to, scratch);
                histograms.read(series, to, scratch);
                readLate(series, to, scratch);
            }
            return store.chunkVersion();
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /**
     * As {@link #read}, for a series of which everything in the range is in memory: its open chunk begins before it. False,
     * with nothing read, if there may be chunks on the disk besides.
     */
    boolean readWhole(int series, SampleRuns to, ReadScratch scratch) {
        long stamp = lock.readLock();
        try {
            if (!holdsAllOf(series, to.range().startMillis())) {
                return false;
            }
            readOpen(pages[series >>> HeadPage.BITS], series & (HeadPage.SIZE - 1), to, scratch);
            histograms.read(series, to, scratch);
            readLate(series, to, scratch);
            return true;
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Times in chunks rise; what is on the disk and yet younger than the open chunk's first sample overrules it. */
    private boolean holdsAllOf(int series, long fromMillis) {
        if (series >>> HeadPage.BITS >= pageCount) {
            return false;
        }
        HeadPage page = pages[series >>> HeadPage.BITS];
        int i = series & (HeadPage.SIZE - 1);
        return page.isOpen(i) && page.chunkFirst[i] <= fromMillis && !page.overruled[i];
    }

    /** Appends the open chunk's {@code count} samples, which lie at {@code at}, with their starts. */
    private static void addStarted(
            long[] times, double[] values, int at, int count, StartRuns starts, SampleBuffer to) {
        for (int k = 0; k < count; k++) {
            to.add(times[at + k], values[at + k]);
            to.startMillis(k, starts.startMillis(k));
        }
    }

    private void readOpen(HeadPage page, int i, SampleRuns to, ReadScratch scratch) {
        if (!page.isOpen(i) || !to.range().overlaps(page.chunkFirst[i], page.last[i])) {
            return;
        }
        StartRuns starts = page.starts(i);
        int at = to.reserve(page.packed[i] + HeadPage.STAGED);
        int count = 0;
        if (page.packed[i] > 0 && (starts != null || to.range().startMillis() < page.stagedFirst(i))) {
            byte[] bytes = scratch.room(page.streamBytes[i]);
            streams.copy(page.firstBlock[i], page.streamBytes[i], bytes, 0);
            ByteSource in = scratch.source().over(bytes, 0, page.streamBytes[i]);
            while (in.remaining() > 0) {
                long first = page.chunkFirst[i] + in.readVarint();
                count += scratch.codec().decode(in, first, to.times(), to.values(), at + count);
            }
        }
        count += page.copyStaged(i, to.times(), to.values(), at + count);
        if (starts == null) {
            to.add(count, 0);
        } else {
            SampleBuffer started = scratch.samples();
            addStarted(to.times(), to.values(), at, count, starts, started);
            to.add(started, 0);
        }
    }

    private void readLate(int series, SampleRuns to, ReadScratch scratch) {
        LateSamples came = late.isEmpty() ? null : late.get(series);
        if (came != null) {
            SampleBuffer sorted = scratch.samples();
            came.copySorted(sorted);
            to.add(sorted, SampleRuns.NEWEST);
        }
    }
}
