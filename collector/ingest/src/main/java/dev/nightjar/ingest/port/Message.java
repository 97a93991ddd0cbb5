package dev.nightjar.ingest.port;

import java.nio.charset.StandardCharsets;

/**
 * One message as it came: {@code in[from, to)}, without what frames it. Others may lie around it; nobody writes there.
 *
 * @param sender the peer's address, such as {@code 192.0.2.7}
 * @param receivedNanos since the epoch
 * @param place among all that came: tells equal ones of one moment apart, also when they are to be stored again
 */
public record Message(byte[] in, int from, int to, String sender, long receivedNanos, long place) {
    /** A message that has its bytes for itself. */
    public Message(byte[] bytes, String sender, long receivedNanos, long place) {
        this(bytes, 0, bytes.length, sender, receivedNanos, place);
    }

    /** Bytes that are not UTF-8 are replaced. */
    public String text() {
        return new String(in, from, to - from, StandardCharsets.UTF_8);
    }
}
