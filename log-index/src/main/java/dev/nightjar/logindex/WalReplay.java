package dev.nightjar.logindex;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.LogBatch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a segment of the write-ahead log and tells a torn tail from damage. */
final class WalReplay {
    private static final Logger LOG = LoggerFactory.getLogger(WalReplay.class);

    private WalReplay() {}

    /**
     * Hands every record to {@code replay} and returns the next sequence number. What is not whole at the end of the
     * last segment is cut off; anywhere else, and where a later record says that it once was durable, it is damage.
     */
    static long read(Path file, long nextSequence, boolean last, WriteAheadLog.Replay replay) throws IOException {
        byte[] segment = Files.readAllBytes(file);
        long next = nextSequence;
        int at = 0;
        while (at < segment.length) {
            WalRecord record = WalRecord.decode(segment, at);
            if (record == null) {
                if (!last || wasDurable(segment, at)) {
                    throw LogIndexException.corrupt(file, at, "a record of the write-ahead log fails its checksum");
                }
                cut(file, at, segment.length);
                return next;
            }
            next = record.firstSequence() + replay.apply(record.firstSequence(), record.payload());
            at += record.size();
        }
        return next;
    }

    /** The number of a segment's last line, 0 where it has none; throws where it is damaged. */
    static long lastSequence(Path file, boolean last) throws IOException {
        byte[] segment = Files.readAllBytes(file);
        long sequence = 0;
        int at = 0;
        while (at < segment.length) {
            WalRecord record = WalRecord.decode(segment, at);
            if (record == null) {
                if (!last || wasDurable(segment, at)) {
                    throw LogIndexException.corrupt(file, at, "a record of the write-ahead log fails its checksum");
                }
                return sequence;
            }
            try {
                sequence = record.firstSequence() - 1;
                for (LogBatch.Stream stream : BatchCodec.decode(record.payload())) {
                    sequence += stream.size();
                }
            } catch (LabelBytes.InvalidLabelsException | ByteReader.Malformed e) {
                throw LogIndexException.corrupt(file, at, "a record cannot be read: " + e.getMessage());
            }
            at += record.size();
        }
        return sequence;
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
