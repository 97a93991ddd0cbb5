package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.EqualLines;
import dev.nightjar.ingest.LogPush;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Turns OpenTelemetry's log records into lines as Loki does: the body is the line, what else a record says is its
 * structured metadata. A body that is text stays where it lies, others become JSON. Used once.
 */
final class LogsDecoder extends Envelope {
    private static final int TIME = 1 << 3 | ProtoReader.FIXED64;
    private static final int SEVERITY_NUMBER = 2 << 3 | ProtoReader.VARINT;
    private static final int SEVERITY_TEXT = 3 << 3 | ProtoReader.LENGTH;
    private static final int BODY = 5 << 3 | ProtoReader.LENGTH;
    private static final int ATTRIBUTE = 6 << 3 | ProtoReader.LENGTH;
    private static final int DROPPED = 7 << 3 | ProtoReader.VARINT;
    private static final int FLAGS = 8 << 3 | 5;
    private static final int TRACE_ID = 9 << 3 | ProtoReader.LENGTH;
    private static final int SPAN_ID = 10 << 3 | ProtoReader.LENGTH;
    private static final int OBSERVED_TIME = 11 << 3 | ProtoReader.FIXED64;
    private static final int EVENT_NAME = 12 << 3 | ProtoReader.LENGTH;

    /** Of severity numbers, four to a level. */
    private static final String[] LEVELS = {"trace", "debug", "info", "warn", "error", "fatal"};

    private final LogPush push;
    private final long nowNanos;
    private final Refusals refusals;
    private final LineLabels metadata = new LineLabels();
    private final TextBuffer text = new TextBuffer();
    private final EqualLines equal = new EqualLines();
    private Resource resource = Resource.UNKNOWN;
    private Labels streamLabels = Labels.EMPTY;
    private LogBatch.StreamBuilder texts = LogBatch.stream(Labels.EMPTY);
    private LogBatch.StreamBuilder values = LogBatch.stream(Labels.EMPTY);
    private int records;

    /** @param nowNanos the time of records that say none */
    LogsDecoder(byte[] body, int length, LogPush push, long nowNanos, Refusals refusals) {
        super(body, length);
        this.push = push;
        this.nowNanos = nowNanos;
        this.refusals = refusals;
    }

    @Override
    void beginResource(Resource begun) throws MalformedException {
        resource = begun;
        streamLabels = push.checked(StreamLabels.of(begun).build(), "a resource of the request");
        texts = LogBatch.streamWithin(streamLabels, in.bytes());
        values = LogBatch.stream(streamLabels);
    }

    @Override
    void endResource() {
        push.end(texts);
        push.end(values);
    }

    @Override
    void beginScope(Scope scope, String schema) throws MalformedException {
        metadata.beginBase();
        try {
            attributes(resource.from(), resource.to(), Resource.ATTRIBUTE, key -> !StreamLabels.isIndexed(key));
            attributes(scope.from(), scope.to(), Scope.ATTRIBUTE, key -> true);
            metadata.add("scope_name", scope.name());
            metadata.add("scope_version", scope.version());
            number("scope_dropped_attributes_count", scope.dropped());
        } catch (RefusedPointException e) {
            throw new MalformedException(400, e.code(), "a resource with its scope: " + e.text());
        }
        metadata.endBase();
    }

    /** Takes attributes of a message that was read before, apart from those that nobody wants. */
    private void attributes(int from, int to, int pairTag, Predicate<String> wanted)
            throws MalformedException, RefusedPointException {
        in.moveTo(from);
        while (in.position() < to) {
            int tag = in.tag(to, "attributes");
            if (tag != pairTag) {
                in.skip(tag, to, "attributes");
                continue;
            }
            int end = in.lengthEnd(to, "attribute");
            int start = in.position();
            boolean take = wanted.test(Attributes.key(in, end));
            in.moveTo(take ? start : end);
            if (take) {
                metadata.attribute(in, end);
            }
        }
    }

    @Override
    void item(int end) throws MalformedException {
        records++;
        try {
            logRecord(end);
        } catch (RefusedPointException e) {
            refusals.add(e.code(), "a log record: " + e.text(), 1);
        }
        in.moveTo(end);
    }

    private void logRecord(int end) throws MalformedException, RefusedPointException {
        long time = 0;
        long observed = 0;
        int bodyFrom = end;
        int bodyTo = end;
        metadata.begin();
        while (in.position() < end) {
            int tag = in.tag(end, "log record");
            switch (tag) {
                case TIME -> time = in.fixed64(end, "time of a log record");
                case OBSERVED_TIME -> observed = in.fixed64(end, "observed time of a log record");
                case SEVERITY_NUMBER -> severity(in.varint(end, "severity of a log record"));
                case SEVERITY_TEXT -> metadata.add("severity_text", in.text(end, "severity of a log record"));
                case BODY -> {
                    bodyTo = in.lengthEnd(end, "body of a log record");
                    bodyFrom = in.position();
                    in.moveTo(bodyTo);
                }
                case ATTRIBUTE -> metadata.attribute(in, in.lengthEnd(end, "attribute"));
                case DROPPED -> number("dropped_attributes_count", in.varint(end, "dropped attributes"));
                case FLAGS -> number("flags", in.fixed32(end, "flags of a log record") & 0xffff_ffffL);
                case TRACE_ID -> metadata.addHex("trace_id", in, in.lengthEnd(end, "trace of a log record"));
                case SPAN_ID -> metadata.addHex("span_id", in, in.lengthEnd(end, "span of a log record"));
                case EVENT_NAME -> metadata.add("event_name", in.text(end, "name of an event"));
                default -> in.skip(tag, end, "log record");
            }
        }
        if (time != 0 && observed != 0) {
            metadata.add("observed_timestamp", Long.toString(observed));
        }
        line(time != 0 ? time : observed != 0 ? observed : nowNanos, bodyFrom, bodyTo);
    }

    private void number(String name, long number) throws RefusedPointException {
        if (number != 0) {
            metadata.add(name, Long.toString(number));
        }
    }

    private void severity(long number) throws RefusedPointException {
        number("severity_number", number);
        if (number >= 1 && number <= 4L * LEVELS.length) {
            metadata.add("detected_level", LEVELS[(int) (number - 1) / 4]);
        }
    }

    private void line(long nanos, int from, int to) throws MalformedException {
        Labels about = metadata.build();
        in.moveTo(from);
        if (from < to && in.tag(to, "body of a log record") == AnyValues.STRING) {
            int textEnd = in.lengthEnd(to, "body of a log record");
            if (textEnd == to) {
                long at = equal.apart(streamLabels, nanos, in.bytes(), in.position(), textEnd, about);
                push.line(texts, at, in.bytes(), in.position(), textEnd, about, records - 1);
                return;
            }
        }
        in.moveTo(from);
        text.cut(0);
        AnyValues.text(in, to, text);
        byte[] value = Arrays.copyOf(text.bytes(), text.used());
        long at = equal.apart(streamLabels, nanos, value, 0, value.length, about);
        push.line(values, at, value, 0, value.length, about, records - 1);
    }

    /** Records read, also those refused. */
    int records() {
        return records;
    }
}
