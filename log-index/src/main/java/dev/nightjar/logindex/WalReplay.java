package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** Reads a segment of the write-ahead log and tells a torn tail from damage. */
final class WalReplay {
    private WalReplay() {}

    /** Takes one record that is whole. */
    interface Visitor {
        void visit(WalRecord record) throws IOException;
    }

    /** Told of bytes that are damaged; {@code later}: the next whole record's first line, 0 where there is none. */
    private interface Damaged {
        void found(int from, int to, long later) throws IOException;
    }

    /**
     * Hands every whole record to {@code replay} and returns the next sequence number. What is not whole at the end of
     * the last segment is cut off; anywhere else, and where a later record says that it once was durable, it is damage,
     * which is told and left out.
     */
    static long read(Path file, long nextSequence, boolean last, WriteAheadLog.Replay replay, Damages damages)
            throws IOException {
        byte[] segment;
        try {
            segment = Files.readAllBytes(file);
        } catch (IOException e) {
            if (!DayRepair.isDamage(e)) {
                throw e;
            }
            damages.lost(
                    file,
                    "it cannot be read (" + e.getMessage() + "): lines from number " + nextSequence
                            + " on that are in no block yet are lost");
            return nextSequence;
        }
        AtomicLong next = new AtomicLong(nextSequence);
        int whole = visit(
                segment,
                last,
                record -> next.set(record.firstSequence() + replay.apply(record.firstSequence(), record.payload())),
                (from, to, later) -> lost(file, from, to, next.get(), later, damages));
        if (whole < segment.length) {
            cut(file, whole, segment.length, next.get(), damages);
        }
        return next.get();
    }

    private static void lost(Path file, int from, int to, long first, long later, Damages damages) throws IOException {
        String lines = later == 0 ? "lines from number " + first + " on" : "lines " + first + " to " + (later - 1);
        boolean fresh = damages.lost(
                file,
                "at offset " + from + ": " + (to - from) + " bytes of the write-ahead log fail their checksum: " + lines
                        + " are lost, as far as no block has them yet, unless the file is put back from a backup before"
                        + " the next start; a copy of it is kept in damaged/");
        if (fresh) {
            damages.copyAside(file);
        }
    }

    /** Hands every whole record of a segment over and changes nothing; throws where the segment is damaged. */
    static void inspect(Path file, boolean last, Visitor visitor) throws IOException {
        visit(Files.readAllBytes(file), last, visitor, (from, to, later) -> {
            throw LogIndexException.corrupt(file, from, "a record of the write-ahead log fails its checksum");
        });
    }

    /** Returns where the torn tail begins; the segment's length where there is none. */
    private static int visit(byte[] segment, boolean last, Visitor visitor, Damaged damaged) throws IOException {
        int at = 0;
        while (at < segment.length) {
            WalRecord record = WalRecord.decode(segment, at);
            if (record == null) {
                if (last && !wasDurable(segment, at)) {
                    return at;
                }
                int next = nextWhole(segment, at + 1);
                WalRecord later = WalRecord.decode(segment, next);
                damaged.found(at, next, later == null ? 0 : later.firstSequence());
                at = next;
            } else {
                visitor.visit(record);
                at += record.size();
            }
        }
        return at;
    }

    /** Where the next whole record begins; the segment's end where there is none. */
    private static int nextWhole(byte[] segment, int from) {
        for (int at = from; at + WalRecord.HEADER <= segment.length; at++) {
            if (segment[at] == (byte) (WalRecord.MAGIC >>> 24) && WalRecord.decode(segment, at) != null) {
                return at;
            }
        }
        return segment.length;
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

    private static void cut(Path file, int at, int length, long first, Damages damages) throws IOException {
        String kept = damages.copyAside(file);
        damages.lost(
                file,
                "at offset " + at + ": the last " + (length - at) + " bytes of the write-ahead log are no whole record."
                        + " Either they were being written when the machine stopped, and were never acknowledged, or"
                        + " they are damaged, and lines from number " + first + " on are lost. A copy is kept as "
                        + kept);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(at);
            channel.force(true);
        }
    }
}
