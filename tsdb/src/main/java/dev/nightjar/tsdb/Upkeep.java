package dev.nightjar.tsdb;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** Background work that may take long: retention, and giving back the space of what was deleted. One run at a time. */
final class Upkeep {
    private final Retention retention;
    private final Tombstones tombstones;
    private Map<Integer, Long> seen = Map.of();

    Upkeep(Retention retention, Tombstones tombstones) {
        this.retention = retention;
        this.tombstones = tombstones;
    }

    /** What is to be done every minute: a day is cleaned once nothing more was deleted of it since the run before. */
    synchronized void run(Instant now) throws IOException {
        retention.run(now);
        Map<Integer, Long> pending = tombstones.pending();
        for (Map.Entry<Integer, Long> day : pending.entrySet()) {
            if (day.getValue().equals(seen.get(day.getKey()))) {
                tombstones.clean(day.getKey());
            }
        }
        seen = pending;
    }
}
