package dev.nightjar.ingest.bulk;

import dev.nightjar.ingest.PlainNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A place in documents, and what a value there is for. Documents of one request have the same fields nearly always: each
 * name is made once. As for Elasticsearch, {@code {"host.name":…}} is the same place as {@code {"host":{"name":…}}}. Not
 * thread-safe.
 */
final class FieldPath {
    static final int NONE = -1;

    /** Where a stream's labels are read from, the best first. */
    private static final List<String> SERVICE =
            List.of("service.name", "kubernetes.container.name", "container.name", "service");

    private static final List<String> HOST =
            List.of("host.name", "host.hostname", "agent.hostname", "host", "hostname");

    /** A request can have any number of names; those beyond are made anew each time. */
    private static final int MOST_REMEMBERED = 1000;

    private final String path;
    private final String name;
    private final int serviceRank;
    private final int hostRank;
    private final Map<String, FieldPath> fields = new HashMap<>();

    private FieldPath(String path, String name) {
        this.path = path;
        this.name = name;
        this.serviceRank = SERVICE.indexOf(path);
        this.hostRank = HOST.indexOf(path);
    }

    static FieldPath root() {
        return new FieldPath("", "");
    }

    FieldPath field(String key) {
        FieldPath known = fields.get(key);
        if (known != null) {
            return known;
        }
        FieldPath made = path.isEmpty()
                ? new FieldPath(key, PlainNames.of(key))
                : new FieldPath(path + "." + key, name + "_" + inner(key));
        if (fields.size() < MOST_REMEMBERED) {
            fields.put(key, made);
        }
        return made;
    }

    /** Behind another name a digit may come first. */
    private static String inner(String key) {
        return PlainNames.of("_" + key).substring(1);
    }

    /** That of metadata. */
    String name() {
        return name;
    }

    boolean isTime() {
        return path.equals("@timestamp");
    }

    boolean isMessage() {
        return path.equals("message");
    }

    /** How good a place it is for the service's name, 0 is the best; {@link #NONE} for another. */
    int serviceRank() {
        return serviceRank;
    }

    /** As {@link #serviceRank}, of the host's name. */
    int hostRank() {
        return hostRank;
    }
}
