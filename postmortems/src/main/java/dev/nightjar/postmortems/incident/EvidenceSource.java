package dev.nightjar.postmortems.incident;

import java.time.Instant;
import java.util.List;

/** Looks into metrics and logs for what may explain an incident. Thread-safe; may take seconds. */
public interface EvidenceSource {
    /** What stands out in {@code service} between the two instants, oddest first. */
    List<Finding> find(String service, Instant from, Instant until);

    /**
     * Something that stands out.
     *
     * @param kind such as {@code deviation} or {@code log-burst}; with instance and resource the finding's identity
     * @param instance the odd one out, or empty
     * @param resource such as {@code disk sda} or a log pattern, or empty
     * @param since when it began, by the data
     * @param text one sentence with numbers and units
     * @param query that shows it, or empty
     * @param score how unlike its peers, or its past; larger is odder
     */
    record Finding(
            String kind, String instance, String resource, Instant since, String text, String query, double score) {}
}
