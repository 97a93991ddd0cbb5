package dev.nightjar.web.prometheus;

import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.target.DroppedTarget;
import dev.nightjar.model.target.ScrapePool;
import dev.nightjar.model.target.ScrapedTarget;
import dev.nightjar.model.target.TargetReader;
import java.util.ArrayList;
import java.util.List;

/** Targets that a test puts there. */
final class TestingTargets implements TargetReader {
    final List<ScrapePool> pools = new ArrayList<>();
    final List<ScrapedTarget> active = new ArrayList<>();
    final List<DroppedTarget> dropped = new ArrayList<>();
    final List<MetricMetadata> metadata = new ArrayList<>();

    @Override
    public List<ScrapePool> pools() {
        return pools;
    }

    @Override
    public List<ScrapedTarget> active() {
        return active;
    }

    @Override
    public List<DroppedTarget> dropped() {
        return dropped;
    }

    @Override
    public List<MetricMetadata> metadata(ScrapedTarget of) {
        return metadata;
    }
}
