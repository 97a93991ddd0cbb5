package dev.nightjar.web.loki;

import dev.nightjar.model.NanoRange;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.logql.LogDirection;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * All lines of a query, as many as there are, as they are read: none is kept, and reading waits for the client to take
 * what was written. An export that ends early breaks its connection off, so that nobody takes a part for the whole.
 */
public final class LogExport {
    /** What an export is without, behind its end, whatever its form: a JSON array of sentences in ASCII. */
    private static final String WARNINGS = "X-Nightjar-Warnings";

    /** Clients bound what they take of header fields. */
    private static final int MOST_TOLD = 20;

    private final LogQueries queries;
    private final InstantSource clock;

    public LogExport(LogQueries queries, InstantSource clock) {
        this.queries = queries;
        this.clock = clock;
    }

    public Reply reply(Exchange exchange) {
        LokiParameters parameters = new LokiParameters(exchange, clock);
        LineWriter writer = writer(parameters);
        NanoRange range = parameters.range(LokiParameters.QUERY_SPAN);
        LogDirection direction = parameters.direction(LogDirection.FORWARD);
        LogQueries.Asking asking = parameters.asking();
        LogQueries.Walk walk = walk(parameters.query());
        return new Reply(
                200,
                writer.contentType(),
                Map.of("Cache-Control", "no-store", "Trailer", WARNINGS),
                new Lines(walk, range, direction, asking, writer));
    }

    private LogQueries.Walk walk(String query) {
        try {
            return queries.walk(query);
        } catch (QueryException e) {
            if (e.kind() == ErrorKind.BAD_DATA || e.kind() == ErrorKind.EXECUTION) {
                throw HttpProblem.badParameter("query", String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static LineWriter writer(LokiParameters parameters) {
        List<String> columns = Arrays.stream(
                        parameters.text("columns").orElse("").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        return switch (parameters.text("format").orElse("ndjson")) {
            case "ndjson" -> new NdjsonLines();
            case "csv" -> new CsvLines(columns);
            default -> throw HttpProblem.badParameter("format", "the format must be ndjson or csv");
        };
    }

    /** The body of one answer. Used by one thread. */
    private static final class Lines implements Reply.Body {
        private final LogQueries.Walk walk;
        private final NanoRange range;
        private final LogDirection direction;
        private final LogQueries.Asking asking;
        private final LineWriter writer;
        private List<String> warnings = List.of();

        Lines(
                LogQueries.Walk walk,
                NanoRange range,
                LogDirection direction,
                LogQueries.Asking asking,
                LineWriter writer) {
            this.walk = walk;
            this.range = range;
            this.direction = direction;
            this.asking = asking;
            this.writer = writer;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            writer.begin(out);
            try {
                warnings = walk.forEach(range, direction, asking, entry -> {
                    try {
                        writer.write(entry, out);
                        return true;
                    } catch (IOException e) {
                        throw new UncheckedIOException(
                                String.valueOf(e.getMessage()), e); // the list of slow queries shows it
                    }
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            writer.end(warnings, out);
        }

        @Override
        public Map<String, String> trailers() {
            if (warnings.isEmpty()) {
                return Map.of();
            }
            List<String> told = new ArrayList<>(warnings.subList(0, Math.min(MOST_TOLD, warnings.size())));
            if (told.size() < warnings.size()) {
                told.add("and " + (warnings.size() - told.size()) + " more like these");
            }
            return Map.of(WARNINGS, Json.ascii(told));
        }
    }
}
