package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import java.util.Map;

/** The library that made an observation. */
record Scope(String name, String version, Map<String, String> attributes) {
    static final Scope UNKNOWN = new Scope("", "", Map.of());

    private static final int NAME = 1 << 3 | ProtoReader.LENGTH;
    private static final int VERSION = 2 << 3 | ProtoReader.LENGTH;
    private static final int ATTRIBUTE = 3 << 3 | ProtoReader.LENGTH;

    static Scope read(ProtoReader in, int end) throws MalformedException {
        int start = in.position();
        String name = "";
        String version = "";
        while (in.position() < end) {
            int tag = in.tag(end, "scope");
            switch (tag) {
                case NAME -> name = in.text(end, "name of a scope");
                case VERSION -> version = in.text(end, "version of a scope");
                default -> in.skip(tag, end, "scope");
            }
        }
        in.moveTo(start);
        return new Scope(name, version, Attributes.read(in, end, ATTRIBUTE));
    }
}
