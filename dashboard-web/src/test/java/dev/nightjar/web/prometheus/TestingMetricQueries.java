package dev.nightjar.web.prometheus;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private synchronized Answer find(String query, String question) {
        asked.add(question);
        for (Map.Entry<String, QueryValue> answer : answers.entrySet()) {
            if (query.contains(answer.getKey())) {
                return new Answer(answer.getValue(), List.of(), List.of());
            }
        }
        throw new QueryException(ErrorKind.BAD_DATA, "1:1: parse error: no test answers " + query);
    }

    @Override
    public Answer instant(String query, long atMillis, Options options) {
        return find(query, query + " at " + atMillis);
    }

    @Override
    public Answer range(String query, long startMillis, long endMillis, long stepMillis, Options options) {
        return find(query, query + " from " + startMillis + " to " + endMillis + " by " + stepMillis);
    }

    @Override
    public List<Matcher> selector(String text) {
        return List.of(Matcher.equal("__name__", text));
    }

    @Override
    public String formatted(String query) {
        return query.strip();
    }
}
