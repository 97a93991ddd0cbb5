package dev.nightjar.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Protocols by the path they are asked at. A path that ends with {@code *} stands for all that begin so, one that
 * begins with {@code *} for all that end so; whole paths come first, since nearly every request has one, and last the
 * paths that end with {@code **}: all that begin so and are nobody else's, the longest first.
 */
final class PathTable {
    private record Open(String part, IngestProtocol protocol) {}

    private final Map<String, IngestProtocol> whole = new HashMap<>();
    private final List<Open> beginnings = new ArrayList<>();
    private final List<Open> ends = new ArrayList<>();
    private final List<Open> rests = new ArrayList<>();

    PathTable(Map<String, IngestProtocol> protocols) {
        protocols.forEach((path, protocol) -> {
            if (path.endsWith("**")) {
                rests.add(new Open(path.substring(0, path.length() - 2), protocol));
            } else if (path.endsWith("*")) {
                beginnings.add(new Open(path.substring(0, path.length() - 1), protocol));
            } else if (path.startsWith("*")) {
                ends.add(new Open(path.substring(1), protocol));
            } else {
                whole.put(path, protocol);
            }
        });
        rests.sort(Comparator.comparingInt((Open rest) -> rest.part.length()).reversed());
    }

    @Nullable
    IngestProtocol find(String path) {
        IngestProtocol found = whole.get(path);
        if (found != null) {
            return found;
        }
        IngestProtocol named = beginning(beginnings, path);
        if (named != null) {
            return named;
        }
        for (Open end : ends) {
            if (path.endsWith(end.part)) {
                return end.protocol;
            }
        }
        return beginning(rests, path);
    }

    private static @Nullable IngestProtocol beginning(List<Open> beginnings, String path) {
        for (Open beginning : beginnings) {
            if (path.startsWith(beginning.part)) {
                return beginning.protocol;
            }
        }
        return null;
    }
}
