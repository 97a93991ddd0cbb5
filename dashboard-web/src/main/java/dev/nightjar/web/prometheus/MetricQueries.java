package dev.nightjar.web.prometheus;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.promql.QueryResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers PromQL. Blocks; thread-safe. Failures are {@link QueryException}. */
public interface MetricQueries {
    /**
     * @param by who asks, for the list of what runs
     * @param timeout shorter than the engine's own; empty for that
     * @param lookback instead of the engine's own; empty for that
     * @param summaries whether long windows may be answered from summaries; the result is the same
     * @param explain whether the answer is to hold what each part of the query took
     */
    record Options(
            String by,
            Cancellation cancellation,
            Optional<Duration> timeout,
            Optional<Duration> lookback,
            boolean summaries,
            boolean explain) {
        /** For what the interface's own views ask. */
        public static Options ofViews() {
            return new Options("a view", new Cancellation(), Optional.empty(), Optional.empty(), true, false);
        }

        Options explained() {
            return new Options(by, cancellation, timeout, lookback, summaries, true);
        }
    }

    QueryResult instant(String query, long atMillis, Options options);

    QueryResult range(String query, long startMillis, long endMillis, long stepMillis, Options options);

    /** The conditions of a series selector such as {@code up{job="node"}}; all series may be meant. */
    List<Matcher> anySelector(String text);

    /** The same where only some series may be meant. */
    default List<Matcher> selector(String text) {
        List<Matcher> matchers = anySelector(text);
        if (matchers.stream().allMatch(Matcher::matchesAbsent)) {
            throw new QueryException(
                    ErrorKind.BAD_DATA, "a selector must contain at least one non-empty matcher, found " + text);
        }
        return matchers;
    }

    /** The conditions of every series selector in the query. */
    List<List<Matcher>> selectors(String query);

    /** The query laid out for reading. */
    String formatted(String query);

    /** The query's syntax tree, as objects that Jackson can write. */
    Map<String, @Nullable Object> parsed(String query);
}
