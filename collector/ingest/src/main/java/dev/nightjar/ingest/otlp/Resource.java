package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import java.util.Map;
import java.util.Set;

/**
 * What was observed, by its attributes.
 *
 * @param from where its message begins in the request
 * @param to where it ends
 */
record Resource(Map<String, String> attributes, int from, int to) {
    static final Resource UNKNOWN = new Resource(Map.of(), 0, 0);

    static final String SERVICE_NAME = "service.name";
    private static final String SERVICE_NAMESPACE = "service.namespace";
    private static final String SERVICE_INSTANCE = "service.instance.id";

    /** Attributes that {@code job} and {@code instance} are made of. */
    static final Set<String> IDENTIFYING = Set.of(SERVICE_NAME, SERVICE_NAMESPACE, SERVICE_INSTANCE);

    static final int ATTRIBUTE = 1 << 3 | ProtoReader.LENGTH;

    static Resource read(ProtoReader in, int end) throws MalformedException {
        int start = in.position();
        return new Resource(Attributes.read(in, end, ATTRIBUTE), start, end);
    }

    /** Namespace and name of the service; empty if it is not named. */
    String job() {
        String name = attributes.getOrDefault(SERVICE_NAME, "");
        String namespace = attributes.getOrDefault(SERVICE_NAMESPACE, "");
        return name.isEmpty() || namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /** Empty if not said. */
    String instance() {
        return attributes.getOrDefault(SERVICE_INSTANCE, "");
    }
}
