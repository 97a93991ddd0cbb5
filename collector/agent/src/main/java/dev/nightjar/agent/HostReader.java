package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all there is of a host; a source that fails is reported as such and does not spoil the others. */
final class HostReader {
    private static final Logger LOG = LoggerFactory.getLogger(HostReader.class);

    private final List<HostSource> sources;
    private final Set<String> failing = new HashSet<>();

    HostReader(List<HostSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** Straight from {@code proc} where it is Linux', through OSHI elsewhere. */
    static HostReader of(Path proc) {
        if (Files.isReadable(proc.resolve("stat"))) {
            return new HostReader(List.of(
                    new CpuSource(proc),
                    new MemorySource(proc),
                    new DiskSource(proc),
                    new FilesystemSource(proc, FilesystemSource::spaceOf),
                    new NetworkSource(proc),
                    new LoadSource(proc),
                    new UnameSource(proc)));
        }
        return new HostReader(List.of(new OshiSource()));
    }

    void readInto(MetricWriter to) {
        for (HostSource source : sources) {
            boolean worked = true;
            try {
                source.readInto(to);
                failing.remove(source.name());
            } catch (IOException | RuntimeException e) {
                worked = false;
                if (failing.add(source.name())) {
                    LOG.warn(
                            "{} of this host cannot be read: {} (said once until it works again)",
                            source.name(),
                            e.toString());
                }
            }
            to.add("node_scrape_collector_success", worked ? 1 : 0, "collector", source.name());
        }
        to.add("node_time_seconds", to.at().toEpochMilli() / 1000.0);
    }
}
