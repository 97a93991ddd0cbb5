package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;

/**
 * Writes OpenTelemetry's values of any type as text: strings as they are, numbers and truth values in the usual form,
 * bytes in base64, lists and maps as JSON. Reads from where its reader stands to the value's end.
 */
final class AnyValues {
    static final int STRING = 1 << 3 | ProtoReader.LENGTH;
    private static final int BOOL = 2 << 3 | ProtoReader.VARINT;
    private static final int INT = 3 << 3 | ProtoReader.VARINT;
    private static final int DOUBLE = 4 << 3 | ProtoReader.FIXED64;
    private static final int ARRAY = 5 << 3 | ProtoReader.LENGTH;
    static final int MAP = 6 << 3 | ProtoReader.LENGTH;
    private static final int BYTES = 7 << 3 | ProtoReader.LENGTH;

    private static final int ELEMENT = 1 << 3 | ProtoReader.LENGTH;
    static final int KEY = 1 << 3 | ProtoReader.LENGTH;
    static final int VALUE = 2 << 3 | ProtoReader.LENGTH;

    private static final int DEEPEST = 32;

    private AnyValues() {}

    /** As a label's value; nothing for a value that is not there. */
    static void text(ProtoReader in, int end, TextBuffer to) throws MalformedException {
        int start = to.used();
        while (in.position() < end) {
            int tag = in.tag(end, "value");
            to.cut(start); // of several the last counts
            switch (tag) {
                case STRING -> {
                    int textEnd = in.lengthEnd(end, "string");
                    to.putText(in.bytes(), in.position(), textEnd);
                    in.moveTo(textEnd);
                }
                case BYTES -> base64(in, end, to);
                case DOUBLE -> to.put(NumberText.json(Double.longBitsToDouble(in.fixed64(end, "double"))));
                default -> json(in, tag, end, to, 0);
            }
        }
    }

    static void json(ProtoReader in, int end, TextBuffer to) throws MalformedException {
        json(in, end, to, 0);
    }

    private static void json(ProtoReader in, int end, TextBuffer to, int depth) throws MalformedException {
        int start = to.used();
        while (in.position() < end) {
            to.cut(start);
            json(in, in.tag(end, "value"), end, to, depth);
        }
        if (to.used() == start) {
            to.put("null");
        }
    }

    private static void json(ProtoReader in, int tag, int end, TextBuffer to, int depth) throws MalformedException {
        if (depth > DEEPEST) {
            throw new MalformedException("a value is nested more than " + DEEPEST + " deep at byte " + in.position());
        }
        switch (tag) {
            case STRING -> jsonText(in, in.lengthEnd(end, "string"), to);
            case BOOL -> to.put(in.varint(end, "truth value") == 0 ? "false" : "true");
            case INT -> to.putNumber(in.varint(end, "integer"));
            case DOUBLE -> {
                double value = Double.longBitsToDouble(in.fixed64(end, "double"));
                String text = NumberText.json(value);
                to.put(Double.isFinite(value) ? text : '"' + text + '"');
            }
            case ARRAY -> array(in, in.lengthEnd(end, "list of values"), to, depth + 1);
            case MAP -> sortedMap(in, in.lengthEnd(end, "map of values"), to, depth + 1);
            case BYTES -> {
                to.put('"');
                base64(in, end, to);
                to.put('"');
            }
            default -> in.skip(tag, end, "value");
        }
    }

    private static void array(ProtoReader in, int end, TextBuffer to, int depth) throws MalformedException {
        to.put('[');
        boolean first = true;
        while (in.position() < end) {
            int tag = in.tag(end, "list of values");
            if (tag == ELEMENT) {
                to.put(first ? "" : ",");
                first = false;
                json(in, in.lengthEnd(end, "value"), to, depth);
            } else {
                in.skip(tag, end, "list of values");
            }
        }
        to.put(']');
    }

    /** Writes the pairs in the fields {@code pairTag} of a message that ends at {@code end} as an object. */
    static void map(ProtoReader in, int end, int pairTag, TextBuffer to, int depth) throws MalformedException {
        to.put('{');
        boolean first = true;
        while (in.position() < end) {
            int tag = in.tag(end, "map of values");
            if (tag == pairTag) {
                to.put(first ? "" : ",");
                first = false;
                int pairEnd = in.lengthEnd(end, "pair");
                write(in, pair(in, pairEnd), to, depth);
                in.moveTo(pairEnd);
            } else {
                in.skip(tag, end, "map of values");
            }
        }
        to.put('}');
    }

    /** The same for a value, as Go writes maps: sorted by their keys, of which the last counts where one comes again. */
    private static void sortedMap(ProtoReader in, int end, TextBuffer to, int depth) throws MalformedException {
        TreeMap<byte[], Pair> pairs = new TreeMap<>(Arrays::compareUnsigned);
        while (in.position() < end) {
            int tag = in.tag(end, "map of values");
            if (tag == ELEMENT) {
                Pair pair = pair(in, in.lengthEnd(end, "pair"));
                pairs.put(Arrays.copyOfRange(in.bytes(), pair.keyStart(), pair.keyEnd()), pair);
            } else {
                in.skip(tag, end, "map of values");
            }
        }
        String separator = "{";
        for (Pair pair : pairs.values()) {
            to.put(separator);
            separator = ",";
            write(in, pair, to, depth);
        }
        to.put(pairs.isEmpty() ? "{}" : "}");
        in.moveTo(end);
    }

    /** Where the key and the value of an attribute lie. */
    private record Pair(int keyStart, int keyEnd, int valueStart, int valueEnd) {}

    private static Pair pair(ProtoReader in, int end) throws MalformedException {
        int keyStart = end;
        int keyEnd = end;
        int valueStart = end;
        int valueEnd = end;
        while (in.position() < end) {
            int tag = in.tag(end, "pair");
            switch (tag) {
                case KEY -> {
                    keyEnd = in.lengthEnd(end, "key");
                    keyStart = in.position();
                    in.moveTo(keyEnd);
                }
                case VALUE -> {
                    valueEnd = in.lengthEnd(end, "value");
                    valueStart = in.position();
                    in.moveTo(valueEnd);
                }
                default -> in.skip(tag, end, "pair");
            }
        }
        return new Pair(keyStart, keyEnd, valueStart, valueEnd);
    }

    private static void write(ProtoReader in, Pair pair, TextBuffer to, int depth) throws MalformedException {
        in.moveTo(pair.keyStart());
        jsonText(in, pair.keyEnd(), to);
        to.put(':');
        in.moveTo(pair.valueStart());
        json(in, pair.valueEnd(), to, depth);
    }

    /** A string of JSON from here to {@code end}. */
    static void jsonText(ProtoReader in, int end, TextBuffer to) {
        to.putJson(in.bytes(), in.position(), end);
        in.moveTo(end);
    }

    private static void base64(ProtoReader in, int end, TextBuffer to) throws MalformedException {
        int bytesEnd = in.lengthEnd(end, "bytes");
        byte[] encoded = Base64.getEncoder().encode(Arrays.copyOfRange(in.bytes(), in.position(), bytesEnd));
        to.putBytes(encoded, 0, encoded.length);
        in.moveTo(bytesEnd);
    }
}
