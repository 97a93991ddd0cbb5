package dev.nightjar.agent;

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
 * @param ended the file is gone, and was shipped to its end; remembered so that a compressed copy is known
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
        boolean ended) {
    /** CRC-32C of so many bytes. */
    record Sum(int length, int crc) {
        static final Sum NONE = new Sum(0, 0);

        static Sum of(byte[] bytes) {
            if (bytes.length == 0) {
                return NONE;
            }
            java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
            crc.update(bytes);
            return new Sum(bytes.length, (int) crc.getValue());
        }
    }

    Checkpoint {
        if (acknowledged < 0 || intended < acknowledged || head.length() < 0 || generation < 0) {
            throw new IllegalArgumentException("checkpoint of " + path + " is impossible: acknowledged " + acknowledged
                    + ", intended " + intended + ", head " + head.length() + ", generation " + generation);
        }
    }

    /** Of a file never seen before. */
    static Checkpoint fresh(String key, String path) {
        return new Checkpoint(key, key, path, 0, Sum.NONE, Sum.NONE, 0, 0, 0, false);
    }

    /** The same place in another file that holds the same bytes. */
    Checkpoint movedTo(String otherKey) {
        return new Checkpoint(
                otherKey, origin, path, generation, head, tail, acknowledged, intended, intendedNanos, false);
    }

    /** As of a file that was emptied and is written anew. */
    Checkpoint startedOver() {
        return new Checkpoint(key, key, path, generation + 1, Sum.NONE, Sum.NONE, 0, 0, 0, false);
    }

    Checkpoint withHead(Sum newHead) {
        return new Checkpoint(
                key, origin, path, generation, newHead, tail, acknowledged, intended, intendedNanos, ended);
    }

    Checkpoint intending(long end, long nanos) {
        return new Checkpoint(key, origin, path, generation, head, tail, acknowledged, end, nanos, false);
    }

    /** With everything up to {@code intended} at the server. */
    Checkpoint acknowledged(Sum newHead, Sum newTail) {
        return new Checkpoint(key, origin, path, generation, newHead, newTail, intended, intended, 0, false);
    }

    /** The file of which {@link #withEnd} was said is there, or written to, again. */
    Checkpoint goingOn() {
        return new Checkpoint(key, origin, path, generation, head, tail, acknowledged, acknowledged, 0, false);
    }

    Checkpoint withEnd() {
        return new Checkpoint(key, origin, path, generation, head, tail, acknowledged, intended, 0, true);
    }
}
