package dev.nightjar.ingest;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;

/** Tells Loki's clients what became of a push, with the statuses they act by and the words they know. */
final class LokiAnswers {
    /** Refused for the moment: sending it again later helps. */
    private static final Set<String> LIMITED = Set.of("rate_limited", "per_stream_rate_limit", "stream_limit");

    /** Kinds of errors that are told; a push can have as many as it has lines. */
    private static final int MAX_KINDS = 10;

    private LokiAnswers() {}

    static Answer noStreams() {
        String text = "error at least one valid stream is required for ingestion";
        return new Answer(422, text, 0, 0, List.of(new Rejection("missing_streams", text, 0)));
    }

    /** {@code refused}: before the sink. */
    static Answer of(IngestResult result, List<Rejection> refused) {
        return switch (result) {
            case IngestResult.Accepted all -> answer(all.items(), refused);
            case IngestResult.Rejected some -> {
                List<Rejection> reasons = new ArrayList<>(refused);
                reasons.addAll(some.reasons());
                yield answer(some.accepted(), reasons);
            }
            case IngestResult.Overloaded full -> Answer.overloaded(full.retryAfter(), full.reason());
        };
    }

    private static Answer answer(long accepted, List<Rejection> refused) {
        if (refused.isEmpty()) {
            return new Answer(204, "", 0, accepted, List.of());
        }
        LongSummaryStatistics waits = refused.stream()
                .filter(reason -> LIMITED.contains(reason.code()))
                .mapToLong(Rejection::retryAfterSeconds)
                .summaryStatistics();
        boolean limited = waits.getCount() > 0;
        long retryAfter = limited ? Math.max(1, waits.getMax()) : 0;
        return new Answer(limited ? 429 : 400, text(refused), retryAfter, accepted, refused);
    }

    private static String text(List<Rejection> refused) {
        StringBuilder text = new StringBuilder();
        for (Rejection reason : refused.subList(0, Math.min(MAX_KINDS, refused.size()))) {
            text.append(text.isEmpty() ? "" : "; ");
            if (refused.size() > 1 || reason.items() > 1) {
                text.append(reason.items()).append(" errors like: ");
            }
            text.append(reason.message());
        }
        if (refused.size() > MAX_KINDS) {
            text.append("; and ").append(refused.size() - MAX_KINDS).append(" other kinds of errors");
        }
        return text.toString();
    }
}
