package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the attributes of what there are few of in a request: resources and scopes. */
final class Attributes {
    private Attributes() {}

    /** Those in the fields {@code pairTag} of the message from here to {@code end}, as text; the last of a key counts. */
    static Map<String, String> read(ProtoReader in, int end, int pairTag) throws MalformedException {
        Map<String, String> attributes = new LinkedHashMap<>();
        TextBuffer text = new TextBuffer();
        while (in.position() < end) {
            int tag = in.tag(end, "attributes");
            if (tag == pairTag) {
                pair(in, in.lengthEnd(end, "attribute"), text, attributes);
            } else {
                in.skip(tag, end, "attributes");
            }
        }
        return attributes;
    }

    /** The key of the attribute that ends at {@code end}. */
    static String key(ProtoReader in, int end) throws MalformedException {
        String key = "";
        while (in.position() < end) {
            int tag = in.tag(end, "attribute");
            if (tag == AnyValues.KEY) {
                key = in.text(end, "key of an attribute");
            } else {
                in.skip(tag, end, "attribute");
            }
        }
        return key;
    }

    private static void pair(ProtoReader in, int end, TextBuffer text, Map<String, String> to)
            throws MalformedException {
        String key = "";
        text.cut(0);
        while (in.position() < end) {
            int tag = in.tag(end, "attribute");
            switch (tag) {
                case AnyValues.KEY -> key = in.text(end, "key of an attribute");
                case AnyValues.VALUE -> {
                    text.cut(0);
                    AnyValues.text(in, in.lengthEnd(end, "value of an attribute"), text);
                }
                default -> in.skip(tag, end, "attribute");
            }
        }
        to.put(key, text.text(0, text.used()));
    }
}
