package dev.nightjar.agent;

import dev.nightjar.model.Labels;

/**
 * One entry of a log file: {@code text[from, to)}, without its line end.
 *
 * @param nanos the time the file's format gives it; {@link #NO_TIME} where it gives none
 * @param labels the format gives it, such as the stream of a container
 */
record LogEntry(byte[] text, int from, int to, long nanos, Labels labels) {
    static final long NO_TIME = Long.MIN_VALUE;
}
