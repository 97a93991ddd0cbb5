package dev.nightjar.web.alertmanager;

import dev.nightjar.web.http.HttpProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as this API writes them: RFC 3339 with milliseconds. */
final class ApiTime {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ApiTime() {}

    static String of(Instant time) {
        return MILLIS.format(time);
    }

    /** Null for none, which Go writes as the year 1. */
    static @Nullable Instant read(String field, String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return time.getYear() <= 1 ? null : time.toInstant();
        } catch (DateTimeException e) {
            throw new HttpProblem(
                    400, field + ": not a time: \"" + text + "\"; write it like 2026-01-05T09:00:00Z", null, null);
        }
    }
}
