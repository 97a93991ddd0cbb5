package dev.nightjar.ingest.port;

import java.nio.charset.StandardCharsets;

/**
 * One message as it came: {@code in[from, to)}, without what frames it. Others may lie around it; nobody writes there.
 *
 * @param sender the peer's address, such as {@code 192.0.2.7}
 * @param receivedNanos since the epoch
 */
public record Message(byte[] in, int from, int to, String sender, long receivedNanos) {
    /** A message that has its bytes for itself. */
    public Message(byte[] bytes, String sender, long receivedNanos) {
        this(bytes, 0, bytes.length, sender, receivedNanos);
    }

    /** Bytes that are not UTF-8 are replaced. */
    public String text() {
        return new String(in, from, to - from, StandardCharsets.UTF_8);
    }
}
