package dev.nightjar.tsdb;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.TimeRange;
import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.SampleChunks;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of the head that holds native histograms. A series' newest time is shared with its numbers
 * ({@link HeadPage#last}), so what came late is the same for both. Guarded by the head's lock.
 */
final class HistogramHead {
    private final SeriesIndex index;
    private final ChunkStore store;
    private final ByteStreams streams;
    private final Map<Integer, OpenHistograms> open = new HashMap<>();
    private final SampleChunks chunks = new SampleChunks();
    private final SampleBuffer samples = new SampleBuffer();
    private final ByteSink sink = new ByteSink(1024);
    private byte[] scratch = new byte[OpenHistograms.MOST_BYTES];

    HistogramHead(SeriesIndex index, ChunkStore store, ByteStreams streams) {
        this.index = index;
        this.store = store;
        this.streams = streams;
    }

    /** What a histogram in memory takes, in samples that are numbers. */
    static int weight(NativeHistogram histogram) {
        return 8 + histogram.positive().size() + histogram.negative().size();
    }

    boolean isOpen(int series) {
        return !open.isEmpty() && open.containsKey(series);
    }

    @Nullable
    OpenHistograms of(int series) {
        return open.isEmpty() ? null : open.get(series);
    }

    /** Whether the series has an open chunk that the time belongs to. */
    boolean takes(int series, long timeMillis) {
        OpenHistograms chunk = of(series);
        return chunk != null && chunk.takes(timeMillis);
    }

    /** The series' last chunk takes the time, or it has been sealed; the time is after all others. */
    void append(int series, long timeMillis, long startMillis, NativeHistogram histogram) {
        OpenHistograms chunk = open.computeIfAbsent(series, key -> new OpenHistograms(timeMillis));
        chunk.append(timeMillis, startMillis, histogram, streams, sink);
    }

    /** Whether the very same is there and nothing may overrule it. */
    boolean isStored(int series, long timeMillis, long startMillis, NativeHistogram histogram) {
        OpenHistograms chunk = of(series);
        if (chunk == null || chunk.overruled || timeMillis < chunk.firstMillis) {
            return false;
        }
        if (chunk.isLast(timeMillis, startMillis, histogram)) {
            return true;
        }
        unpack(chunk);
        for (int i = samples.size() - 1; i >= 0 && samples.timestampMillis(i) >= timeMillis; i--) {
            if (samples.timestampMillis(i) == timeMillis) {
                return samples.startMillis(i) == startMillis && Objects.equals(histogram, samples.histogram(i));
            }
        }
        return false;
    }

    private void unpack(OpenHistograms chunk) {
        if (scratch.length < chunk.size()) {
            scratch = new byte[2 * chunk.size()];
        }
        samples.clear();
        chunk.read(streams, scratch, samples);
    }

    /** Something late came for the series. */
    void overrule(int series) {
        OpenHistograms chunk = of(series);
        if (chunk != null) {
            chunk.overruled = true;
        }
    }

    void seal(int series) {
        OpenHistograms chunk = open.isEmpty() ? null : open.remove(series);
        if (chunk != null) {
            unpack(chunk);
            sink.clear();
            chunks.encode(samples, 0, samples.size(), sink);
            store.putChunk(chunk.firstMillis, index.metric(series), series, sink);
            chunk.free(streams);
        }
    }

    boolean overlaps(int series, TimeRange range) {
        OpenHistograms chunk = of(series);
        return chunk != null && chunk.overlaps(range);
    }

    /** Takes the series' histograms out of memory. */
    void forget(int series) {
        OpenHistograms chunk = open.isEmpty() ? null : open.remove(series);
        if (chunk != null) {
            chunk.free(streams);
        }
    }

    /** An empty chunk of the series, for what a snapshot says. */
    OpenHistograms restore(int series, long firstMillis) {
        OpenHistograms chunk = new OpenHistograms(firstMillis);
        open.put(series, chunk);
        return chunk;
    }

    /** Reads only: may run beside other readers. */
    void read(int series, SampleRuns to, ReadScratch scratchOfReader) {
        OpenHistograms chunk = of(series);
        if (chunk != null && chunk.overlaps(to.range())) {
            SampleBuffer found = scratchOfReader.samples();
            chunk.read(streams, scratchOfReader.room(chunk.size()), found);
            to.add(found, 0);
        }
    }
}
