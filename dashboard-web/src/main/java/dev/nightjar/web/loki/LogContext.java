package dev.nightjar.web.loki;

import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogSelection.Order;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lines around one line of the same source. A source is where lines come from, a file or a process: labels that say
 * what a line is, such as its level, make streams of it but no other source.
 */
public final class LogContext {
    private static final int DEFAULT_LINES = 20;
    private static final int MAX_LINES = 1000;

    /** Say what a line is, not where it comes from. */
    private static final Set<String> OF_THE_LINE =
            Set.of("level", "detected_level", "severity", "log_level", "loglevel", "lvl");

    /** @param timestamp in nanoseconds, as a string: it is more than a number of JavaScript holds */
    public record Line(String timestamp, String line, Map<String, String> labels, Map<String, String> metadata) {}

    /**
     * @param source the labels by which its lines were found
     * @param line the one in the middle; null where it is not there (any more)
     * @param before the oldest first
     * @param after likewise
     * @param warnings what the lines are without, in sentences
     */
    public record Around(
            Map<String, String> source,
            List<Line> before,
            @Nullable Line line,
            List<Line> after,
            List<String> warnings) {}

    private final LogQueries queries;
    private final LogReader logs;
    private final InstantSource clock;

    public LogContext(LogQueries queries, LogReader logs, InstantSource clock) {
        this.queries = queries;
        this.logs = logs;
        this.clock = clock;
    }

    public Reply reply(Exchange exchange) {
        LokiParameters parameters = new LokiParameters(exchange, clock);
        long time = parameters.time("time").orElseThrow(() -> HttpProblem.badParameter("time", "no time was sent"));
        List<Matcher> source = source(parameters);
        int before = Math.min(MAX_LINES, parameters.limit("before", DEFAULT_LINES));
        int after = Math.min(MAX_LINES, parameters.limit("after", DEFAULT_LINES));
        return Json.reply(around(source, time, parameters.text("line"), before, after));
    }

    private List<Matcher> source(LokiParameters parameters) {
        String labels = parameters
                .text("labels")
                .orElseThrow(() -> HttpProblem.badParameter(
                        "labels", "no labels of the line's stream were sent, such as {service=\"checkout\"}"));
        Set<String> only =
                Set.copyOf(Arrays.asList(parameters.text("source").orElse("").split(",", -1)));
        List<Matcher> matchers;
        try {
            matchers = queries.selector(labels);
        } catch (QueryException e) {
            if (e.kind() == ErrorKind.BAD_DATA) {
                throw HttpProblem.badParameter("labels", String.valueOf(e.getMessage()));
            }
            throw e;
        }
        List<Matcher> source = matchers.stream()
                .filter(matcher ->
                        only.contains("") ? !OF_THE_LINE.contains(matcher.name()) : only.contains(matcher.name()))
                .toList();
        if (source.isEmpty() || source.stream().anyMatch(matcher -> matcher.op() != Matcher.Op.EQUAL)) {
            throw HttpProblem.badParameter(
                    "labels", "labels must say where the line comes from, each as name=\"value\"; found " + labels);
        }
        return source;
    }

    private Around around(List<Matcher> source, long time, Optional<String> text, int before, int after) {
        MeteredReader reader = new MeteredReader(logs);
        List<Line> same = lines(reader, source, new NanoRange(time, time + 1), Order.OLDEST_FIRST, Integer.MAX_VALUE);
        int at = 0;
        while (text.isPresent() && at < same.size() && !same.get(at).line().equals(text.get())) {
            at++;
        }
        boolean found = at < same.size();
        int first = found ? at : 0;
        List<Line> earlier = new ArrayList<>(same.subList(Math.max(0, first - before), first));
        if (earlier.size() < before) {
            List<Line> older = lines(
                    reader, source, new NanoRange(Long.MIN_VALUE, time), Order.NEWEST_FIRST, before - earlier.size());
            earlier.addAll(0, older.reversed());
        }
        int next = found ? at + 1 : 0;
        List<Line> later = new ArrayList<>(same.subList(next, Math.min(same.size(), next + after)));
        if (later.size() < after) {
            later.addAll(lines(
                    reader, source, new NanoRange(time + 1, Long.MAX_VALUE), Order.OLDEST_FIRST, after - later.size()));
        }
        Map<String, String> labels = new TreeMap<>();
        source.forEach(matcher -> labels.put(matcher.name(), matcher.value()));
        return new Around(labels, earlier, found ? same.get(at) : null, later, reader.warnings());
    }

    private static List<Line> lines(LogReader logs, List<Matcher> source, NanoRange range, Order order, int limit) {
        List<Line> lines = new ArrayList<>();
        try (LogCursor cursor = logs.select(new LogSelection(source, range, order, List.of()))) {
            while (lines.size() < limit && cursor.next()) {
                lines.add(new Line(
                        Long.toString(cursor.timestampNanos()),
                        new String(cursor.line(), StandardCharsets.UTF_8),
                        cursor.labels().toMap(),
                        cursor.metadata().toMap()));
            }
        }
        return lines;
    }
}
