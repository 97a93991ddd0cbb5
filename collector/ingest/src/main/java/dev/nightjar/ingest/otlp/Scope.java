package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import java.util.Map;

/**
 * The library that made an observation.
 *
 * @param dropped how many attributes were left out
 * @param from where its message begins in the request
 * @param to where it ends
 */
record Scope(String name, String version, Map<String, String> attributes, long dropped, int from, int to) {
    static final Scope UNKNOWN = new Scope("", "", Map.of(), 0, 0, 0);

    private static final int NAME = 1 << 3 | ProtoReader.LENGTH;
    private static final int VERSION = 2 << 3 | ProtoReader.LENGTH;
    static final int ATTRIBUTE = 3 << 3 | ProtoReader.LENGTH;
    private static final int DROPPED = 4 << 3 | ProtoReader.VARINT;

    static Scope read(ProtoReader in, int end) throws MalformedException {
        int start = in.position();
        String name = "";
        String version = "";
        long dropped = 0;
        while (in.position() < end) {
            int tag = in.tag(end, "scope");
            switch (tag) {
                case NAME -> name = in.text(end, "name of a scope");
                case VERSION -> version = in.text(end, "version of a scope");
                case DROPPED -> dropped = in.varint(end, "dropped attributes");
                default -> in.skip(tag, end, "scope");
            }
        }
        in.moveTo(start);
        return new Scope(name, version, Attributes.read(in, end, ATTRIBUTE), dropped, start, end);
    }
}
