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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log's files in order. What a crash tore off the end of the last is cut and not an error: it was never
 * acknowledged. Anything else that is not as written is, with file and offset.
 */
final class LogReplay {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogReplay.class);

    private final Path directory;
    private final Visitor visitor;
    private final List<Segment> segments = new ArrayList<>();
    private final ByteSource source = new ByteSource();
    private byte[] bytes = new byte[0];
    private int length;
    private long expected;

    /** Gets every entry; {@code entry} is positioned on it and limited to it. */
    interface Visitor {
        void entry(long number, ByteSource entry);
    }

    /** A file, and how many bytes of it are in use. */
    record Segment(long sequence, long bytes) {}

    /** Where the log ends. */
    record End(long nextEntry, long lastSequence, List<Segment> segments) {}

    private LogReplay(Path directory, long firstEntry, Visitor visitor) {
        this.directory = directory;
        this.expected = firstEntry;
        this.visitor = visitor;
    }

    /** Replays the files from {@code fromSequence} on, of which the first begins with {@code firstEntry}; deletes older ones. */
    static End replay(Path directory, long fromSequence, long firstEntry, Visitor visitor) throws IOException {
        LogReplay replay = new LogReplay(directory, firstEntry, visitor);
        List<Long> sequences = replay.present(fromSequence);
        long next = fromSequence;
        for (int i = 0; i < sequences.size(); i++) {
            long sequence = sequences.get(i);
            if (sequence != next) {
                throw new TsdbException(
                        "log file " + LogSegment.file(directory, next)
                                + " is missing, though later ones are there: restore it, or move those away to go on without them");
            }
            replay.segment(sequence, i == sequences.size() - 1);
            next++;
        }
        long last = replay.segments.isEmpty()
                ? fromSequence - 1
                : replay.segments.getLast().sequence();
        return new End(replay.expected, last, replay.segments);
    }

    private List<Long> present(long fromSequence) throws IOException {
        List<Long> sequences = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (!name.endsWith(LogSegment.SUFFIX)) {
                    Files.delete(file);
                    continue;
                }
                long sequence = Long.parseLong(name.substring(0, name.length() - LogSegment.SUFFIX.length()));
                if (sequence < fromSequence) {
                    Files.delete(file);
                } else {
                    sequences.add(sequence);
                }
            }
        }
        return sequences;
    }

    private void segment(long sequence, boolean last) throws IOException {
        Path file = LogSegment.file(directory, sequence);
        read(file);
        LogSegment.Header header = LogSegment.readHeader(bytes, length);
        if (header == null || header.sequence() != sequence) {
            if (!last) {
                throw damaged(file, 0, "it has no valid header");
            }
            LOGGER.warn("log file {} was just being begun when the process ended; it is empty", file);
            Files.delete(file);
            return;
        }
        if (header.firstEntry() != expected) {
            throw damaged(file, 0, "it begins with entry " + header.firstEntry() + ", entry " + expected + " is next");
        }
        int at = LogSegment.HEADER_BYTES;
        while (isBlock(sequence, at, expected)) {
            block(file, at);
            at += LogSegment.BLOCK_HEADER_BYTES + blockLength(at);
        }
        if (last) {
            checkTail(file, header, at);
        } else {
            checkContinues(file, header, at);
        }
        segments.add(new Segment(sequence, at));
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

    private boolean isBlock(long sequence, int at, long firstEntry) {
        if (length - at < LogSegment.BLOCK_HEADER_BYTES) {
            return false;
        }
        int payload = blockLength(at);
        if (payload <= 0 || payload > length - at - LogSegment.BLOCK_HEADER_BYTES) {
            return false;
        }
        source.over(bytes, at + 4, 12);
        int checksum = source.readInt();
        return source.readLong() == firstEntry
                && checksum
                        == LogSegment.checksum(
                                sequence, firstEntry, bytes, at + LogSegment.BLOCK_HEADER_BYTES, payload);
    }

    private void block(Path file, int at) {
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
            throw damaged(file, from, "entry " + expected + " is " + e.getMessage());
        }
    }

    /**
     * Where every block was synced before the next was written, a good block behind a bad one means that the bad one
     * was good once.
     */
    private void checkTail(Path file, LogSegment.Header header, int at) {
        if (length - at < LogSegment.BLOCK_HEADER_BYTES) {
            return;
        }
        int payload = blockLength(at);
        int behind = at + LogSegment.BLOCK_HEADER_BYTES + payload;
        if (header.everyBlockSynced()
                && payload > 0
                && behind > 0
                && behind <= length - LogSegment.BLOCK_HEADER_BYTES) {
            long first = source.over(bytes, behind + 8, 8).readLong();
            if (first > expected && isBlock(header.sequence(), behind, first)) {
                throw damaged(file, at, "the block there does not match its checksum, but the one behind it does");
            }
        }
        if (payload != 0) {
            LOGGER.info("log file {} ends at offset {} (entry {})", file, at, expected);
        }
    }

    private void checkContinues(Path file, LogSegment.Header header, int at) throws IOException {
        byte[] head = new byte[LogSegment.HEADER_BYTES];
        long nextSequence = header.sequence() + 1;
        try (FileChannel channel =
                FileChannel.open(LogSegment.file(directory, nextSequence), StandardOpenOption.READ)) {
            int got = Math.max(0, channel.read(ByteBuffer.wrap(head)));
            LogSegment.Header next = LogSegment.readHeader(head, got);
            if (next == null || next.sequence() != nextSequence) {
                checkTail(file, header, at);
            } else if (next.firstEntry() != expected) {
                throw damaged(file, at, "entries " + expected + " to " + (next.firstEntry() - 1) + " are missing");
            }
        }
    }

    private static TsdbException damaged(Path file, long offset, String what) {
        return new TsdbException("log file " + file + " is damaged at offset " + offset + ": " + what
                + ". Restore it from a backup, or move it and the later ones away to go on with what lies before.");
    }
}
