package dev.nightjar.tsdb;

import dev.nightjar.tsdb.chunk.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the log: the one being written, the full ones before it, and spare ones to be used again, whose blocks
 * the file system has allotted already, which halves the time of a sync. Files found at start are not written to
 * again. Written by the log's thread, released by any.
 */
final class SegmentFiles implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SegmentFiles.class);
    private static final int MOST_SPARES = 3;

    private final Path directory;
    private final boolean everyBlockSynced;
    private final InstantSource clock;
    private final Deque<Long> live = new ArrayDeque<>();
    private final Deque<Path> spares = new ArrayDeque<>();
    private long present;
    private long position;
    private long fullBytes;
    private @Nullable FileChannel channel;
    /** Read by who must not wait while the disk syncs. */
    private volatile long liveBytes;

    SegmentFiles(Path directory, boolean everyBlockSynced, LogReplay.End found, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
        this.everyBlockSynced = everyBlockSynced;
        this.present = found.lastSequence();
        for (LogReplay.Segment segment : found.segments()) {
            live.addLast(segment.sequence());
            fullBytes += segment.bytes();
        }
        liveBytes = fullBytes;
    }

    long liveBytes() {
        return liveBytes;
    }

    synchronized List<LogReplay.Segment> inUse() throws IOException {
        List<LogReplay.Segment> segments = new ArrayList<>();
        for (long sequence : live) {
            boolean growing = channel != null && sequence == present;
            long bytes = growing ? position : Files.size(LogSegment.file(directory, sequence));
            segments.add(new LogReplay.Segment(sequence, bytes));
        }
        return segments;
    }

    synchronized long present() {
        return present;
    }

    synchronized boolean isFull(int more) {
        return channel == null || (position > LogSegment.HEADER_BYTES && position + more > LogSegment.BYTES);
    }

    /** Closes the present file and begins the next, whose first entry will be {@code firstEntry}. */
    synchronized void next(long firstEntry) throws IOException {
        FileChannel old = channel;
        if (old != null) {
            old.force(false);
        }
        long sequence = present + 1;
        Path file = LogSegment.file(directory, sequence);
        Path spare = spares.pollFirst();
        if (spare != null) {
            Files.move(spare, file);
        }
        FileChannel fresh = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            ByteSink header = new ByteSink(LogSegment.HEADER_BYTES);
            LogSegment.writeHeader(new LogSegment.Header(sequence, firstEntry, everyBlockSynced), header);
            writeAt(fresh, ByteBuffer.wrap(header.bytes(), 0, header.size()), 0);
            fresh.force(true);
            Directories.sync(directory);
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
        if (old != null) {
            old.close();
        }
        fullBytes += position;
        channel = fresh;
        position = LogSegment.HEADER_BYTES;
        liveBytes = fullBytes + position;
        present = sequence;
        live.addLast(sequence);
        note(new NewestSegment(sequence, firstEntry, clock.instant()));
    }

    /** On a full disk it may fail: then the file is not missed should it vanish, and that is all. */
    private void note(NewestSegment newest) {
        try {
            newest.write(directory);
        } catch (IOException e) {
            LOGGER.warn("that {} is the newest file of the log in {} cannot be noted", newest.sequence(), directory, e);
        }
    }

    /** Writes behind what was written last; if it fails, it may be called again with the same bytes. */
    synchronized void write(ByteBuffer block, boolean sync) throws IOException {
        FileChannel to = channel;
        if (to == null) {
            throw new IOException("no log segment is open in " + directory);
        }
        int length = block.remaining();
        writeAt(to, block, position);
        if (sync) {
            to.force(false);
        }
        position += length;
        liveBytes = fullBytes + position;
    }

    synchronized void sync() throws IOException {
        FileChannel to = channel;
        if (to != null) {
            to.force(false);
        }
    }

    private static void writeAt(FileChannel to, ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += to.write(bytes, position);
        }
    }

    /** Gives up the files before {@code sequence}; a few are kept to be used again. */
    synchronized void release(long sequence) throws IOException {
        while (!live.isEmpty() && live.getFirst() < sequence) {
            Path file = LogSegment.file(directory, live.removeFirst());
            if (spares.size() < MOST_SPARES && Files.size(file) >= LogSegment.BYTES / 2) {
                Path spare = file.resolveSibling(file.getFileName() + LogSegment.SPARE_SUFFIX);
                Files.move(file, spare);
                spares.addLast(spare);
            } else {
                Files.deleteIfExists(file);
            }
        }
        fullBytes = 0;
        for (long left : live) {
            if (left != present) {
                fullBytes += Files.size(LogSegment.file(directory, left));
            }
        }
        liveBytes = fullBytes + position;
    }

    synchronized void deleteSpares() throws IOException {
        while (!spares.isEmpty()) {
            Files.deleteIfExists(spares.removeFirst());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            open.force(false);
            open.close();
            channel = null;
        }
        deleteSpares();
    }
}
