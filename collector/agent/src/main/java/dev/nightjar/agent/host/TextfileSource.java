package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what jobs of this host write into files {@code *.prom} of a folder, in Prometheus' text format without times.
 * A file that cannot be read as a whole is left out as a whole, and said once until it can.
 */
final class TextfileSource implements HostSource {
    private static final Logger LOG = LoggerFactory.getLogger(TextfileSource.class);
    private static final Family WRITTEN =
            Family.gauge("node_textfile_mtime_seconds", "When the file was written, in seconds since 1970.");
    private static final Family ERROR =
            Family.gauge("node_textfile_scrape_error", "1 where a file of metrics cannot be read.");
    private static final String SUFFIX = ".prom";
    private static final double MILLIS = 1e-3;

    /** A file of metrics that a job writes has kilobytes. */
    private static final long MOST_BYTES = 4 << 20;

    private final Path folder;
    private final Set<Path> failing = new HashSet<>();

    TextfileSource(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "textfile";
    }

    @Override
    public void readInto(MetricWriter to) throws IOException {
        boolean worked = true;
        for (Path file : KernelFiles.entries(folder)) {
            if (KernelFiles.nameOf(file).endsWith(SUFFIX)) {
                worked &= pass(file, to);
            }
        }
        to.add(ERROR, worked ? 0 : 1);
    }

    private boolean pass(Path file, MetricWriter to) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("it has " + Files.size(file) + " bytes, the most that is read is " + MOST_BYTES);
            }
            double written = Files.getLastModifiedTime(file).toMillis() * MILLIS;
            List<WrittenSample> samples = new TextfileReader(file).read(Files.readString(file));
            samples.forEach(sample -> sample.writeTo(to));
            to.add(WRITTEN, written, "file", file.toString());
            failing.remove(file);
            return true;
        } catch (IOException e) {
            if (failing.add(file)) {
                LOG.warn("metrics of {} are left out: {} (said once until it works again)", file, e.getMessage());
            }
            return false;
        }
    }
}
