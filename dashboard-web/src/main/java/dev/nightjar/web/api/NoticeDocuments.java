package dev.nightjar.web.api;

import dev.nightjar.alerting.notify.GroupView;
import dev.nightjar.alerting.notify.LineView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What receivers are told, as documents. Times are milliseconds since the epoch. Pure. */
final class NoticeDocuments {
    /**
     * @param receivers all that there are
     * @param fromFile false where no file says who is told: then whoever is on call is
     */
    record Notices(boolean fromFile, List<NoticeReceiver> receivers, List<NoticeGroup> groups) {}

    /**
     * @param integrations such as {@code webhook[0]}
     * @param onCall whether it calls whoever is on call
     */
    record NoticeReceiver(String name, List<String> integrations, boolean onCall) {}

    /** Alerts that are told of together. */
    record NoticeGroup(String receiver, Map<String, String> labels, List<NoticeAlert> alerts, List<NoticeLine> lines) {}

    /** @param heldBy ids of silences, and {@code inhibited}; empty: nothing holds it back */
    record NoticeAlert(Map<String, String> labels, long sinceMillis, List<String> heldBy) {}

    /**
     * @param told alerts that it knows to fire
     * @param lastMillis when it last took something
     */
    record NoticeLine(
            String integration,
            int told,
            @Nullable Long lastMillis,
            @Nullable NoticeSending sending,
            @Nullable NoticeFailure failure) {}

    /** @param detail what came of the last attempt; empty before the first */
    record NoticeSending(String reason, int attempts, long nextAttemptMillis, String detail) {}

    record NoticeFailure(long atMillis, String detail) {}

    private NoticeDocuments() {}

    static NoticeGroup group(GroupView group, List<NoticeAlert> alerts) {
        return new NoticeGroup(
                group.receiver(),
                group.groupLabels().toMap(),
                alerts,
                group.lines().stream().map(NoticeDocuments::line).toList());
    }

    private static NoticeLine line(LineView line) {
        LineView.Sending sending = line.sending();
        LineView.Failure failure = line.failure();
        return new NoticeLine(
                line.integration(),
                line.told(),
                ResponseDocuments.millis(line.lastAt()),
                sending == null
                        ? null
                        : new NoticeSending(
                                sending.reason(),
                                sending.attempts(),
                                sending.nextAttemptAt().toEpochMilli(),
                                sending.detail()),
                failure == null ? null : new NoticeFailure(failure.at().toEpochMilli(), failure.detail()));
    }
}
