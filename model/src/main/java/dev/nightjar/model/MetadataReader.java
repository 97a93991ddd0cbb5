package dev.nightjar.model;

import java.util.List;
import java.util.Map;

/** Tells what senders have said about metrics. Thread-safe. */
public interface MetadataReader {
    /**
     * By family, sorted by name; several entries where senders disagree, the newest first.
     *
     * @param family only this one, or all if it is empty
     */
    Map<String, List<MetricMetadata>> metadata(String family);
}
