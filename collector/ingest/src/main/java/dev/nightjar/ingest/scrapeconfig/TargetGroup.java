package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.model.Labels;
import java.util.List;

/**
 * Targets that are found together.
 *
 * @param source where, unique within one discovery
 * @param targets each with at least {@code __address__}
 * @param labels of them all; a target's own labels win
 */
public record TargetGroup(String source, List<Labels> targets, Labels labels) {
    public TargetGroup {
        targets = List.copyOf(targets);
    }
}
