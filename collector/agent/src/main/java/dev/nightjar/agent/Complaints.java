package dev.nightjar.agent;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What cannot be tailed, each said once until it works. */
final class Complaints {
    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

    private final Set<Path> said = new HashSet<>();

    void of(Path path, String why) {
        if (said.add(path)) {
            LOG.warn("{} cannot be tailed: {} (said once until it works)", path, why);
        }
    }

    void over(Path path) {
        said.remove(path);
    }
}
