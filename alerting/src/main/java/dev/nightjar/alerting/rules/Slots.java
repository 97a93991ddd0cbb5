package dev.nightjar.alerting.rules;

import java.time.Duration;
import java.time.Instant;

/**
 * The instants at which a group is evaluated: every interval, shifted by a hash of the group's identity, so that groups
 * do not all start at once and a restart changes nothing.
 */
record Slots(long intervalMillis, long offsetMillis) {
    static Slots of(RuleGroup group) {
        long interval = group.interval().toMillis();
        return new Slots(interval, Math.floorMod(hash(group.id()), interval));
    }

    /** The last slot at or before {@code now}. */
    Instant at(Instant now) {
        long millis = now.toEpochMilli() - offsetMillis;
        return Instant.ofEpochMilli(Math.floorDiv(millis, intervalMillis) * intervalMillis + offsetMillis);
    }

    /** How many slots lie between two, neither counted. */
    long between(Instant slot, Instant later) {
        return Math.max(0, Duration.between(slot, later).toMillis() / intervalMillis - 1);
    }

    /** FNV-1a over 64 bits. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        // Its low bits differ little between similar names.
        return hash ^ (hash >>> 32);
    }
}
