package dev.nightjar.ingest.port;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * One datagram as it came.
 *
 * @param sender the peer's address
 * @param receivedNanos since the epoch
 */
record Datagram(byte[] bytes, String sender, long receivedNanos) {
    /**
     * Adds its messages.
     *
     * @param places of messages among all
     * @return how many were over the limit and left out
     */
    int messages(MessageProtocol.Framing framing, int maxBytes, LongSupplier places, List<Message> to) {
        return switch (framing) {
            case COUNTED_OR_LINES -> {
                if (bytes.length > 0 && bytes.length <= maxBytes) {
                    to.add(new Message(bytes, sender, receivedNanos, places.getAsLong()));
                }
                yield bytes.length > maxBytes ? 1 : 0;
            }
            case LINES -> {
                MessageFrames frames = new MessageFrames(false, maxBytes);
                MessageFrames.Taker taker = (in, from, end) ->
                        to.add(new Message(in, from, end, sender, receivedNanos, places.getAsLong()));
                frames.feed(bytes, taker);
                frames.end(taker);
                yield frames.takeTooLong();
            }
        };
    }

    /** About how many messages it has, to count those that are lost. */
    int size(MessageProtocol.Framing framing) {
        return switch (framing) {
            case COUNTED_OR_LINES -> 1;
            case LINES -> {
                int lines = bytes.length > 0 && bytes[bytes.length - 1] != '\n' ? 1 : 0;
                for (byte b : bytes) {
                    lines += b == '\n' ? 1 : 0;
                }
                yield lines;
            }
        };
    }
}
