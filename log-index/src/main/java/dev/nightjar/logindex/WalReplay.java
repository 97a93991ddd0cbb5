package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a segment of the write-ahead log, and goes on behind what is damaged of it. */
final class WalReplay {
    private static final Logger LOG = LoggerFactory.getLogger(WalReplay.class);

    private WalReplay() {}

    /** Takes one record that is whole, and says the number of the line after its own. */
    interface Visitor {
        long visit(WalRecord record) throws IOException;
    }

    /** Bytes that are damaged, from the line {@code first} on; {@code later}: the next whole record, if any. */
    private record Damage(
            int from, int to, long first, @Nullable WalRecord later) {}

    private interface Damaged {
        void found(Damage damage) throws IOException;
    }

    /** Where reading ended: behind the last whole record, or behind what is damaged and not at the segment's end. */
    private record End(int offset, long nextSequence) {}

    /**
     * Hands every whole record to {@code replay} and returns the next sequence number. What a write that never finished
     * left at the end is cut off. What else is not whole is told of, kept, and left out.
     *
     * @param durable lines up to this number are known to have been on the disk; in a segment that is not the last, all
     */
    static long read(Path file, long nextSequence, long durable, WriteAheadLog.Replay replay, Damages damages)
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
        End end = visit(
                segment,
                nextSequence,
                durable,
                record -> record.firstSequence() + replay.apply(record.firstSequence(), record.payload()),
                damage -> lost(file, segment, damage, durable, damages));
        if (end.offset() < segment.length) {
            cut(file, end.offset(), segment.length);
        }
        return end.nextSequence();
    }

    private static void lost(Path file, byte[] segment, Damage damage, long durable, Damages damages)
            throws IOException {
        WalRecord later = damage.later();
        long last = later == null ? durable : later.firstSequence() - 1;
        boolean acknowledged = later == null ? damage.first() <= durable : later.durableBytes() > damage.from();
        boolean fresh = damages.lost(
                file,
                "at offset " + damage.from() + ": " + (damage.to() - damage.from())
                        + " bytes of the write-ahead log fail their checksum: lines "
                        + (last < damage.first()
                                ? "from number " + damage.first() + " on"
                                : damage.first() + " to " + last)
                        + " are lost, as far as no block has them yet, unless "
                        + (acknowledged ? "" : "the machine stopped while they were written, or ")
                        + "the file is put back from a backup while the server is stopped; the bytes are kept in damaged/");
        if (fresh) {
            damages.keep(file, damage.from(), Arrays.copyOfRange(segment, damage.from(), damage.to()));
        }
    }

    private static void cut(Path file, int at, int length) throws IOException {
        LOG.info(
                "{}: the last {} bytes, from offset {} on, are of a record whose write did not finish; it was never"
                        + " acknowledged, and is cut off",
                file,
                length - at,
                at);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(at);
            channel.force(true);
        }
    }

    /**
     * Hands every whole record of a segment over and changes nothing; throws where the segment is damaged.
     *
     * @param durable as in {@link #read}
     */
    static void inspect(Path file, long nextSequence, long durable, Visitor visitor) throws IOException {
        visit(Files.readAllBytes(file), nextSequence, durable, visitor, damage -> {
            throw LogIndexException.corrupt(file, damage.from(), "a record of the write-ahead log fails its checksum");
        });
    }

    /** Ends where the torn tail begins; at the segment's end where there is none. */
    private static End visit(byte[] segment, long nextSequence, long durable, Visitor visitor, Damaged damaged)
            throws IOException {
        long next = nextSequence;
        int at = 0;
        while (at < segment.length) {
            WalRecord record = WalRecord.decode(segment, at);
            if (record != null) {
                next = visitor.visit(record);
                at += record.size();
                continue;
            }
            int whole = nextWhole(segment, at + 1);
            if (whole == segment.length && next > durable && TornTail.is(segment, at, next)) {
                return new End(at, next);
            }
            damaged.found(new Damage(at, whole, next, WalRecord.decode(segment, whole)));
            at = whole;
            next = whole == segment.length ? Math.max(next, durable + 1) : next;
        }
        return new End(at, next);
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
}
