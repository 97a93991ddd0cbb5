package dev.nightjar.ingest;

import dev.nightjar.model.Labels;

/**
 * Turns Loki's protobuf push into streams. A stream's labels are text there ({@code {a="b"}}), its lines stay
 * in the body, where the batch finds them.
 */
final class LokiProtoDecoder {
    private static final int STREAM = 1 << 3 | ProtoReader.LENGTH;

    private static final int LABELS = 1 << 3 | ProtoReader.LENGTH;
    private static final int ENTRY = 2 << 3 | ProtoReader.LENGTH;

    private static final int ENTRY_TIME = 1 << 3 | ProtoReader.LENGTH;
    private static final int ENTRY_LINE = 2 << 3 | ProtoReader.LENGTH;
    private static final int ENTRY_METADATA = 3 << 3 | ProtoReader.LENGTH;

    private static final int SECONDS = 1 << 3 | ProtoReader.VARINT;
    private static final int NANOS = 2 << 3 | ProtoReader.VARINT;

    private static final int NAME = 1 << 3 | ProtoReader.LENGTH;
    private static final int VALUE = 2 << 3 | ProtoReader.LENGTH;

    private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;

    private final LokiStreams streams;
    private final byte[] body;
    private final ProtoReader in;

    /** The message is the first {@code length} bytes of {@code body}. */
    LokiProtoDecoder(LokiStreams streams, byte[] body, int length) {
        this.streams = streams;
        this.body = body;
        this.in = new ProtoReader(body, length);
    }

    void decode() throws MalformedException {
        while (in.position() < in.end()) {
            int tag = in.tag(in.end(), "push request");
            if (tag == STREAM) {
                stream(in.lengthEnd(in.end(), "stream"));
            } else {
                in.skip(tag, in.end(), "push request");
            }
        }
    }

    private void stream(int end) throws MalformedException {
        int start = in.position();
        String labels = "{}";
        while (in.position() < end) {
            int tag = in.tag(end, "stream");
            if (tag == LABELS) {
                labels = in.text(end, "labels");
            } else {
                in.skip(tag, end, "stream");
            }
        }
        LokiStreams.Lines lines = LokiLabels.begin(streams, labels, body);
        in.moveTo(start);
        while (in.position() < end) {
            int tag = in.tag(end, "stream");
            if (tag == ENTRY) {
                entry(in.lengthEnd(end, "entry"), lines);
            } else {
                in.skip(tag, end, "stream");
            }
        }
        lines.end();
    }

    private void entry(int end, LokiStreams.Lines lines) throws MalformedException {
        long nanos = 0;
        int lineStart = end;
        int lineEnd = end;
        Labels.Builder metadata = null;
        while (in.position() < end) {
            int tag = in.tag(end, "entry");
            switch (tag) {
                case ENTRY_TIME -> nanos = timestamp(in.lengthEnd(end, "timestamp"));
                case ENTRY_LINE -> {
                    lineEnd = in.lengthEnd(end, "line");
                    lineStart = in.position();
                    in.moveTo(lineEnd);
                }
                case ENTRY_METADATA -> {
                    metadata = metadata == null ? Labels.builder() : metadata;
                    metadata(in.lengthEnd(end, "structured metadata"), metadata);
                }
                default -> in.skip(tag, end, "entry");
            }
        }
        Labels fields = metadata == null ? Labels.EMPTY : metadata.build();
        lines.add(nanos, body, lineStart, lineEnd, fields);
    }

    private long timestamp(int end) throws MalformedException {
        long seconds = 0;
        long nanos = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "timestamp");
            switch (tag) {
                case SECONDS -> seconds = in.varint(end, "seconds");
                case NANOS -> nanos = in.varint(end, "nanoseconds");
                default -> in.skip(tag, end, "timestamp");
            }
        }
        if (seconds > MAX_SECONDS || seconds < -MAX_SECONDS || nanos < 0 || nanos > 999_999_999) {
            throw new MalformedException(
                    "timestamp of " + seconds + " s and " + nanos + " ns ends at byte " + end + ": out of range");
        }
        return seconds * 1_000_000_000L + nanos;
    }

    private void metadata(int end, Labels.Builder to) throws MalformedException {
        String name = "";
        String value = "";
        while (in.position() < end) {
            int tag = in.tag(end, "structured metadata");
            switch (tag) {
                case NAME -> name = in.text(end, "name of structured metadata");
                case VALUE -> value = in.text(end, "value of structured metadata");
                default -> in.skip(tag, end, "structured metadata");
            }
        }
        if (name.isEmpty()) {
            throw new MalformedException("structured metadata without a name before byte " + end);
        }
        to.set(MetadataNames.of(name), value);
    }
}
