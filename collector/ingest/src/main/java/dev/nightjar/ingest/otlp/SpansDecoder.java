package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.LogPush;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.util.Map;

/**
 * Turns spans into lines of JSON (docs/formats/spans.md), one for each, in a stream for each service. Their label is not
 * the one of the service's log lines, so that a selection of those does not bring spans too. Used once.
 */
final class SpansDecoder extends Envelope {
    private static final int TRACE_ID = 1 << 3 | ProtoReader.LENGTH;
    private static final int SPAN_ID = 2 << 3 | ProtoReader.LENGTH;
    private static final int TRACE_STATE = 3 << 3 | ProtoReader.LENGTH;
    private static final int PARENT_ID = 4 << 3 | ProtoReader.LENGTH;
    private static final int NAME = 5 << 3 | ProtoReader.LENGTH;
    private static final int KIND = 6 << 3 | ProtoReader.VARINT;
    private static final int START = 7 << 3 | ProtoReader.FIXED64;
    private static final int END = 8 << 3 | ProtoReader.FIXED64;
    private static final int ATTRIBUTE = 9 << 3 | ProtoReader.LENGTH;
    private static final int EVENT = 11 << 3 | ProtoReader.LENGTH;
    private static final int LINK = 13 << 3 | ProtoReader.LENGTH;
    private static final int STATUS = 15 << 3 | ProtoReader.LENGTH;

    private static final int EVENT_TIME = 1 << 3 | ProtoReader.FIXED64;
    private static final int EVENT_NAME = 2 << 3 | ProtoReader.LENGTH;
    private static final int EVENT_ATTRIBUTE = 3 << 3 | ProtoReader.LENGTH;

    private static final int LINK_TRACE_ID = 1 << 3 | ProtoReader.LENGTH;
    private static final int LINK_SPAN_ID = 2 << 3 | ProtoReader.LENGTH;
    private static final int LINK_ATTRIBUTE = 4 << 3 | ProtoReader.LENGTH;

    private static final int STATUS_MESSAGE = 2 << 3 | ProtoReader.LENGTH;
    private static final int STATUS_CODE = 3 << 3 | ProtoReader.VARINT;

    private static final String[] KINDS = {"unspecified", "internal", "server", "client", "producer", "consumer"};
    private static final String[] STATUSES = {"unset", "ok", "error"};
    private static final long ERROR = 2;

    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private final LogPush push;
    private final Refusals refusals;
    private final TextBuffer text = new TextBuffer();

    /** Resource and scope, as they end every line. */
    private final TextBuffer tail = new TextBuffer();

    private Resource resource = Resource.UNKNOWN;
    private LogBatch.StreamBuilder lines = LogBatch.stream(Labels.EMPTY);
    private int spans;

    SpansDecoder(byte[] body, int length, LogPush push, Refusals refusals) {
        super(body, length);
        this.push = push;
        this.refusals = refusals;
    }

    @Override
    void beginResource(Resource begun) {
        resource = begun;
        String service = begun.job().isEmpty() ? StreamLabels.UNKNOWN_SERVICE : begun.job();
        lines = LogBatch.stream(Labels.of("nightjar_kind", "trace", "span_service", service));
    }

    @Override
    void endResource() {
        push.end(lines);
    }

    @Override
    void beginScope(Scope scope, String schema) {
        tail.cut(0);
        tail.put(",\"scope\":{\"name\":");
        quoted(scope.name());
        tail.put(",\"version\":");
        quoted(scope.version());
        tail.put("},\"resource\":{");
        String separator = "";
        for (Map.Entry<String, String> attribute : resource.attributes().entrySet()) {
            tail.put(separator);
            quoted(attribute.getKey());
            tail.put(':');
            quoted(attribute.getValue());
            separator = ",";
        }
        tail.put("}}");
    }

    private void quoted(String value) {
        byte[] bytes = Metric.bytes(value);
        tail.putJson(bytes, 0, bytes.length);
    }

    @Override
    void item(int end) throws MalformedException {
        spans++;
        try {
            span(end);
        } catch (RefusedPointException e) {
            refusals.add(e.code(), "a span: " + e.text(), 1);
        }
        in.moveTo(end);
    }

    private void span(int end) throws MalformedException, RefusedPointException {
        int start = in.position();
        String trace = "";
        String span = "";
        long from = 0;
        long to = 0;
        long kind = 0;
        text.cut(0);
        while (in.position() < end) {
            int tag = in.tag(end, "span");
            switch (tag) {
                case TRACE_ID -> trace = id(in.lengthEnd(end, "trace of a span"), TRACE_ID_BYTES, "trace");
                case SPAN_ID -> span = id(in.lengthEnd(end, "id of a span"), SPAN_ID_BYTES, "span");
                case KIND -> kind = in.varint(end, "kind of a span");
                case START -> from = in.fixed64(end, "start of a span");
                case END -> to = in.fixed64(end, "end of a span");
                default -> in.skip(tag, end, "span");
            }
        }
        if (trace.isEmpty() || span.isEmpty()) {
            throw new RefusedPointException("invalid_id", "it has no " + (trace.isEmpty() ? "trace" : "span") + " id");
        }
        text.put("{\"traceId\":\"" + trace + "\",\"spanId\":\"" + span + '"');
        texts(start, end);
        text.put(",\"kind\":\"" + word(KINDS, kind) + "\",\"startTimeUnixNano\":\"" + from + "\",\"durationNanos\":\""
                + Math.max(0, to - from) + '"');
        boolean failed = status(start, end);
        details(start, end);
        text.putBytes(tail.bytes(), 0, tail.used());
        Labels metadata = Labels.of("detected_level", failed ? "error" : "info", "span_id", span, "trace_id", trace);
        push.line(lines, from, text.bytes(), 0, text.used(), metadata, spans - 1);
    }

