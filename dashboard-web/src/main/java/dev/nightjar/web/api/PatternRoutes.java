package dev.nightjar.web.api;

import dev.nightjar.model.LogPattern;
import dev.nightjar.model.LogPatterns;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.QueryException;
import dev.nightjar.web.api.PatternDocuments.Others;
import dev.nightjar.web.api.PatternDocuments.Pattern;
import dev.nightjar.web.api.PatternDocuments.Patterns;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.loki.LogQueries;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Which patterns log lines follow: the most frequent ones, and all that are new. */
final class PatternRoutes {
    private static final int POINTS = 60;
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 1000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LogPatterns patterns;
    private final LogQueries queries;
    private final InstantSource clock;

    PatternRoutes(LogPatterns patterns, LogQueries queries, InstantSource clock) {
        this.patterns = patterns;
        this.queries = queries;
        this.clock = clock;
    }

    void mount(ApiRouter router) {
        router.get("logs/patterns", this::reply);
    }

    private Reply reply(Exchange exchange) {
        Span span = Span.of(exchange, clock);
        long step = span.stepMillis(POINTS);
        int limit = Limit.of(exchange, USUAL_LIMIT, MOST);
        NanoRange range = new NanoRange(span.startMillis() * NANOS_PER_MILLI, span.endMillis() * NANOS_PER_MILLI);
        List<LogPattern> found = found(exchange.parameter("query").orElse("{}"), range, step * NANOS_PER_MILLI);
        long lines = found.stream().mapToLong(LogPattern::total).sum();
        List<Pattern> listed = new ArrayList<>();
        int others = 0;
        long otherLines = 0;
        for (int i = 0; i < found.size(); i++) {
            LogPattern each = found.get(i);
            if (i < limit || (each.isNewSince(range.startNanos()) && listed.size() < MOST)) {
                listed.add(Pattern.of(each, lines, range.startNanos()));
            } else {
                others++;
                otherLines += each.total();
            }
        }
        return Json.reply(new Patterns(
                span.startMillis(), Math.toIntExact(step / 1000), lines, listed, new Others(others, otherLines)));
    }

    private List<LogPattern> found(String query, NanoRange range, long stepNanos) {
        try {
            return patterns.patterns(queries.selector(query), range, stepNanos);
        } catch (QueryException e) {
            throw new HttpProblem(
                    400, String.valueOf(e.getMessage()), "query", "send a selector: {service=\"checkout\"}");
        }
    }
}
