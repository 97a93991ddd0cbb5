package dev.nightjar.web.loki;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.logql.LogDirection;
import dev.nightjar.query.logql.LogEntry;
import dev.nightjar.query.logql.LogQl;
import dev.nightjar.query.logql.LogQuery;
import dev.nightjar.query.logql.LogResult;
import dev.nightjar.query.running.ActiveQueries;
import dev.nightjar.query.running.AskedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** LogQL by Nightjar's own engine. */
public final class LogqlQueries implements LogQueries {
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final LogQl engine;
    private final ActiveQueries active;
    private final LongSupplier nanoTime;

    /** {@code nanoTime} only measures how long queries take. */
    public LogqlQueries(LogQl engine, ActiveQueries active, LongSupplier nanoTime) {
        this.engine = engine;
        this.active = active;
        this.nanoTime = nanoTime;
    }

    @Override
    public Answer range(RangeQuestion question, Asking asking) {
        LogQuery query = engine.prepare(question.query());
        return active.run(
                new AskedQuery("logql", question.query(), asking.by()),
                asking.cancellation(),
                () -> range(query, question, asking.cancellation()));
    }

    private Answer range(LogQuery query, RangeQuestion question, Cancellation cancellation) {
        long begun = nanoTime.getAsLong();
        if (query.isMetric()) {
            return new Answer.Numbers(
                    query.range(
                            question.startNanos() / NANOS_PER_MILLI,
                            question.endNanos() / NANOS_PER_MILLI,
                            question.stepMillis(),
                            cancellation),
                    new Stats(0, 0, seconds(begun)));
        }
        LogDirection direction = switch (question.direction()) {
            case BACKWARD -> LogDirection.BACKWARD;
            case FORWARD -> LogDirection.FORWARD;
        };
        LogResult result = query.streams(
                new NanoRange(question.startNanos(), question.endNanos()), question.limit(), direction, cancellation);
        return new Answer.Lines(
                streams(result.entries(), question.categorize()),
                question.categorize(),
                new Stats(result.linesRead(), result.bytesRead(), seconds(begun)));
    }

    @Override
    public Answer instant(String query, long atNanos, Asking asking) {
        LogQuery prepared = engine.prepare(query);
        return active.run(new AskedQuery("logql", query, asking.by()), asking.cancellation(), () -> {
            long begun = nanoTime.getAsLong();
            return new Answer.Numbers(
                    prepared.instant(atNanos / NANOS_PER_MILLI, asking.cancellation()),
                    new Stats(0, 0, seconds(begun)));
        });
    }

    @Override
    public List<Matcher> selector(String text) {
        LogQuery query = engine.prepare(text);
        Set<List<Matcher>> selectors = query.selectors();
        if (query.isMetric() || selectors.size() != 1) {
            throw new QueryException(
                    ErrorKind.BAD_DATA, "not a stream selector, such as {service=\"checkout\"}: " + text);
        }
        return selectors.iterator().next();
    }

    /** Entries by their labels; streams and entries stay in the order they came. */
    private static List<Stream> streams(List<LogEntry> entries, boolean categorize) {
        Map<Labels, List<Entry>> byLabels = new LinkedHashMap<>();
        for (LogEntry entry : entries) {
            byLabels.computeIfAbsent(categorize ? entry.stream() : entry.labels(), labels -> new ArrayList<>())
                    .add(new Entry(entry.timestampNanos(), entry.text(), entry.metadata(), entry.parsed()));
        }
        List<Stream> streams = new ArrayList<>();
        byLabels.forEach((labels, lines) -> streams.add(new Stream(labels, lines)));
        return streams;
    }

    private double seconds(long begun) {
        return (nanoTime.getAsLong() - begun) / 1e9;
    }
}
