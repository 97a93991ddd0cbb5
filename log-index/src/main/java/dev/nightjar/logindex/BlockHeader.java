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

    void write(ByteWriter out) {
        out.writeInt(streamId).writeInt(lines).writeInt(textBytes);
        out.writeLong(minNanos).writeLong(maxNanos).writeLong(firstSequence).writeLong(lastSequence);
    }

    static BlockHeader read(ByteReader in) {
        return new BlockHeader(
                in.readInt(), in.readInt(), in.readInt(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }
}
