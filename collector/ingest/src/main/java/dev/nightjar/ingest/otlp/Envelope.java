package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;

/**
 * Walks over what the requests of all three signals have in common: resources, in each of them scopes, in each of them
 * items. A resource or scope is read before its items, in whatever order they were sent.
 */
abstract class Envelope {
    private static final int RESOURCE_ITEMS = 1 << 3 | ProtoReader.LENGTH;
    private static final int HEAD = 1 << 3 | ProtoReader.LENGTH;
    private static final int PARTS = 2 << 3 | ProtoReader.LENGTH;
    private static final int SCHEMA = 3 << 3 | ProtoReader.LENGTH;

    final ProtoReader in;

    Envelope(byte[] body, int length) {
        in = new ProtoReader(body, length);
    }

    /** What follows until {@link #endResource} is of this one. */
    abstract void beginResource(Resource resource) throws MalformedException;

    /** What follows is of this scope of the resource. */
    abstract void beginScope(Scope scope, String schema) throws MalformedException;

    /** Reads the item that ends at {@code end}. */
    abstract void item(int end) throws MalformedException;

    void endResource() throws MalformedException {}

    final void decode() throws MalformedException {
        int end = in.end();
        while (in.position() < end) {
            int tag = in.tag(end, "export request");
            if (tag == RESOURCE_ITEMS) {
                resource(in.lengthEnd(end, "items of a resource"));
            } else {
                in.skip(tag, end, "export request");
            }
        }
    }

    private void resource(int end) throws MalformedException {
        int start = in.position();
        Resource resource = Resource.UNKNOWN;
        while (in.position() < end) {
            int tag = in.tag(end, "items of a resource");
            if (tag == HEAD) {
                resource = Resource.read(in, in.lengthEnd(end, "resource"));
            } else {
                in.skip(tag, end, "items of a resource");
            }
        }
        beginResource(resource);
        in.moveTo(start);
        while (in.position() < end) {
            int tag = in.tag(end, "items of a resource");
            if (tag == PARTS) {
                scope(in.lengthEnd(end, "items of a scope"));
            } else {
                in.skip(tag, end, "items of a resource");
            }
        }
        endResource();
    }

    private void scope(int end) throws MalformedException {
        int start = in.position();
        Scope scope = Scope.UNKNOWN;
        String schema = "";
        while (in.position() < end) {
            int tag = in.tag(end, "items of a scope");
            switch (tag) {
                case HEAD -> scope = Scope.read(in, in.lengthEnd(end, "scope"));
                case SCHEMA -> schema = in.text(end, "schema of a scope");
                default -> in.skip(tag, end, "items of a scope");
            }
        }
        beginScope(scope, schema);
        in.moveTo(start);
        while (in.position() < end) {
            int tag = in.tag(end, "items of a scope");
            if (tag == PARTS) {
                item(in.lengthEnd(end, "item"));
            } else {
                in.skip(tag, end, "items of a scope");
            }
        }
    }
}
