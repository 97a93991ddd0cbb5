package dev.nightjar.postmortems.postmortem;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as documents write them: in UTC, which is said. */
final class TimeText {
    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private TimeText() {}

    static String at(Instant at) {
        return AT.format(at);
    }
}
