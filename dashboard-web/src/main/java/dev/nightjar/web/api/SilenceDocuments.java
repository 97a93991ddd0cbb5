package dev.nightjar.web.api;

import dev.nightjar.alerting.notify.KnownAlert;
import dev.nightjar.alerting.silence.Recurrence;
import dev.nightjar.alerting.silence.Silence;
import dev.nightjar.model.Matcher;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Silences as documents. Times are milliseconds since the epoch, durations seconds. Pure. */
final class SilenceDocuments {
    /**
     * @param state {@code active}, {@code pending} or {@code expired}
     * @param startsMillis of the present time or, where it is not active, the next; of one that is over, the last
     * @param endWhenQuietSeconds 0: it does not end early
     * @param remindBeforeSeconds 0: it does not remind
     * @param expiredBy empty: nobody ended it
     * @param holds alerts that fire now and that it matches
     */
    record SilenceDocument(
            String silenceId,
            String state,
            List<SilenceMatcher> matchers,
            long startsMillis,
            long endsMillis,
            long updatedMillis,
            String createdBy,
            String comment,
            @Nullable SilenceRecurrence recurrence,
            long endWhenQuietSeconds,
            long remindBeforeSeconds,
            String expiredBy,
            int holds) {}

    /** @param op {@code =}, {@code !=}, {@code =~} or {@code !~} */
    record SilenceMatcher(String name, String op, String value) {}

    /** @param every {@code day}, {@code week} or {@code month} */
    record SilenceRecurrence(
            String every, String zone, @Nullable Long untilMillis) {}

    private SilenceDocuments() {}

    static SilenceDocument of(Silence silence, List<KnownAlert> firing, Instant now) {
        Silence.Occurrence shown = silence.occurrence(now);
        Recurrence recurrence = silence.recurrence();
        return new SilenceDocument(
                silence.id(),
                silence.state(now).name().toLowerCase(Locale.ROOT),
                silence.matchers().stream().map(SilenceDocuments::matcher).toList(),
                shown.startsAt().toEpochMilli(),
                shown.endsAt().toEpochMilli(),
                silence.updatedAt().toEpochMilli(),
                silence.createdBy(),
                silence.comment(),
                recurrence == null
                        ? null
                        : new SilenceRecurrence(
                                recurrence.every().word(),
                                recurrence.zone().getId(),
                                ResponseDocuments.millis(recurrence.until())),
                silence.quiet().toSeconds(),
                silence.remind().toSeconds(),
                silence.expiredBy(),
                (int) firing.stream()
                        .filter(alert -> silence.matches(alert.labels()))
                        .count());
    }

    static SilenceMatcher matcher(Matcher matcher) {
        return new SilenceMatcher(matcher.name(), matcher.op().symbol(), matcher.value());
    }
}
