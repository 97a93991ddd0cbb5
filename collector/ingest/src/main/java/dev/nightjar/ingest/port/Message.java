package dev.nightjar.ingest.port;

/**
 * One message as it came.
 *
 * @param bytes without what frames it
 * @param sender the peer's address, such as {@code 192.0.2.7}
 * @param receivedNanos since the epoch
 */
public record Message(byte[] bytes, String sender, long receivedNanos) {}
