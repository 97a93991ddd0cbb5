package dev.nightjar.ingest.fetch;

/**
 * An answer of status 200.
 *
 * @param body decompressed, in {@code [0, length)}
 * @param contentType empty if it has none
 */
public record Fetched(byte[] body, int length, String contentType) {}
