package dev.nightjar.ingest;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a sender is told, and how it is counted.
 *
 * @param text empty for none
 * @param retryAfterSeconds 0 for none
 * @param accepted samples or lines stored
 * @param refused why others were not
 * @param attached what came beside numbers and was handed to the store
 * @param headers of the response, beside the usual ones
 */
public record Answer(
        int status,
        String text,
        long retryAfterSeconds,
        long accepted,
        List<Rejection> refused,
        Attached attached,
        Map<String, String> headers) {
    public Answer(int status, String text, long retryAfterSeconds, long accepted, List<Rejection> refused) {
        this(status, text, retryAfterSeconds, accepted, refused, Attached.NONE, Map.of());
    }

    public Answer withAttached(Attached came) {
        return new Answer(status, text, retryAfterSeconds, accepted, refused, came, headers);
    }

    public Answer withHeaders(Map<String, String> more) {
        return new Answer(status, text, retryAfterSeconds, accepted, refused, attached, more);
    }

    public static Answer of(MalformedException e) {
        return new Answer(e.status(), e.text(), 0, 0, List.of(new Rejection(e.reason(), e.text(), 0)));
    }

    /** Not 429, which is about the sender: Prometheus throws away what was answered so, unless told otherwise. */
    public static Answer overloaded(Duration retryAfter, String reason) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return new Answer(
                503,
                "overloaded: " + reason + "; send it again in " + seconds + " s",
                seconds,
                0,
                List.of(new Rejection("overloaded", reason, 0)));
    }

    public static Answer unauthorized() {
        String text = "sending telemetry takes a token with the scope \"ingest\": Authorization: Bearer …";
        return new Answer(401, text, 0, 0, List.of(new Rejection("unauthorized", text, 0)))
                .withHeaders(Map.of("WWW-Authenticate", "Bearer"));
    }

    public static Answer tooSlow(Duration within) {
        String text = "the body did not arrive within " + within.toSeconds() + " s: send smaller requests";
        return new Answer(408, text, 0, 0, List.of(new Rejection("too_slow", text, 0)));
    }

    /**
     * @param result of the sink
     * @param refused before the sink
     */
    public static Answer of(IngestResult result, List<Rejection> refused) {
        return switch (result) {
            case IngestResult.Accepted all when refused.isEmpty() -> new Answer(204, "", 0, all.items(), List.of());
            case IngestResult.Accepted all -> rejected(all.items(), refused);
            case IngestResult.Rejected some -> {
                List<Rejection> reasons = new ArrayList<>(some.reasons());
                reasons.addAll(refused);
                yield rejected(some.accepted(), reasons);
            }
            case IngestResult.Overloaded full -> overloaded(full.retryAfter(), full.reason());
        };
    }

    private static Answer rejected(long accepted, List<Rejection> reasons) {
        StringBuilder text = new StringBuilder();
        for (Rejection reason : reasons) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append(reason.code())
                    .append(": ")
                    .append(reason.message());
        }
        text.append("\nstored: ").append(accepted);
        long retryAfter =
                reasons.stream().mapToLong(Rejection::retryAfterSeconds).max().orElse(0);
        return new Answer(retryAfter > 0 ? 429 : 400, text.toString(), retryAfter, accepted, reasons);
    }
}
