package dev.nightjar.alerting.slo;

import dev.nightjar.definition.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where an objective stands, in one sentence. */
final class SloSentence {
    private SloSentence() {}

    static String of(
            Slo slo,
            Instant now,
            Duration known,
            @Nullable Double remaining,
            @Nullable Double burn,
            @Nullable Instant exhaustedAt) {
        if (remaining == null) {
            return slo.service() + " has no data for this objective yet.";
        }
        String left = remaining < 0
                ? slo.service() + " has overspent its error budget: " + BurnRules.percent(round(1 - remaining))
                        + " used"
                : slo.service() + " has " + BurnRules.percent(round(remaining)) + " of its error budget left";
        Duration window = Duration.between(slo.over().at(now).from(), now);
        String history = known.compareTo(window) < 0
                ? ", counting the " + DurationText.of(rough(known)) + " of history there are"
                : "";
        String pace =
                burn == null || burn < 1 ? "" : String.format(Locale.ROOT, ", and burns it %.1f times too fast", burn);
        String end = exhaustedAt != null && exhaustedAt.isAfter(now)
                ? ": it is gone in " + DurationText.of(rough(Duration.between(now, exhaustedAt)))
                : "";
        return left + history + pace + end + ".";
    }

    private static double round(double share) {
        return Math.round(share * 1000) / 1000.0;
    }

    /** Two units at most: nobody needs the seconds of three days. */
    private static Duration rough(Duration exact) {
        if (exact.toDays() > 0) {
            return Duration.ofHours(exact.toHours());
        }
        return exact.toHours() > 0 ? Duration.ofMinutes(exact.toMinutes()) : Duration.ofSeconds(exact.toSeconds());
    }
}
