package dev.nightjar.query.deviation;

import java.util.List;

/**
 * An instance and in what it is unlike its peers.
 *
 * @param score of its oddest finding; 0 for none
 * @param findings oddest first; only what stands out
 */
public record RankedInstance(String instance, double score, List<Deviation> findings) {
    public RankedInstance {
        findings = List.copyOf(findings);
    }
}
