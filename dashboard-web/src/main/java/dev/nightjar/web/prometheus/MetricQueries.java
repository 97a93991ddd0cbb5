package dev.nightjar.web.prometheus;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Answers PromQL. Blocks; thread-safe. Failures are {@link QueryException}. */
public interface MetricQueries {
    /** A value, and what its reader should know beside it. */
    record Answer(QueryValue value, List<String> warnings, List<String> infos) {
        public Answer {
            warnings = List.copyOf(warnings);
            infos = List.copyOf(infos);
        }
    }

    /**
     * @param timeout shorter than the engine's own; empty for that
     * @param lookback instead of the engine's own; empty for that
     */
    record Options(Cancellation cancellation, Optional<Duration> timeout, Optional<Duration> lookback) {
        public static Options none() {
            return new Options(new Cancellation(), Optional.empty(), Optional.empty());
        }
    }

    Answer instant(String query, long atMillis, Options options);

    Answer range(String query, long startMillis, long endMillis, long stepMillis, Options options);

    /** The conditions of a series selector such as {@code up{job="node"}}. */
    List<Matcher> selector(String text);

    /** The query laid out for reading. */
    String formatted(String query);
}