    private static String word(String[] words, long number) {
        return number > 0 && number < words.length ? words[(int) number] : words[0];
    }

    /** In hexadecimal; empty if it is all zeros, which means none. */
    private String id(int end, int bytes, String what) throws RefusedPointException {
        int start = in.position();
        in.moveTo(end);
        if (end == start) {
            return "";
        }
        if (end - start != bytes) {
            throw new RefusedPointException(
                    "invalid_id", "its " + what + " id has " + (end - start) + " bytes, not " + bytes);
        }
        int used = text.used();
        text.putHex(in.bytes(), start, end);
        String hex = text.text(used, text.used());
        text.cut(used);
        return hex.chars().allMatch(c -> c == '0') ? "" : hex;
    }

    private void texts(int start, int end) throws MalformedException, RefusedPointException {
        in.moveTo(start);
        while (in.position() < end) {
            int tag = in.tag(end, "span");
            switch (tag) {
                case PARENT_ID -> {
                    String parent = id(in.lengthEnd(end, "parent of a span"), SPAN_ID_BYTES, "parent");
                    text.put(parent.isEmpty() ? "" : ",\"parentSpanId\":\"" + parent + '"');
                }
                case NAME -> {
                    text.put(",\"name\":");
                    AnyValues.jsonText(in, in.lengthEnd(end, "name of a span"), text);
                }
                case TRACE_STATE -> {
                    text.put(",\"traceState\":");
                    AnyValues.jsonText(in, in.lengthEnd(end, "state of a trace"), text);
                }
                default -> in.skip(tag, end, "span");
            }
        }
    }

    /** Whether the span failed. */
    private boolean status(int start, int end) throws MalformedException {
        in.moveTo(start);
        boolean failed = false;
        while (in.position() < end) {
            int tag = in.tag(end, "span");
            if (tag != STATUS) {
                in.skip(tag, end, "span");
                continue;
            }
            int statusEnd = in.lengthEnd(end, "status of a span");
            long code = 0;
            text.put(",\"status\":{");
            while (in.position() < statusEnd) {
                int field = in.tag(statusEnd, "status of a span");
                switch (field) {
                    case STATUS_MESSAGE -> {
                        text.put("\"message\":");
                        AnyValues.jsonText(in, in.lengthEnd(statusEnd, "message of a span"), text);
                        text.put(',');
                    }
                    case STATUS_CODE -> code = in.varint(statusEnd, "status of a span");
                    default -> in.skip(field, statusEnd, "status of a span");
                }
            }
            text.put("\"code\":\"" + word(STATUSES, code) + "\"}");
            failed = code == ERROR;
        }
        return failed;
    }

    private void details(int start, int end) throws MalformedException, RefusedPointException {
        in.moveTo(start);
        text.put(",\"attributes\":");
        AnyValues.map(in, end, ATTRIBUTE, text, 0);
        list(start, end, EVENT, ",\"events\":[");
        list(start, end, LINK, ",\"links\":[");
    }

    /** Writes the events or links, nothing if there are none. */
    private void list(int start, int end, int which, String opening) throws MalformedException, RefusedPointException {
        in.moveTo(start);
        String separator = opening;
        while (in.position() < end) {
            int tag = in.tag(end, "span");
            if (tag != which) {
                in.skip(tag, end, "span");
                continue;
            }
            int itemEnd = in.lengthEnd(end, "part of a span");
            text.put(separator);
            separator = ",";
            if (which == EVENT) {
                event(itemEnd);
            } else {
                link(itemEnd);
            }
        }
        text.put(separator.equals(",") ? "]" : "");
    }

    private void event(int end) throws MalformedException {
        int start = in.position();
        long nanos = 0;
        text.put("{\"name\":");
        int before = text.used();
        while (in.position() < end) {
            int tag = in.tag(end, "event");
            switch (tag) {
                case EVENT_TIME -> nanos = in.fixed64(end, "time of an event");
                case EVENT_NAME -> {
                    text.cut(before);
                    AnyValues.jsonText(in, in.lengthEnd(end, "name of an event"), text);
                }
                default -> in.skip(tag, end, "event");
            }
        }
        text.put(text.used() == before ? "\"\"" : "");
        text.put(",\"timeUnixNano\":\"" + nanos + "\",\"attributes\":");
        in.moveTo(start);
        AnyValues.map(in, end, EVENT_ATTRIBUTE, text, 0);
        text.put('}');
    }

    private void link(int end) throws MalformedException, RefusedPointException {
        int start = in.position();
        String trace = "";
        String span = "";
        while (in.position() < end) {
            int tag = in.tag(end, "link");
            switch (tag) {
                case LINK_TRACE_ID -> trace = id(in.lengthEnd(end, "trace of a link"), TRACE_ID_BYTES, "link's trace");
                case LINK_SPAN_ID -> span = id(in.lengthEnd(end, "span of a link"), SPAN_ID_BYTES, "link's span");
                default -> in.skip(tag, end, "link");
            }
        }
        text.put("{\"traceId\":\"" + trace + "\",\"spanId\":\"" + span + "\",\"attributes\":");
        in.moveTo(start);
        AnyValues.map(in, end, LINK_ATTRIBUTE, text, 0);
        text.put('}');
    }
}
