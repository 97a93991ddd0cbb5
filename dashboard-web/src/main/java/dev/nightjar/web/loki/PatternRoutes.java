package dev.nightjar.web.loki;

import dev.nightjar.model.LogPattern;
import dev.nightjar.model.LogPatterns;
import dev.nightjar.model.NanoRange;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.Reply;
import java.time.InstantSource;
import java.util.List;

/** Which patterns lines follow, and how often over time. */
final class PatternRoutes {
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final LogQueries queries;
    private final LogPatterns patterns;
    private final InstantSource clock;

    PatternRoutes(LogQueries queries, LogPatterns patterns, InstantSource clock) {
        this.queries = queries;
        this.patterns = patterns;
        this.clock = clock;
    }

    void mount(LokiRouter router) {
        router.query("patterns", this::patterns);
    }

    private Reply patterns(Exchange exchange) {
        LokiParameters parameters = new LokiParameters(exchange, clock);
        NanoRange asked = parameters.range(LokiParameters.QUERY_SPAN);
        long step = parameters.stepMillis(asked) * NANOS_PER_MILLI;
        // points lie at multiples of the step, so that answers for neighboring ranges fit together
        NanoRange range = new NanoRange(asked.startNanos() - Math.floorMod(asked.startNanos(), step), asked.endNanos());
        List<LogPattern> found = patterns.patterns(queries.selectorAlone(parameters.query()), range, step);
        return LokiJson.success(out -> {
            out.writeStartArray();
            for (LogPattern pattern : found) {
                out.writeStartObject();
                out.writeStringField("pattern", pattern.pattern());
                out.writeStringField("level", pattern.level());
                out.writeArrayFieldStart("samples");
                for (int slice = 0; slice < pattern.lines().length; slice++) {
                    if (pattern.lines()[slice] > 0) {
                        out.writeStartArray();
                        out.writeNumber((range.startNanos() + slice * step) / NANOS_PER_SECOND);
                        out.writeNumber(pattern.lines()[slice]);
                        out.writeEndArray();
                    }
                }
                out.writeEndArray();
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }
}
