package dev.nightjar.ingest.graphite;

import dev.nightjar.ingest.PlainNames;
import dev.nightjar.model.Labels;

/** Makes labels of paths with tags, {@code servers.web1.load;dc=eu}: dots in names become underscores. */
final class GraphitePath {
    /** A path with its tags is kept in memory and on every page. */
    private static final int LONGEST = 8 << 10;

    private GraphitePath() {}

    static Labels labels(String path) throws GraphiteLine.InvalidLineException {
        if (path.length() > LONGEST) {
            throw new GraphiteLine.InvalidLineException(
                    "the path has " + path.length() + " characters, the limit is " + LONGEST);
        }
        String[] parts = path.split(";", -1);
        if (parts[0].isEmpty()) {
            throw new GraphiteLine.InvalidLineException("the path has no name");
        }
        Labels.Builder labels = Labels.builder();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals <= 0) {
                throw new GraphiteLine.InvalidLineException("the tag \"" + parts[i] + "\" is not NAME=VALUE");
            }
            labels.set(PlainNames.of(parts[i].substring(0, equals)), parts[i].substring(equals + 1));
        }
        return labels.set(Labels.METRIC_NAME, PlainNames.of(parts[0])).build();
    }
}
