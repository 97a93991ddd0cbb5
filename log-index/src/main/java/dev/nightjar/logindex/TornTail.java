package dev.nightjar.logindex;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Tells what a write that never finished leaves at the end of a log from damage of what was acknowledged. Nothing behind
 * it may be whole, and no line of it known to have been on the disk; that is for the caller to see to.
 *
 * <p>A process that is killed leaves the beginning of a record, and the file ends there. A machine that stops may leave
 * zeros in place of what had not reached the disk, from a page's beginning or from the last sync on. A record that is
 * there in full and fails its checksum, or does not begin as the next one would, is neither.
 */
final class TornTail {
    private static final int PAGE = 4096;

    /** A record that is there in full may well end with one or two. */
    private static final int LEAST_ZEROS = 8;

    private final byte[] segment;
    private final int at;
    private final long nextSequence;

    private TornTail(byte[] segment, int at, long nextSequence) {
        this.segment = segment;
        this.at = at;
        this.nextSequence = nextSequence;
    }

    /** Whether the segment's end, from {@code at} on, was left by the unfinished write of line {@code nextSequence}. */
    static boolean is(byte[] segment, int at, long nextSequence) {
        TornTail tail = new TornTail(segment, at, nextSequence);
        return tail.isBeginning(tail.written()) && !tail.isWholeOfAnotherLength();
    }

    /** Where the bytes end that reached the file; zeros may follow. */
    private int written() {
        int end = segment.length;
        while (end > at && segment[end - 1] == 0) {
            end--;
        }
        int page = Math.ceilDiv(end, PAGE) * PAGE;
        return end == at ? at : page + LEAST_ZEROS <= segment.length ? page : segment.length;
    }

    /** Whether these are the first bytes of the next record, and not all. */
    private boolean isBeginning(int end) {
        int bytes = end - at;
        for (int i = 0; i < Math.min(bytes, Integer.BYTES); i++) {
            if (segment[at + i] != (byte) (WalRecord.MAGIC >>> (24 - 8 * i))) {
                return false;
            }
        }
        ByteBuffer in = ByteBuffer.wrap(segment);
        if (bytes >= 2 * Integer.BYTES) {
            int length = in.getInt(at + WalRecord.LENGTH_AT);
            if (length < 0 || length <= bytes - WalRecord.HEADER) {
                return false;
            }
        }
        return bytes < WalRecord.HEADER
                || (in.getLong(at + WalRecord.DURABLE_AT) <= at && in.getLong(at + WalRecord.FIRST_AT) == nextSequence);
    }

    /** Whether it is a record in full but for what it says of its length. */
    private boolean isWholeOfAnotherLength() {
        int length = segment.length - at - WalRecord.HEADER;
        if (length < 0) {
            return false;
        }
        byte[] record = Arrays.copyOfRange(segment, at, segment.length);
        ByteBuffer.wrap(record).putInt(WalRecord.LENGTH_AT, length);
        return WalRecord.decode(record, 0) != null;
    }
}
