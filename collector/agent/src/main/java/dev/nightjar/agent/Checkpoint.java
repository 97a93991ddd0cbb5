package dev.nightjar.agent;

import java.util.zip.CRC32C;

/**
 * How far one file has been shipped.
 *
 * @param key of the file itself (device and inode), which stays when the file is renamed
 * @param origin key of the file whose bytes these are: that of the original where this one is compressed from it
 * @param path under which it was first seen
 * @param generation grows when the file is emptied and written anew
 * @param head of the file: tells it from another that got the same inode
 * @param tail before {@code acknowledged}: with the head it tells a copy of the file from others that begin alike
 * @param acknowledged offset up to which the server has everything
 * @param intended end of the batch that was begun; the same as {@code acknowledged} when there is none
 * @param intendedNanos time of the reading of that batch: a resend must carry the same times
 * @param state whether it is read
 * @param place of its first byte behind all that was read under its path before: tells equal lines of one moment apart
 * @param made nanoseconds since the epoch, as the file system says; {@link #UNKNOWN} where the file cannot come back
 */
record Checkpoint(
        String key,
        String origin,
        String path,
        long generation,
        Sum head,
        Sum tail,
        long acknowledged,
        long intended,
        long intendedNanos,
        State state,
        long place,
        long made) {
    static final long UNKNOWN = 0;

    /**
     * Between two files of one path, for what is written to the first when the second is there already. So much that
     * lines which say the second keep their order, and those which say the millisecond, too, where they are few.
     */
    private static final long ROOM = 10_010_000;

    /** Whether the file is read. */
    enum State {
        OPEN,
        /** Shipped to its end and closed; remembered so that a copy of it is known. */
        SHIPPED,
        /** Not found when it was looked for; what is left of it is read should it come back. */
        AWAY,
        /** Shipped to its end; the key is that of the compressed file which it was made to, or read from. */
        COMPRESSED
    }

    /** CRC-32C of so many bytes. */
    record Sum(int length, int crc) {
        static final Sum NONE = new Sum(0, 0);

        static Sum of(byte[] bytes) {
            if (bytes.length == 0) {
                return NONE;
            }
            CRC32C crc = new CRC32C();
            crc.update(bytes);
            return new Sum(bytes.length, (int) crc.getValue());
        }
    }

    Checkpoint {
        if (acknowledged < 0 || intended < acknowledged || head.length() < 0 || generation < 0 || place < 0) {
            throw new IllegalArgumentException("checkpoint of " + path + " is impossible: acknowledged " + acknowledged
                    + ", intended " + intended + ", head " + head.length() + ", generation " + generation + ", place "
                    + place);
        }
    }

    /** Of a file never seen before, that is the first of its path. */
    static Checkpoint fresh(String key, String path) {
        return fresh(key, path, 0, UNKNOWN);
    }

    /** @param place see {@link #placeBehind} */
    static Checkpoint fresh(String key, String path, long place, long made) {
        return new Checkpoint(key, key, path, 0, Sum.NONE, Sum.NONE, 0, 0, 0, State.OPEN, place, made);
    }

    /** Of a file that is none of the agent's, and of which a copy would be known. */
    static Checkpoint of(String key, String path, Sum head, Sum tail, long size) {
        return new Checkpoint(key, key, path, 0, head, tail, size, size, 0, State.SHIPPED, 0, UNKNOWN);
    }

    /** Where the next file of its path is to begin, where this one has, or had, {@code size} bytes. */
    long placeBehind(long size) {
        return place + Math.max(size, intended) + ROOM;
    }

    /** The same place in another file that holds the same bytes. */
    Checkpoint movedTo(String otherKey, long otherMade) {
        return as(otherKey, head, State.OPEN, otherMade);
    }

    /** As of a file that had {@code size} bytes, was emptied and is written anew. */
    Checkpoint startedOver(long size) {
        return new Checkpoint(
                key, key, path, generation + 1, Sum.NONE, Sum.NONE, 0, 0, 0, State.OPEN, placeBehind(size), made);
    }

    Checkpoint withHead(Sum newHead) {
        return as(key, newHead, state, made);
    }

    Checkpoint intending(long end, long nanos) {
        return new Checkpoint(
                key, origin, path, generation, head, tail, acknowledged, end, nanos, State.OPEN, place, made);
    }

    /** Whether a batch was begun of which it is not known that the server has it. */
    boolean isUnderWay() {
        return intended > acknowledged;
    }

    long bytesUnderWay() {
        return intended - acknowledged;
    }

    /** With everything up to {@code intended} at the server. */
    Checkpoint acknowledged(Sum newHead, Sum newTail) {
        return new Checkpoint(
                key, origin, path, generation, newHead, newTail, intended, intended, 0, State.OPEN, place, made);
    }

    /** Also of a file that is there, or written to, again. */
    Checkpoint in(State newState) {
        return as(key, head, newState, made);
    }

    /** As of a file that cannot come back: it is there, but holds something else. */
    Checkpoint withoutReturn() {
        return as(key, head, State.SHIPPED, UNKNOWN);
    }

    /** As of a file shipped to its end of which a compressed one was made. */
    Checkpoint compressedTo(String otherKey, long otherMade) {
        return as(otherKey, head, State.COMPRESSED, otherMade);
    }

    /** With as much of it at the server, or under way. */
    private Checkpoint as(String newKey, Sum newHead, State newState, long newMade) {
        return new Checkpoint(
                newKey,
                origin,
                path,
                generation,
                newHead,
                tail,
                acknowledged,
                intended,
                intendedNanos,
                newState,
                place,
                newMade);
    }
}
