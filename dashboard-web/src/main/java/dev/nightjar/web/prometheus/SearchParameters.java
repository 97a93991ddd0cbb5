package dev.nightjar.web.prometheus;

import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.prometheus.search.NameSearch;
import java.util.List;

/** Reads and checks what a search is asked with. */
final class SearchParameters {
    private static final int DEFAULT_COUNT = 100;

    private final Exchange exchange;

    SearchParameters(Exchange exchange) {
        this.exchange = exchange;
    }

    NameSearch search() {
        return new NameSearch(exchange.parameters("search[]"), measure(), threshold(), flag("case_sensitive", true));
    }

    private NameSearch.Measure measure() {
        String text = exchange.parameter("fuzz_alg").orElse("subsequence");
        return switch (text) {
            case "subsequence" -> NameSearch.Measure.SUBSEQUENCE;
            case "jarowinkler" -> NameSearch.Measure.JARO_WINKLER;
            default -> throw wrong("unsupported fuzz_alg \"" + text + "\": must be one of [subsequence jarowinkler]");
        };
    }

    private double threshold() {
        return exchange.parameter("fuzz_threshold")
                .map(text -> {
                    int percent = number(text);
                    if (percent < 0 || percent > 100) {
                        throw wrong("invalid fuzz_threshold \"" + text + "\": must be 0-100");
                    }
                    return percent / 100.0;
                })
                .orElse(0.0);
    }

    NameSearch.Order order() {
        String by = exchange.parameter("sort_by").orElse("");
        String direction = exchange.parameter("sort_dir").orElse("");
        if (!direction.isEmpty() && by.isEmpty()) {
            throw wrong("sort_dir is only valid when sort_by is set");
        }
        if (!List.of("", "asc", "dsc").contains(direction)) {
            throw wrong("invalid sort_dir \"" + direction + "\": must be \"asc\" or \"dsc\"");
        }
        return switch (by) {
            case "", "alpha" -> direction.equals("dsc") ? NameSearch.Order.REVERSED : NameSearch.Order.ALPHABETICAL;
            case "score" -> byScore(direction);
            default -> throw wrong("invalid sort_by \"" + by + "\": must be \"alpha\" or \"score\"");
        };
    }

    private NameSearch.Order byScore(String direction) {
        if (!direction.isEmpty()) {
            throw wrong("sort_dir is not supported for sort_by=score");
        }
        if (exchange.parameters("search[]").isEmpty()) {
            throw wrong("sort_by=score requires search[] to be set");
        }
        return NameSearch.Order.LIKEST_FIRST;
    }

    /** A count; 0 asks for the usual one. */
    int positive(String name) {
        int count = exchange.parameter(name)
                .map(text -> {
                    int given = number(text);
                    if (given < 0) {
                        throw wrong("invalid " + name + " \"" + text + "\": must be non-negative integer");
                    }
                    return given;
                })
                .orElse(0);
        return count == 0 ? DEFAULT_COUNT : count;
    }

    boolean flag(String name, boolean otherwise) {
        return exchange.parameter(name)
                .map(text -> QueryParameters.truth(text)
                        .orElseThrow(() -> wrong("invalid " + name + " \"" + text + "\": must be boolean")))
                .orElse(otherwise);
    }

    /** -1 for what is no number. */
    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static HttpProblem wrong(String message) {
        return new HttpProblem(400, message, null, null);
    }
}
