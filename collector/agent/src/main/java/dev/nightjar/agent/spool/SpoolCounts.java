package dev.nightjar.agent.spool;

/**
 * What became of the items (samples, or requests) that were put into a spool, since it was made. Whatever was put in
 * is one of delivered, refused, dropped and queued: the four add up, also across restarts.
 *
 * @param refused by the server, for good
 * @param dropped because there was no room, or what was written could not be read again
 */
public record SpoolCounts(long delivered, long refused, long dropped) {
    static final SpoolCounts NONE = new SpoolCounts(0, 0, 0);

    SpoolCounts delivered(long items) {
        return new SpoolCounts(delivered + items, refused, dropped);
    }

    SpoolCounts refused(long items) {
        return new SpoolCounts(delivered, refused + items, dropped);
    }

    SpoolCounts dropped(long items) {
        return new SpoolCounts(delivered, refused, dropped + items);
    }
}
