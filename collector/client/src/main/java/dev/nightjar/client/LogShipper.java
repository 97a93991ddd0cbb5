package dev.nightjar.client;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects a service's log lines, one stream a level, for the client's next flush. Thread-safe; a call copies the line
 * and returns. When more waits than {@code mostBytes}, the oldest lines are dropped and counted.
 */
public final class LogShipper implements LineTarget {
    /** Longer lines are cut here: they would not be read anyway, and must not push all others out. */
    static final int MOST_LINE_BYTES = 256 << 10;

    private static final int CHUNK_BYTES = 256 << 10;
    private static final int LINE_OVERHEAD_BYTES = 16;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Labels labels;
    private final int mostBytes;
    private final SpanSource spans;
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private final Map<String, Long> newest = new HashMap<>();
    private int waitingBytes;
    private long droppedLines;

    LogShipper(Labels labels, int mostBytes, SpanSource spans) {
        this.labels = labels;
        this.mostBytes = mostBytes;
        this.spans = spans;
    }

    public void log(long timestampNanos, String level, String line) {
        log(timestampNanos, level, line, Labels.EMPTY);
    }

    /**
     * @param timestampNanos since the epoch
     * @param level any case; becomes the stream's {@code level} label, in lower case
     * @param line may hold line breaks (a stack trace is one line)
     * @param metadata of this line, such as {@code trace_id}: kept beside it, not part of the stream's identity; where it
     *     does not say in which trace the line was logged, the present span does
     */
    @Override
    public void log(long timestampNanos, String level, String line, Labels metadata) {
        byte[] text = beginning(String.valueOf(line));
        int length = wholeCharacters(text);
        Labels traced = traced(metadata);
        synchronized (chunks) {
            Chunk chunk = chunks.peekLast();
            if (chunk == null || chunk.bytes >= CHUNK_BYTES) {
                chunk = new Chunk();
                chunks.addLast(chunk);
            }
            long at = apart(level, timestampNanos);
            chunk.streams.computeIfAbsent(level, this::stream).line(at, text, 0, length, traced);
            chunk.lines++;
            chunk.bytes += length + LINE_OVERHEAD_BYTES;
            waitingBytes += length + LINE_OVERHEAD_BYTES;
            while (waitingBytes > mostBytes && chunks.size() > 1) {
                Chunk oldest = chunks.removeFirst();
                waitingBytes -= oldest.bytes;
                droppedLines += oldest.lines;
            }
        }
    }

    /**
     * Equal lines of one stream and moment are one line to the server, and loggers' clocks may tick in milliseconds: of
     * lines within a millisecond each is later than the one before it.
     */
    private long apart(String level, long nanos) {
        Long before = newest.get(level);
        long at = before != null && nanos <= before && before - nanos < NANOS_PER_MILLI ? before + 1 : nanos;
        newest.merge(level, at, Math::max);
        return at;
    }

    /** At least as much of it as is shipped; a character has a byte or more. */
    private static byte[] beginning(String line) {
        String kept = line.length() > MOST_LINE_BYTES ? line.substring(0, MOST_LINE_BYTES) : line;
        return kept.getBytes(StandardCharsets.UTF_8);
    }

    private static int wholeCharacters(byte[] text) {
        int length = Math.min(text.length, MOST_LINE_BYTES);
        while (length < text.length && (text[length] & 0xC0) == 0x80) {
            length--;
        }
        return length;
    }

    private Labels traced(Labels metadata) {
        if (metadata.has("trace_id")) {
            return metadata;
        }
        SpanSource.Span span = ExemplarSlots.currentOf(spans);
        return span == null
                ? metadata
                : metadata.toBuilder()
                        .set("trace_id", span.traceId())
                        .set("span_id", span.spanId())
                        .build();
    }

    private LogBatch.StreamBuilder stream(String level) {
        return LogBatch.stream(labels.with("level", level.toLowerCase(Locale.ROOT)));
    }

    long droppedLines() {
        synchronized (chunks) {
            return droppedLines;
        }
    }

    /** Takes the oldest lines out, about 256 KiB of them; null when there are none. */
    @Nullable
    LogBatch poll() {
        Chunk chunk;
        synchronized (chunks) {
            chunk = chunks.pollFirst();
            if (chunk == null) {
                return null;
            }
            waitingBytes -= chunk.bytes;
        }
        List<LogBatch.Stream> streams = new ArrayList<>();
        chunk.streams.values().forEach(stream -> streams.add(stream.build()));
        return new LogBatch(streams);
    }

    private static final class Chunk {
        private final Map<String, LogBatch.StreamBuilder> streams = new HashMap<>();
        private int bytes;
        private int lines;
    }
}
