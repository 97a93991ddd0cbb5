package dev.nightjar.model.target;

import dev.nightjar.model.MetricMetadata;
import java.util.List;

/** Tells of the targets that are scraped just now. Thread-safe; each answer is of one moment. */
public interface TargetReader {
    /** Nobody is scraped. */
    TargetReader NONE = new TargetReader() {
        @Override
        public List<ScrapePool> pools() {
            return List.of();
        }

        @Override
        public List<ScrapedTarget> active() {
            return List.of();
        }

        @Override
        public List<DroppedTarget> dropped() {
            return List.of();
        }

        @Override
        public List<MetricMetadata> metadata(ScrapedTarget of) {
            return List.of();
        }
    };

    /** By name. */
    List<ScrapePool> pools();

    /** By pool and labels. */
    List<ScrapedTarget> active();

    /** By pool; at most as many as a pool remembers. */
    List<DroppedTarget> dropped();

    /** What a target says about its metrics, by family. */
    List<MetricMetadata> metadata(ScrapedTarget of);
}
