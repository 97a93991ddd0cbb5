package dev.nightjar.ingest.transfer;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.StaleMarker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one block of Prometheus' store, series after series as its index has them (formats: the index, version 2, and
 * chunks, version 1, as documented in Prometheus' repository under tsdb/docs/format). What its tombstones delete is
 * left out.
 */
final class PrometheusBlock implements AutoCloseable {
    private static final int INDEX_MAGIC = 0xbaaad700;
    private static final int CHUNKS_MAGIC = 0x85bd40dd;
    private static final int TOC_BYTES = 6 * 8;
    private static final int SERIES_ALIGNMENT = 16;

    private record ChunkReference(int segment, long offset) {}

    private final Path directory;
    private final BlockFile index;
    private final List<BlockFile> segments = new ArrayList<>();
    private final Map<Long, List<long[]>> tombstones;
    private final String[] symbols;
    private final long seriesStart;
    private final long seriesEnd;
    private Labels labels = Labels.EMPTY;
    private List<long[]> deleted = List.of();
    private final List<ChunkReference> chunks = new ArrayList<>();
    private int nextChunk;
    private long unknownChunks;

    PrometheusBlock(Path directory) throws TransferException {
        this.directory = directory;
        this.index = new BlockFile(directory.resolve("index"));
        if (index.readInt() != INDEX_MAGIC || index.readByte() != 2) {
            throw index.damaged("does not begin as an index of version 2");
        }
        index.check(index.length() - TOC_BYTES - 4, TOC_BYTES, "a table of contents");
        index.moveTo(index.length() - TOC_BYTES - 4);
        long symbolsAt = index.readLong();
        seriesStart = index.readLong();
        long labelIndicesAt = index.readLong();
        long labelOffsetsAt = index.readLong();
        long postingsAt = index.readLong();
        long end = index.length() - TOC_BYTES - 4;
        for (long section : new long[] {labelIndicesAt, labelOffsetsAt, postingsAt, index.readLong()}) {
            end = section > seriesStart ? Math.min(end, section) : end;
        }
        seriesEnd = end;
        symbols = readSymbols(symbolsAt);
        index.moveTo(seriesStart);
        openSegments();
        tombstones = readTombstones();
    }

    private String[] readSymbols(long at) throws TransferException {
        long length = Integer.toUnsignedLong(index.moveTo(at).readInt());
        index.check(at + 4, length, "symbols");
        int count = index.readInt();
        if (count < 0 || count > length) {
            throw index.damaged("counts " + count + " symbols");
        }
        String[] read = new String[count];
        for (int i = 0; i < count; i++) {
            read[i] = index.readText();
        }
        return read;
    }

    private void openSegments() throws TransferException {
        for (int number = 1; ; number++) {
            Path file = directory.resolve("chunks").resolve("%06d".formatted(number));
            if (!Files.exists(file)) {
                return;
            }
            BlockFile segment = new BlockFile(file);
            segments.add(segment);
            if (segment.readInt() != CHUNKS_MAGIC || segment.readByte() != 1) {
                throw segment.damaged("does not begin as chunks of version 1");
            }
        }
    }

    /** By the number of the series' place in the index: pairs of first and last deleted millisecond. */
    private Map<Long, List<long[]>> readTombstones() throws TransferException {
        Path file = directory.resolve("tombstones");
        Map<Long, List<long[]>> found = new HashMap<>();
        if (!Files.exists(file)) {
            return found;
        }
        try (BlockFile in = new BlockFile(file)) {
            if (in.readInt() != 0x0130ba30 || in.readByte() != 1) {
                throw in.damaged("does not begin as tombstones of version 1");
            }
            long from = in.position();
            in.check(from, in.length() - from - 4, "tombstones");
            while (in.position() < in.length() - 4) {
                long series = in.readUvarint();
                found.computeIfAbsent(series, any -> new ArrayList<>())
                        .add(new long[] {in.readVarint(), in.readVarint()});
            }
        }
        return found;
    }

