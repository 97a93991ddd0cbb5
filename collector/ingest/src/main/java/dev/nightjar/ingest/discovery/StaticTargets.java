package dev.nightjar.ingest.discovery;

import dev.nightjar.ingest.discovery.source.TargetSource;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import java.time.Duration;
import java.util.List;

/** Targets written in the configuration. */
record StaticTargets(List<TargetGroup> groups) implements TargetSource {
    @Override
    public List<TargetGroup> read() {
        return groups;
    }

    @Override
    public Duration refresh() {
        return Duration.ZERO;
    }

    @Override
    public void close() {}
}
