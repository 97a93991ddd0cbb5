package dev.nightjar.tsdb;

import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.DamagedBytesException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log's files in order. What a crash tore off the end of the last is cut and not an error: it was never
 * acknowledged. Blocks that are not as written are left out and told of, and reading goes on at the next whole one.
 */
final class LogReplay {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogReplay.class);

    /** Stands for the first entry, where nothing says which it is. */
    static final long UNKNOWN = -1;

    private static final long MOST_LOST = 1L << 32;

    private final Path directory;
    private final Visitor visitor;
    private final Damages damages;
    private final NewestSegment newest;
    private final List<Segment> segments = new ArrayList<>();
    private final ByteSource source = new ByteSource();
    private byte[] bytes = new byte[0];
    private int length;
    private long expected;
    private boolean damaged;

    /** How much of the file being read is kept, and where; null as long as it is as written. */
    private @Nullable String kept;

    /** Gets every entry; {@code entry} is positioned on it and limited to it. */
    interface Visitor {
        void entry(long number, ByteSource entry);
    }

    /** A file, and how many bytes of it are in use. */
    record Segment(long sequence, long bytes) {}

    /** Where the log ends, {@link #UNKNOWN} if nothing says so, and whether anything before was not as written. */
    record End(long nextEntry, long lastSequence, List<Segment> segments, boolean damaged) {}

    private LogReplay(Path directory, long firstEntry, Damages damages, Visitor visitor, NewestSegment newest) {
        this.newest = newest;
        this.directory = directory;
        this.expected = firstEntry;
        this.damages = damages;
        this.visitor = visitor;
    }

    /**
     * Replays the files from {@code fromSequence} on, of which the first begins with {@code firstEntry}, which may be
     * {@link #UNKNOWN}; deletes older ones.
     */
    static End replay(Path directory, long fromSequence, long firstEntry, Damages damages, Visitor visitor)
            throws IOException {
        LogReplay replay = new LogReplay(directory, firstEntry, damages, visitor, NewestSegment.read(directory));
        List<Long> sequences = replay.present(fromSequence);
        long next = fromSequence;
        for (int i = 0; i < sequences.size(); i++) {
            long sequence = sequences.get(i);
            if (sequence != next) {
                replay.missing(
                        LogSegment.file(directory, next),
                        0,
                        "it is missing, though later ones are there: what it held is lost");
            }
            replay.segment(sequence, i == sequences.size() - 1 ? 0 : sequences.get(i + 1));
            next = sequence + 1;
        }
        long last = replay.segments.isEmpty()
                ? fromSequence - 1
                : replay.segments.getLast().sequence();
        if (replay.newest.sequence() >= next) {
            replay.newestIsMissing(next);
            last = replay.newest.sequence();
        }
        return new End(replay.expected, last, replay.segments, replay.damaged);
    }

    private void newestIsMissing(long first) {
        missing(
                LogSegment.file(directory, newest.sequence()),
                0,
                "it is missing" + (first < newest.sequence() ? ", as are those from " + first + " on" : "")
                        + "; it was begun at " + newest.begun() + " with entry " + newest.firstEntry()
                        + ": samples that came from then on, until the process ended, are lost");
        expected = Math.max(expected, newest.firstEntry());
    }

    /** The sequence of the oldest file, 0 if there is none. */
    static long firstSequence(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(LogSegment::sequenceOf)
                    .filter(sequence -> sequence > 0)
                    .min()
                    .orElse(0);
        }
    }

    private List<Long> present(long fromSequence) throws IOException {
        List<Long> sequences = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                long sequence = LogSegment.sequenceOf(file);
                if (sequence >= fromSequence) {
                    sequences.add(sequence);
                } else if (sequence >= 0 || file.toString().endsWith(LogSegment.SPARE_SUFFIX)) {
                    Files.delete(file);
                }
            }
        }
        return sequences;
    }

    /** @param following the sequence of the file behind it, or 0 if it is the last */
    private void segment(long sequence, long following) throws IOException {
        Path file = LogSegment.file(directory, sequence);
        kept = null;
        read(file);
        LogSegment.Header header = LogSegment.readHeader(bytes, length);
        if (header == null || header.sequence() != sequence) {
            int first = nextBlock(sequence, LogSegment.HEADER_BYTES);
            if (first < 0 && following == 0 && sequence > newest.sequence()) {
                LOGGER.warn("log file {} was just being begun when the process ended; it is empty", file);
                Files.delete(file);
                return;
            }
            damaged(
                    file,
                    0,
                    "it has no valid header"
                            + (first < 0 && sequence == newest.sequence()
                                    ? " and no whole block; it was begun at " + newest.begun()
                                            + ": samples that came from then on, until the process ended, are lost"
                                    : ""));
        } else if (header.firstEntry() != expected) {
            begin(file, header.firstEntry());
        }
        int at = blocks(file, sequence);
        if (following != 0) {
            checkContinues(file, at, following);
        } else if (length - at >= LogSegment.BLOCK_HEADER_BYTES && firstEntry(at) == expected && blockLength(at) > 0) {
            LOGGER.warn(
                    "log file {} ends with a block at offset {} that is not whole: it was being written when the process"
                            + " ended and was not acknowledged, or is damaged; entries from {} on are left out",
                    file,
                    at,
                    expected);
        }
        segments.add(new Segment(sequence, at));
    }

    private void begin(Path file, long first) throws IOException {
        if (expected != UNKNOWN && first > expected) {
            missing(
                    file,
                    0,
                    "entries " + expected + " to " + (first - 1) + ", which should come before it, are missing");
        } else if (expected != UNKNOWN) {
            damaged(file, 0, "it begins with entry " + first + ", but " + expected + " is next");
        }
        expected = Math.max(expected, first);
    }

    /** Reads all whole blocks; returns where the last of them ends. */
    private int blocks(Path file, long sequence) throws IOException {
        int end = LogSegment.HEADER_BYTES;
        int at = end;
        while (at >= 0) {
            if (isBlock(sequence, at, expected)) {
                block(file, at);
                at += LogSegment.BLOCK_HEADER_BYTES + blockLength(at);
                end = at;
                continue;
            }
            int next = nextBlock(sequence, at);
            if (next >= 0) {
                if (expected != UNKNOWN) {
                    damaged(
                            file,
                            at,
                            "the block there does not match its checksum, but one behind it does; entries " + expected
                                    + " to " + (firstEntry(next) - 1) + " are lost");
                }
                expected = firstEntry(next);
            }
            at = next;
        }
        return end;
    }

    private void read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            length = Math.toIntExact(channel.size());
            if (bytes.length < length) {
                bytes = new byte[length];
            }
            ByteBuffer to = ByteBuffer.wrap(bytes, 0, length);
            while (to.hasRemaining() && channel.read(to) >= 0) {
                // reads until full
            }
            length = to.position();
        }
    }

    private int blockLength(int at) {
        return source.over(bytes, at, 4).readInt();
    }

    private long firstEntry(int at) {
        return source.over(bytes, at + 8, 8).readLong();
    }

    private boolean isBlock(long sequence, int at, long firstEntry) {
        if (length - at < LogSegment.BLOCK_HEADER_BYTES) {
            return false;
        }
        int payload = blockLength(at);
        if (payload <= 0 || payload > length - at - LogSegment.BLOCK_HEADER_BYTES || firstEntry(at) != firstEntry) {
            return false;
        }
        return source.over(bytes, at + 4, 4).readInt()
                == LogSegment.checksum(sequence, firstEntry, bytes, at + LogSegment.BLOCK_HEADER_BYTES, payload);
    }

    /**
     * The first whole block at or behind {@code from} with entries that are not read yet, or -1. All of a file that was
     * in use before may have to be looked through, and samples are full of what could be a block's number: so a checksum
     * over what may be megabytes is taken only where the entries' lengths, one behind the other, end with the block.
     */
    private int nextBlock(long sequence, int from) {
        long least = Math.max(0, expected);
        for (int at = from; at <= length - LogSegment.BLOCK_HEADER_BYTES; at++) {
            long first = ByteSource.longAt(bytes, at + 8);
            if (first >= least && first - least < MOST_LOST && holdsEntries(at) && isBlock(sequence, at, first)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether the block's length and those of its entries fit together. */
    private boolean holdsEntries(int at) {
        int from = at + LogSegment.BLOCK_HEADER_BYTES;
        int payload = blockLength(at);
        if (payload <= 0 || payload > length - from) {
            return false;
        }
        int end = from + payload;
        int next = from;
        while (next < end) {
            long size = 0;
            byte part = -1;
            for (int shift = 0; part < 0 && next < end && shift < 35; shift += 7) {
                part = bytes[next++];
                size |= (part & 0x7fL) << shift;
            }
            if (part < 0 || size == 0 || size > end - next) {
                return false;
            }
            next += (int) size;
        }
        return true;
    }

    private void block(Path file, int at) throws IOException {
        int from = at + LogSegment.BLOCK_HEADER_BYTES;
        int end = from + blockLength(at);
        ByteSource block = new ByteSource().over(bytes, from, end - from);
        ByteSource entry = new ByteSource();
        try {
            while (block.remaining() > 0) {
                int size = block.readCount(block.remaining(), "bytes of an entry");
                visitor.entry(expected, entry.over(bytes, block.skip(size), size));
                expected++;
            }
        } catch (DamagedBytesException e) {
            damaged(file, at, "entry " + expected + " is " + e.getMessage());
        }
    }

    private void checkContinues(Path file, int at, long following) throws IOException {
        byte[] head = new byte[LogSegment.HEADER_BYTES];
        try (FileChannel channel = FileChannel.open(LogSegment.file(directory, following), StandardOpenOption.READ)) {
            int got = Math.max(0, channel.read(ByteBuffer.wrap(head)));
            LogSegment.Header next = LogSegment.readHeader(head, got);
            if (next != null && next.sequence() == following && next.firstEntry() > expected) {
                damaged(file, at, "entries " + expected + " to " + (next.firstEntry() - 1) + " are lost");
                expected = next.firstEntry();
            }
        }
    }

    /**
     * Tells of it, and keeps the file from the first damage on: the log is given up once what is whole of it is in the
     * store. What is before was read.
     */
    private void damaged(Path file, int offset, String what) throws IOException {
        if (kept == null) {
            kept = "from offset " + offset + " on the file is kept as " + damages.keep(file, offset, bytes, length);
        }
        missing(file, offset, what + "; " + kept);
    }

    /** Tells of it where nothing is there that could be kept. */
    private void missing(Path file, int offset, String what) {
        damaged = true;
        damages.add(file, offset, what);
    }
}
