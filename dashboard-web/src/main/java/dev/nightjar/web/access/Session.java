package dev.nightjar.web.access;

import java.time.Instant;
import java.util.Optional;

/**
 * What the cookie of somebody who is signed in says.
 *
 * @param id by which it can be ended before its time
 * @param begunAt to the millisecond
 * @param endsAt to the millisecond
 */
record Session(String id, Instant begunAt, Instant endsAt, Voucher voucher, User user) {
    /** Another than any text of before, which were without an id, so that they could not be ended. */
    private static final String FORMAT = "2";

    private static final int LINES = 7;

    String text() {
        return String.join(
                "\n",
                FORMAT,
                id,
                Long.toString(begunAt.toEpochMilli()),
                Long.toString(endsAt.toEpochMilli()),
                voucher.text(),
                user.role().name(),
                user.name());
    }

    /** What {@link #text} wrote; empty for what another version of ours did. */
    static Optional<Session> of(String text) {
        String[] lines = text.split("\n", LINES);
        if (lines.length < LINES || !lines[0].equals(FORMAT)) {
            return Optional.empty();
        }
        return Optional.of(new Session(
                lines[1],
                Instant.ofEpochMilli(Long.parseLong(lines[2])),
                Instant.ofEpochMilli(Long.parseLong(lines[3])),
                Voucher.of(lines[4]),
                new User(lines[6], User.Role.valueOf(lines[5]))));
    }
}
