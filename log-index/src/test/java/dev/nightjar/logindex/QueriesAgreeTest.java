package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.logql.LogConditions;
import dev.nightjar.query.logql.LogDirection;
import dev.nightjar.query.logql.LogEntry;
import dev.nightjar.query.logql.LogQl;
import dev.nightjar.query.logql.LogQuery;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the store knows of its lines without reading them (counts of blocks, signatures, templates, columns, slots),
 * a query is answered as by a store that knows nothing but the lines. More rounds: {@code -Dagree.rounds=100}, beginning
 * with {@code -Dagree.seed}.
 */
class QueriesAgreeTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long NOW_MILLIS = NOW.toEpochMilli();
    private static final int SECONDS = 400;
    private static final int LINES = 700;
    private static final int QUERIES = 60;
    private static final List<String> DELETIONS = List.of(
            "{app=\"json\"} | json | status=`200`",
            "{app=~\".+\"} |= `GET`",
            "{app=\"mixed\"} |~ `(?i)error|heap`",
            "{env=\"prod\"}",
            "{app=\"logfmt\"} | logfmt | took > 1s");

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock(NOW);
    private int compared;

    static List<Long> seeds() {
        long first = Long.getLong("agree.seed", 1);
        return java.util.stream.LongStream.range(first, first + Integer.getInteger("agree.rounds", 4))
                .boxed()
                .toList();
    }

    private LogIndex open() throws Exception {
        return LogIndex.open(folder, LogIndexConfig.DEFAULTS.withBlockBytes(4096), clock, new LogConditions(clock));
    }

    private static InMemoryLogStore plain(List<RandomLines.Sent> lines, Set<Long> without) {
        InMemoryLogStore store = new InMemoryLogStore();
        for (RandomLines.Sent sent : lines) {
            if (!without.contains(sent.nanos())) {
                LogBatch.Stream stream = LogBatch.stream(sent.stream())
                        .line(sent.nanos(), sent.line(), 0, sent.line().length, sent.metadata())
                        .build();
                Level level = Collecting.level(LevelDetector.of(sent.stream()), stream, 0);
                Labels metadata = MergedCursor.withLevel(sent.metadata(), level);
                store.append(new LogBatch(List.of(LogBatch.stream(sent.stream())
                        .line(sent.nanos(), sent.line(), 0, sent.line().length, metadata)
                        .build())));
            }
        }
        return store;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void answers_are_those_of_a_store_that_reads_every_line(long seed) throws Exception {
        Random random = new Random(seed);
        List<RandomLines.Sent> lines = new RandomLines(random).lines(LINES, NOW_MILLIS * 1_000_000, SECONDS);
        List<LogBatch> batches = RandomLines.batches(lines, 50);
        RandomQueries queries = new RandomQueries(random);
        InMemoryLogStore plain = plain(lines, Set.of());
        String deletion = DELETIONS.get(random.nextInt(DELETIONS.size()));
        InMemoryLogStore without;
        try (LogIndex index = open()) {
            batches.subList(0, batches.size() * 2 / 3).forEach(index::append);
            index.flush();
            batches.subList(batches.size() / 2, batches.size()).forEach(index::append);
            agree(index, plain, queries, random, "seed " + seed + ", half of it sealed");
            index.flush();
            assertThat(shapedLines(index)).isGreaterThan(LINES / 4);
            agree(index, plain, queries, random, "seed " + seed + ", sealed");
            index.admin().delete(deletion, NanoRange.ALL);
            without = plain(lines, times(plain, deletion));
            agree(index, without, queries, random, "seed " + seed + ", without " + deletion);
        }
        try (LogIndex index = open()) {
            index.housekeep();
            agree(index, without, queries, random, "seed " + seed + ", opened again, without " + deletion);
        }
        assertThat(compared).as("queries with an answer that is not empty").isGreaterThan(QUERIES);
    }

    private static long shapedLines(LogIndex index) {
        long shaped = 0;
        try (LogCursor cursor =
                index.select(new LogSelection(List.of(), NanoRange.ALL, LogSelection.Order.ANY, List.of()))) {
            while (cursor.next()) {
                shaped += cursor.shape() == null ? 0 : 1;
            }
        }
        return shaped;
    }

    private Set<Long> times(LogReader reader, String query) {
        Set<Long> times = new HashSet<>();
        language(reader).prepare(query).forEach(NanoRange.ALL, LogDirection.FORWARD, new Cancellation(), entry -> {
            times.add(entry.timestampNanos());
            return true;
        });
        return times;
    }

    private LogQl language(LogReader reader) {
        return new LogQl(reader, QueryLimits.DEFAULTS, clock);
    }

    private void agree(LogReader store, LogReader plain, RandomQueries queries, Random random, String where) {
        for (int i = 0; i < QUERIES; i++) {
            if (random.nextInt(3) == 0) {
                agreeOnLines(store, plain, queries.lines(), random, where);
            } else {
                agreeOnValues(store, plain, queries.values(), random, where);
            }
        }
    }

    private void agreeOnLines(LogReader store, LogReader plain, String query, Random random, String where) {
        long end = NOW_MILLIS * 1_000_000 - random.nextInt(SECONDS / 2) * 1_000_000_000L + random.nextInt(2);
        NanoRange range = new NanoRange(end - (1 + random.nextInt(SECONDS)) * 1_000_000_000L, end);
        int limit = random.nextBoolean() ? LINES : 1 + random.nextInt(20);
        LogDirection direction = random.nextBoolean() ? LogDirection.BACKWARD : LogDirection.FORWARD;
        List<String> expected = lines(plain, query, range, limit, direction);
        assertThat(lines(store, query, range, limit, direction))
                .as("%s: %s in %s", where, query, range)
                .isEqualTo(expected);
        compared += expected.isEmpty() ? 0 : 1;
    }

    private List<String> lines(LogReader reader, String query, NanoRange range, int limit, LogDirection direction) {
        List<String> lines = new ArrayList<>();
        for (LogEntry entry : language(reader)
                .prepare(query)
                .streams(range, limit, direction, new Cancellation())
                .entries()) {
            lines.add(entry.timestampNanos() + " " + entry.stream() + entry.metadata() + entry.parsed()
                    + new String(entry.line(), java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        return lines;
    }

    private void agreeOnValues(LogReader store, LogReader plain, String query, Random random, String where) {
        long[] steps = {1000, 10_000, 30_000, 333, 60_000};
        long step = steps[random.nextInt(steps.length)];
        long end = NOW_MILLIS + (random.nextBoolean() ? 0 : random.nextInt(5000));
        long start = end - step * random.nextInt(20);
        boolean instant = random.nextInt(4) == 0;
        int beyond = random.nextBoolean() ? 0 : random.nextInt(1_000_000);
        Answer expected = instant ? at(plain, query, end, beyond) : values(plain, query, start, end, step);
        Answer found = instant ? at(store, query, end, beyond) : values(store, query, start, end, step);
        String as = where + ": " + query
                + (instant
                        ? " at " + end + " and " + beyond + " ns"
                        : " from " + start + " to " + end + " step " + step);
        assertThat(found.failure()).as(as).isEqualTo(expected.failure());
        assertThat(found.values().keySet()).as(as).isEqualTo(expected.values().keySet());
        expected.values().forEach((at, values) -> {
            List<Double> others = Objects.requireNonNull(found.values().get(at));
            assertThat(others)
                    .as("%s at %s, by reading lines %s", as, at, values)
                    .hasSameSizeAs(values);
            for (int i = 0; i < values.size(); i++) {
                assertThat(isSame(values.get(i), others.get(i)))
                        .as("%s at %s: %s, by reading lines %s", as, at, others, values)
                        .isTrue();
            }
        });
        compared += expected.values().isEmpty() ? 0 : 1;
    }

    /** But for the order in which numbers are added up. */
    private static boolean isSame(double a, double b) {
        return Double.compare(a, b) == 0 || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
    }

    /**
     * Values by labels and time, several where series became one by replacing labels; or that there are none, because a
     * line cannot be read.
     */
    private record Answer(Map<String, List<Double>> values, boolean failure) {
        void add(Labels labels, long time, double value) {
            StringBuilder key = new StringBuilder();
            for (Label label : labels) {
                key.append(label.name()).append('=').append(label.value()).append(' ');
            }
            List<Double> all = values.computeIfAbsent(key.append(time).toString(), any -> new ArrayList<>());
            all.add(value);
            Collections.sort(all);
        }
    }

    private Answer values(LogReader reader, String query, long start, long end, long step) {
        LogQuery prepared = language(reader).prepare(query);
        return answer(end, () -> prepared.range(start, end, step, new Cancellation()));
    }

    private Answer at(LogReader reader, String query, long millis, long beyondNanos) {
        LogQuery prepared = language(reader).prepare(query);
        return answer(millis, () -> prepared.at(millis * 1_000_000 + beyondNanos, new Cancellation()));
    }

    /** Which of several lines that cannot be read fails a query first is nobody's promise. */
    private static Answer answer(long end, Supplier<QueryValue> query) {
        Answer found = new Answer(new TreeMap<>(), false);
        try {
            switch (query.get()) {
                case QueryValue.InstantVector vector ->
                    vector.samples().forEach(sample -> found.add(sample.labels(), end, sample.value()));
                case QueryValue.RangeMatrix matrix ->
                    matrix.series().forEach(series -> {
                        for (int i = 0; i < series.size(); i++) {
                            found.add(series.labels(), series.timesMillis()[i], series.values()[i]);
                        }
                    });
                case QueryValue.Scalar scalar -> found.add(Labels.EMPTY, end, scalar.value());
                case QueryValue.Text text -> throw new AssertionError("a text: " + text);
            }
            return found;
        } catch (QueryException e) {
            return new Answer(Map.of(), true);
        }
    }
}
