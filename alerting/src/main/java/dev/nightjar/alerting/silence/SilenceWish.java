package dev.nightjar.alerting.silence;

import dev.nightjar.model.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A silence as somebody wants it.
 *
 * @param id of the one to change; empty: a new one
 * @param remind null: a silence of two hours or more reminds half an hour before its end
 * @param annotations what programs note of it, by name; null: what is noted already
 */
public record SilenceWish(
        String id,
        List<Matcher> matchers,
        Instant startsAt,
        Instant endsAt,
        String createdBy,
        String comment,
        @Nullable Recurrence recurrence,
        Duration quiet,
        @Nullable Duration remind,
        @Nullable Map<String, String> annotations) {
    private static final Duration LONG = Duration.ofHours(2);
    private static final Duration USUAL_REMINDER = Duration.ofMinutes(30);

    public SilenceWish {
        matchers = List.copyOf(matchers);
        annotations = annotations == null ? null : Map.copyOf(annotations);
    }

    /** By somebody who knows of no annotations. */
    public SilenceWish(
            String id,
            List<Matcher> matchers,
            Instant startsAt,
            Instant endsAt,
            String createdBy,
            String comment,
            @Nullable Recurrence recurrence,
            Duration quiet,
            @Nullable Duration remind) {
        this(id, matchers, startsAt, endsAt, createdBy, comment, recurrence, quiet, remind, null);
    }

    Duration reminder() {
        Duration asked = remind;
        if (asked != null) {
            return asked;
        }
        return Duration.between(startsAt, endsAt).compareTo(LONG) >= 0 ? USUAL_REMINDER : Duration.ZERO;
    }
}
