package dev.nightjar.model;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Log lines of several streams. Immutable once handed over. */
public record LogBatch(List<Stream> streams) {
    private static final byte[] NO_TEXT = new byte[0];

    public LogBatch {
        streams = List.copyOf(streams);
    }

    public long lineCount() {
        long lines = 0;
        for (Stream stream : streams) {
            lines += stream.size();
        }
        return lines;
    }

    /**
     * Lines of one stream, in columns: line {@code i} is {@code text[lineStart(i), lineEnd(i))}. Lines are bytes, kept as they came, UTF-8 or not; they may contain line breaks (a stack trace is one line). Timestamps are
     * nanoseconds since the epoch, in any order. Structured metadata is a label set of each line ({@link Labels#EMPTY}
     * for none); the array is empty where no line has any.
     */
    public static final class Stream {
        private final Labels labels;
        private final int size;
        private final long[] timestampsNanos;
        private final byte[] text;
        /** Null where each line begins at the end of the one before. */
        private final int @Nullable [] lineStart;

        private final int[] lineEnd;
        private final Labels[] metadata;

        /** Takes the arrays over; they may be longer than used. */
        public Stream(Labels labels, int size, long[] timestampsNanos, byte[] text, int[] lineEnd, Labels[] metadata) {
            this(labels, size, timestampsNanos, text, null, lineEnd, metadata);
        }

        private Stream(
                Labels labels,
                int size,
                long[] timestampsNanos,
                byte[] text,
                int @Nullable [] lineStart,
                int[] lineEnd,
                Labels[] metadata) {
            this.labels = labels;
            this.size = size;
            this.timestampsNanos = timestampsNanos;
            this.text = text;
            this.lineStart = lineStart;
            this.lineEnd = lineEnd;
            this.metadata = metadata;
        }

        public Labels labels() {
            return labels;
        }

        public int size() {
            return size;
        }

        public long timestampNanos(int line) {
            return timestampsNanos[line];
        }

        /** What the lines lie in; there may be other bytes between them. */
        public byte[] text() {
            return text;
        }

        public int lineStart(int line) {
            if (lineStart != null) {
                return lineStart[line];
            }
            return line == 0 ? 0 : lineEnd[line - 1];
        }

        public int lineEnd(int line) {
            return lineEnd[line];
        }

        /** The same lines as a stream of other labels. */
        public Stream under(Labels others) {
            return new Stream(others, size, timestampsNanos, text, lineStart, lineEnd, metadata);
        }

        public Labels metadata(int line) {
            return line < metadata.length ? metadata[line] : Labels.EMPTY;
        }
    }

    public static StreamBuilder stream(Labels labels) {
        return new StreamBuilder(labels);
    }

    /** Lines that lie in {@code text} already and are not copied: it stays as it is until the batch was taken in. */
    public static StreamBuilder streamWithin(Labels labels, byte[] text) {
        StreamBuilder builder = new StreamBuilder(labels);
        builder.text = text;
        builder.lineStart = new int[8];
        return builder;
    }

    /** Collects lines of one stream. Not thread-safe. */
    public static final class StreamBuilder {
        private final Labels labels;
        private int size;
        private long[] timestampsNanos = new long[8];
        private byte[] text = NO_TEXT;
        private int @Nullable [] lineStart;
        private int[] lineEnd = new int[8];
        private Labels[] metadata = new Labels[0];

        private StreamBuilder(Labels labels) {
            this.labels = labels;
        }

        public StreamBuilder line(long timestampNanos, byte[] line) {
            return line(timestampNanos, line, 0, line.length, Labels.EMPTY);
        }

        /** {@code from}, of a builder {@link LogBatch#streamWithin} a text, is that text. */
        public StreamBuilder line(long timestampNanos, byte[] from, int start, int end, Labels lineMetadata) {
            if (size == timestampsNanos.length) {
                timestampsNanos = Arrays.copyOf(timestampsNanos, 2 * size);
                lineEnd = Arrays.copyOf(lineEnd, 2 * size);
            }
            place(from, start, end);
            if (!lineMetadata.isEmpty() || metadata.length > 0) {
                int known = metadata.length;
                if (known <= size) {
                    metadata = Arrays.copyOf(metadata, Math.max(8, 2 * size + 1));
                    Arrays.fill(metadata, known, metadata.length, Labels.EMPTY);
                }
                metadata[size] = lineMetadata;
            }
            timestampsNanos[size++] = timestampNanos;
            return this;
        }

        private void place(byte[] from, int start, int end) {
            int[] starts = lineStart;
            if (starts != null) {
                if (size == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * size);
                    lineStart = starts;
                }
                starts[size] = start;
                lineEnd[size] = end;
                return;
            }
            int used = size == 0 ? 0 : lineEnd[size - 1];
            if (used + end - start > text.length) {
                text = Arrays.copyOf(text, Math.max(Math.max(512, 2 * text.length), used + end - start));
            }
            System.arraycopy(from, start, text, used, end - start);
            lineEnd[size] = used + end - start;
        }

        public int size() {
            return size;
        }

        public Stream build() {
            return new Stream(labels, size, timestampsNanos, text, lineStart, lineEnd, metadata);
        }
    }
}
