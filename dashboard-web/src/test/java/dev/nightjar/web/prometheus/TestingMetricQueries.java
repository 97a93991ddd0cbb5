package dev.nightjar.web.prometheus;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryStatistics;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers what a test put there, and remembers what was asked. Thread-safe. */
public final class TestingMetricQueries implements MetricQueries {
    private final Map<String, QueryValue> answers = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    /** The answer to each query that contains {@code part}; what was put first wins. */
    public synchronized TestingMetricQueries answer(String part, QueryValue value) {
        answers.put(part, value);
        return this;
    }

    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    private synchronized QueryResult find(String query, String question) {
        asked.add(question);
        for (Map.Entry<String, QueryValue> answer : answers.entrySet()) {
            if (query.contains(answer.getKey())) {
                return result(answer.getValue());
            }
        }
        throw new QueryException(ErrorKind.BAD_DATA, "1:1: parse error: no test answers " + query);
    }

    private static QueryResult result(QueryValue value) {
        QueryStatistics.Timings timings = new QueryStatistics.Timings(
                Duration.ofMillis(5),
                Duration.ZERO,
                Duration.ofMillis(1),
                Duration.ofMillis(4),
                Duration.ZERO,
                Duration.ofMillis(6));
        QueryStatistics statistics =
                new QueryStatistics(timings, 1, 6, 7, 3, new TimeSteps(1000, 500, 2), new long[] {2, 4});
        return new QueryResult(value, List.of(), List.of(), statistics, Optional.empty());
    }

    @Override
    public QueryResult instant(String query, long atMillis, Options options) {
        return find(query, query + " at " + atMillis);
    }

    @Override
    public QueryResult range(String query, long startMillis, long endMillis, long stepMillis, Options options) {
        return find(query, query + " from " + startMillis + " to " + endMillis + " by " + stepMillis);
    }

    @Override
    public List<Matcher> anySelector(String text) {
        return List.of(Matcher.equal("__name__", text));
    }

    @Override
    public List<List<Matcher>> selectors(String query) {
        return List.of(selector(query));
    }

    @Override
    public Map<String, @Nullable Object> parsed(String query) {
        return PromQl.syntaxTree(query);
    }

    @Override
    public String formatted(String query) {
        return query.strip();
    }
}
