package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a segment of the write-ahead log and tells a torn tail from damage. */
final class WalReplay {
    private static final Logger LOG = LoggerFactory.getLogger(WalReplay.class);

    private WalReplay() {}

    /** Takes one record that is whole. */
    interface Visitor {
        void visit(WalRecord record) throws IOException;
    }

    /**
     * Hands every record to {@code replay} and returns the next sequence number. What is not whole at the end of the
     * last segment is cut off; anywhere else, and where a later record says that it once was durable, it is damage.
     */
    static long read(Path file, long nextSequence, boolean last, WriteAheadLog.Replay replay) throws IOException {
        byte[] segment = Files.readAllBytes(file);
        AtomicLong next = new AtomicLong(nextSequence);
        int whole = visit(
                file,
                segment,
                last,
                record -> next.set(record.firstSequence() + replay.apply(record.firstSequence(), record.payload())));
        if (whole < segment.length) {
            cut(file, whole, segment.length);
        }
        return next.get();
    }

    /** Hands every whole record of a segment over and changes nothing; throws where the segment is damaged. */
    static void inspect(Path file, boolean last, Visitor visitor) throws IOException {
        visit(file, Files.readAllBytes(file), last, visitor);
    }

    /** Returns where the torn tail begins; the segment's length where there is none. */
    private static int visit(Path file, byte[] segment, boolean last, Visitor visitor) throws IOException {
        int at = 0;
        while (at < segment.length) {
            WalRecord record = WalRecord.decode(segment, at);
            if (record == null) {
                if (!last || wasDurable(segment, at)) {
                    throw LogIndexException.corrupt(file, at, "a record of the write-ahead log fails its checksum");
                }
                return at;
            }
            visitor.visit(record);
            at += record.size();
        }
        return at;
    }

    /** Whether a whole record after {@code broken} was written when the disk already held more than that. */
    private static boolean wasDurable(byte[] segment, int broken) {
        for (int at = broken + 1; at + WalRecord.HEADER <= segment.length; at++) {
            if (segment[at] == (byte) (WalRecord.MAGIC >>> 24)) {
                WalRecord later = WalRecord.decode(segment, at);
                if (later != null && later.durableBytes() > broken) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void cut(Path file, int at, int length) throws IOException {
        LOG.info("cut {} bytes of a torn record off {} at {}; it was never acknowledged", length - at, file, at);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(at);
            channel.force(true);
        }
    }
}
