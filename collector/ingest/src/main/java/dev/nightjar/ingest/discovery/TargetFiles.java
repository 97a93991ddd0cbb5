package dev.nightjar.ingest.discovery;

import dev.nightjar.ingest.discovery.source.DiscoveryException;
import dev.nightjar.ingest.discovery.source.TargetSource;
import dev.nightjar.ingest.scrapeconfig.DiscoveryConfig;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Targets in files. They are looked at every few seconds, and read when size or time has changed: that also sees what
 * notifications of a file system do not tell, such as a changed link or a share. A file that cannot be read keeps what
 * it said before.
 */
final class TargetFiles implements TargetSource {
    private static final Logger LOG = LoggerFactory.getLogger(TargetFiles.class);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final String META = "__meta_filepath";

    private final DiscoveryConfig.Files config;
    private final Map<Path, Known> known = new HashMap<>();

    /** What a file said when it looked like this. */
    private record Known(FileTime changed, long size, List<TargetGroup> groups, String problem) {}

    TargetFiles(DiscoveryConfig.Files config) {
        this.config = config;
    }

    @Override
    public List<TargetGroup> read() {
        List<Path> files = files();
        known.keySet().retainAll(files);
        List<TargetGroup> groups = new ArrayList<>();
        for (Path file : files) {
            groups.addAll(read(file));
        }
        return groups;
    }

    private List<Path> files() {
        TreeSet<Path> found = new TreeSet<>();
        for (String pattern : config.patterns()) {
            Path path = config.folder().resolve(pattern);
            Path folder = Optional.ofNullable(path.getParent()).orElse(config.folder());
            try (DirectoryStream<Path> matching =
                    Files.newDirectoryStream(folder, String.valueOf(path.getFileName()))) {
                matching.forEach(found::add);
            } catch (NoSuchFileException | NotDirectoryException e) {
                // may come yet
            } catch (IOException e) {
                LOG.warn("{} cannot be looked through for targets: {}", folder, e.getMessage());
            }
        }
        return List.copyOf(found);
    }

    private List<TargetGroup> read(Path file) {
        Known before = known.get(file);
        List<TargetGroup> old = before == null ? List.of() : before.groups;
        String oldProblem = before == null ? "" : before.problem;
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            if (before != null && before.changed.equals(now.lastModifiedTime()) && before.size == now.size()) {
                return before.groups;
            }
            Known after = parse(file, now, old);
            if (!after.problem.isEmpty() && !after.problem.equals(oldProblem)) {
                LOG.warn("targets of {} stay as they were: {}", file, after.problem);
            }
            known.put(file, after);
            return after.groups;
        } catch (IOException e) {
            LOG.warn("{} cannot be read for targets: {}", file, e.getMessage());
            return old;
        }
    }

    private static Known parse(Path file, BasicFileAttributes now, List<TargetGroup> old) throws IOException {
        try {
            List<TargetGroup> groups = TargetList.parse(file.toString(), Files.readString(file), META);
            return new Known(now.lastModifiedTime(), now.size(), groups, "");
        } catch (DiscoveryException e) {
            return new Known(now.lastModifiedTime(), now.size(), old, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Duration refresh() {
        return config.refresh().compareTo(LOOK) < 0 ? config.refresh() : LOOK;
    }

    @Override
    public void close() {}
}