    /** Hands over the next chunk; false when there is none left. */
    boolean step(SampleFeed.Taker taker) throws TransferException {
        while (nextChunk == chunks.size()) {
            if (!readSeries()) {
                return false;
            }
        }
        decode(chunks.get(nextChunk++), taker);
        return true;
    }

    private boolean readSeries() throws TransferException {
        long at = Math.ceilDiv(index.position(), SERIES_ALIGNMENT) * SERIES_ALIGNMENT;
        if (at >= seriesEnd) {
            return false;
        }
        long length = index.moveTo(at).readUvarint();
        long from = index.position();
        index.check(from, length, "a series");
        Labels.Builder builder = Labels.builder();
        for (int left = index.readCount("labels"); left > 0; left--) {
            builder.set(symbol(), symbol());
        }
        labels = builder.build();
        readChunkReferences();
        deleted = tombstones.getOrDefault(at / SERIES_ALIGNMENT, List.of());
        index.moveTo(from + length + 4);
        return true;
    }

    private String symbol() throws TransferException {
        long number = index.readUvarint();
        if (number < 0 || number >= symbols.length) {
            throw index.damaged("names symbol " + number + " of " + symbols.length);
        }
        return symbols[(int) number];
    }

    private void readChunkReferences() throws TransferException {
        chunks.clear();
        nextChunk = 0;
        int count = index.readCount("chunks");
        long reference = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0) {
                index.readVarint();
            } else {
                index.readUvarint();
            }
            index.readUvarint();
            reference = i == 0 ? index.readUvarint() : reference + index.readVarint();
            chunks.add(new ChunkReference((int) (reference >>> 32), reference & 0xffffffffL));
        }
    }

    private void decode(ChunkReference at, SampleFeed.Taker taker) throws TransferException {
        if (at.segment < 0 || at.segment >= segments.size()) {
            throw index.damaged("points to chunk file " + (at.segment + 1) + " of " + segments.size());
        }
        BlockFile segment = segments.get(at.segment).moveTo(at.offset);
        int length = segment.readCount("bytes of a chunk");
        segment.check(segment.position(), length + 1L, "a chunk");
        int encoding = segment.readByte();
        if (encoding != XorChunk.ENCODING && !HistogramChunk.isEncoding(encoding)) {
            unknownChunks++;
            return;
        }
        try {
            if (HistogramChunk.isEncoding(encoding)) {
                new HistogramChunk(segment.readBytes(length), encoding).decode(histograms(taker));
                return;
            }
            new XorChunk(segment.readBytes(length)).decode((time, value) -> {
                if (!isDeleted(time)) {
                    taker.sample(labels, time, value);
                }
            });
        } catch (IllegalArgumentException e) {
            throw segment.damaged("has a chunk of which " + e.getMessage());
        }
    }

    private HistogramChunk.Taker histograms(SampleFeed.Taker taker) {
        return new HistogramChunk.Taker() {
            @Override
            public void histogram(long time, NativeHistogram histogram) {
                if (!isDeleted(time)) {
                    taker.histogram(labels, time, histogram);
                }
            }

            @Override
            public void stale(long time) {
                if (!isDeleted(time)) {
                    taker.sample(labels, time, StaleMarker.VALUE);
                }
            }
        };
    }

    private boolean isDeleted(long time) {
        for (long[] range : deleted) {
            if (time >= range[0] && time <= range[1]) {
                return true;
            }
        }
        return false;
    }

    double progress() {
        return seriesEnd <= seriesStart
                ? 1
                : Math.clamp((double) (index.position() - seriesStart) / (seriesEnd - seriesStart), 0, 1);
    }

    /** Chunks of encodings that are not known, so far. */
    long unknownChunks() {
        return unknownChunks;
    }

    @Override
    public void close() {
        index.close();
        segments.forEach(BlockFile::close);
    }
}
