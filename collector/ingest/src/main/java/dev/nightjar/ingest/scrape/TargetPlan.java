package dev.nightjar.ingest.scrape;

import dev.nightjar.model.Labels;
import java.net.URI;
import java.time.Duration;

/**
 * A target to be scraped.
 *
 * @param discovered labels before relabelling
 * @param labels that its samples get
 */
record TargetPlan(Labels discovered, Labels labels, URI url, Duration interval, Duration timeout) {
    /** What makes it the same target, whatever else is said about it. */
    record Key(Labels labels, URI url) {}

    Key key() {
        return new Key(labels, url);
    }

    /** Spreads targets over the interval; the same in each run. */
    long hash() {
        long hash = 0xcbf29ce484222325L;
        String text = labels + " " + url;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ hash >>> 32;
    }
}
