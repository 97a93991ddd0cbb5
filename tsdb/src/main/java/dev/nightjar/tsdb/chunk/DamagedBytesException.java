package dev.nightjar.tsdb.chunk;

/** Bytes that no encoder of ours wrote; the message names the place within them, the caller adds whose they are. */
public final class DamagedBytesException extends RuntimeException {
    public DamagedBytesException(String message) {
        super(message);
    }
}
