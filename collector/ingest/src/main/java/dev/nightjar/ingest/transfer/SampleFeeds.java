package dev.nightjar.ingest.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out what a source is. */
public final class SampleFeeds {
    private SampleFeeds() {}

    /**
     * A feed of Prometheus' blocks if {@code source} is a directory, of promtool's dump if its first line begins with a
     * brace and the metric's name as a label, of OpenMetrics text otherwise.
     */
    public static SampleFeed open(Path source) throws TransferException {
        if (!Files.exists(source)) {
            throw new TransferException(source + " does not exist");
        }
        try {
            if (Files.isDirectory(source)) {
                return new BlockFeed(source);
            }
            try (BufferedReader lines = Files.newBufferedReader(source)) {
                String first = lines.readLine();
                boolean dump = first != null && first.startsWith("{") && first.contains("__name__=");
                return dump ? new DumpFeed(source) : new OpenMetricsFeed(source);
            }
        } catch (IOException e) {
            throw new TransferException(source + " cannot be read: " + e, e);
        }
    }
}
