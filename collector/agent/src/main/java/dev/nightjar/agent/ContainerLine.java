package dev.nightjar.agent;

import dev.nightjar.model.Labels;
import java.util.Arrays;

/**
 * One line of a container's log.
 *
 * @param stream {@code stdout} or {@code stderr}
 * @param text what the container wrote, without a line end
 * @param partial the container's line goes on in the next one of its stream
 */
record ContainerLine(long nanos, String stream, byte[] text, boolean partial) {
    /** A line that is none of the format: it is kept as it stands. */
    static ContainerLine plain(byte[] bytes, int from, int to) {
        return new ContainerLine(LogEntry.NO_TIME, "", Arrays.copyOfRange(bytes, from, to), false);
    }

    Labels labels() {
        return stream.isEmpty() ? Labels.EMPTY : Labels.of("stream", stream);
    }
}
