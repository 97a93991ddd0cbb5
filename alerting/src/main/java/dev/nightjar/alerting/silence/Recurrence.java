package dev.nightjar.alerting.silence;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a silence comes back: at the same wall-clock time in {@code zone}, through changes of the clocks.
 *
 * @param until after which it does not begin again; null: for ever
 */
public record Recurrence(Every every, ZoneId zone, @Nullable Instant until) {
    /** Time between two beginnings. */
    public enum Every {
        DAY(ChronoUnit.DAYS),
        WEEK(ChronoUnit.WEEKS),
        MONTH(ChronoUnit.MONTHS);

        private final ChronoUnit unit;

        Every(ChronoUnit unit) {
            this.unit = unit;
        }

        public String word() {
            return switch (this) {
                case DAY -> "day";
                case WEEK -> "week";
                case MONTH -> "month";
            };
        }

        /** Throws {@link IllegalArgumentException} for another word. */
        public static Every of(String word) {
            return switch (word) {
                case "day" -> DAY;
                case "week" -> WEEK;
                case "month" -> MONTH;
                default ->
                    throw new IllegalArgumentException("\"" + word + "\" is no recurrence; write day, week or month");
            };
        }
    }

    /** The last beginning at or before {@code now}; the first of all where that is later. */
    Instant beginning(Instant first, Instant now) {
        LocalDateTime local = LocalDateTime.ofInstant(first, zone);
        long number = Math.max(0, every.unit.between(local, LocalDateTime.ofInstant(now, zone)));
        while (number > 0 && at(local, number).isAfter(now)) {
            number--;
        }
        while (!at(local, number + 1).isAfter(now)) {
            number++;
        }
        return at(local, number);
    }

    /** The first beginning after {@code now}; null where it never begins again. */
    @Nullable
    Instant next(Instant first, Instant now) {
        if (first.isAfter(now)) {
            return first;
        }
        LocalDateTime local = LocalDateTime.ofInstant(first, zone);
        LocalDateTime present = LocalDateTime.ofInstant(beginning(first, now), zone);
        Instant next = at(local, every.unit.between(local, present) + 1);
        if (!next.isAfter(now)) {
            next = at(local, every.unit.between(local, present) + 2);
        }
        return until != null && next.isAfter(until) ? null : next;
    }

    private Instant at(LocalDateTime local, long number) {
        return local.plus(number, every.unit).atZone(zone).toInstant();
    }
}
