package dev.nightjar.logindex;

/**
 * What a sealed block is, without looking into its lines.
 *
 * @param streamId of its day
 * @param minNanos first line's time
 * @param maxNanos last line's time
 * @param firstSequence of the lines it may hold; none of its stream and day up to {@code lastSequence} is elsewhere
 */
record BlockHeader(
        int streamId, int lines, int textBytes, long minNanos, long maxNanos, long firstSequence, long lastSequence) {
    static final int SIZE = 3 * 4 + 4 * 8;

    /** Of a block of which nothing is left: it overlaps no range. */
    BlockHeader emptied() {
        return new BlockHeader(streamId, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE, firstSequence, lastSequence);
    }

    /** Of what is left of the block's lines, at least one of them. */
    BlockHeader of(Lines left) {
        return new BlockHeader(
                streamId,
                left.size(),
                left.textBytes(),
                left.timestamp(0),
                left.timestamp(left.size() - 1),
                firstSequence,
                lastSequence);
    }

    void write(ByteWriter out) {
        out.writeInt(streamId).writeInt(lines).writeInt(textBytes);
        out.writeLong(minNanos).writeLong(maxNanos).writeLong(firstSequence).writeLong(lastSequence);
    }

    static BlockHeader read(ByteReader in) {
        return new BlockHeader(
                in.readInt(), in.readInt(), in.readInt(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }
}
