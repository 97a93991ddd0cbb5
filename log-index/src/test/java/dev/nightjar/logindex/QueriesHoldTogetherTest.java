package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.logql.LogConditions;
import dev.nightjar.query.logql.LogDirection;
import dev.nightjar.query.logql.LogEntry;
import dev.nightjar.query.logql.LogQl;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers to different queries fit together, whatever is asked: what two opposite filters let through is all there was,
 * numbers are those of the lines, a moment is a step of a range. Half of the lines are sealed. More rounds: {@code
 * -Dtogether.rounds=100}, beginning with {@code -Dtogether.seed}.
 */
class QueriesHoldTogetherTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long NOW_MILLIS = NOW.toEpochMilli();
    private static final long SECOND = 1_000_000_000L;
    private static final int SECONDS = 400;
    private static final int LINES = 600;
    private static final int QUERIES = 50;
    private static final NanoRange ALL =
            new NanoRange(NOW_MILLIS * 1_000_000 - SECONDS * SECOND * 2, NOW_MILLIS * 1_000_000 + 1);

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock(NOW);

    static List<Long> seeds() {
        long first = Long.getLong("together.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("together.rounds", 3))
                .boxed()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void answers_fit_together(long seed) throws Exception {
        Random random = new Random(seed);
        List<RandomLines.Sent> lines = new RandomLines(random).lines(LINES, NOW_MILLIS * 1_000_000, SECONDS);
        List<LogBatch> batches = RandomLines.batches(lines, 50);
        RandomQueries queries = new RandomQueries(random);
        try (LogIndex index =
                LogIndex.open(folder, LogIndexConfig.DEFAULTS.withBlockBytes(4096), clock, new LogConditions(clock))) {
            batches.subList(0, batches.size() / 2).forEach(index::append);
            index.flush();
            batches.subList(batches.size() / 2, batches.size()).forEach(index::append);
            Asked asked = new Asked(new LogQl(index, QueryLimits.DEFAULTS, clock), random);
            for (int i = 0; i < QUERIES; i++) {
                asked.oppositesAreAll(queries.lines() + " |= ``", queries.opposites());
                asked.numbersAreThoseOfTheLines(queries.lines() + " | __error__=\"\"", queries.label());
                asked.limitsCutOff(queries.lines());
                asked.aMomentIsAStep(queries.values());
            }
        }
    }

    private record Asked(LogQl language, Random random) {
        private List<String> lines(String query, NanoRange range, int limit, LogDirection direction) {
            return entries(query, range, limit, direction).stream()
                    .map(entry -> entry.timestampNanos() + " " + entry.stream() + entry.metadata() + entry.parsed()
                            + new String(entry.line(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .toList();
        }

        private List<LogEntry> entries(String query, NanoRange range, int limit, LogDirection direction) {
            return language.prepare(query)
                    .streams(range, limit, direction, new Cancellation())
                    .entries();
        }

        void oppositesAreAll(String query, List<String> opposites) {
            List<String> both = new ArrayList<>(lines(query + opposites.getFirst(), ALL, LINES, LogDirection.FORWARD));
            both.addAll(lines(query + opposites.getLast(), ALL, LINES, LogDirection.FORWARD));
            assertThat(both)
                    .as(query + opposites)
                    .containsExactlyInAnyOrderElementsOf(lines(query, ALL, LINES, LogDirection.FORWARD));
        }

        /** Also where the numbers need no more than one label, and the lines all of them. */
        void numbersAreThoseOfTheLines(String query, String label) {
            long end = NOW_MILLIS - random.nextInt(SECONDS) * 500L;
            int seconds = 1 + random.nextInt(SECONDS);
            NanoRange range = new NanoRange(end * 1_000_000 - seconds * SECOND + 1, end * 1_000_000 + 1);
            Map<String, Double> counts = new TreeMap<>();
            Map<String, Double> bytes = new TreeMap<>();
            for (LogEntry entry : entries(query, range, LINES, LogDirection.BACKWARD)) {
                String value = Labels.builder()
                        .setAll(entry.stream())
                        .setAll(entry.metadata())
                        .setAll(entry.parsed())
                        .build()
                        .get(label);
                counts.merge(value, 1.0, Double::sum);
                bytes.merge(value, (double) entry.line().length, Double::sum);
            }
            String by = "sum by (" + label + ")(%s(" + query + " [" + seconds + "s]))";
            at(by.formatted("count_over_time"), end)
                    .ifPresent(found -> assertThat(found).as(by).isEqualTo(counts));
            at(by.formatted("bytes_over_time"), end)
                    .ifPresent(found -> assertThat(found).as(by).isEqualTo(bytes));
        }

        /** By the only label's value; empty where the query fails. */
        private Optional<Map<String, Double>> at(String query, long millis) {
            Map<String, Double> values = new TreeMap<>();
            try {
                for (QueryValue.Sample sample : vector(query, millis)) {
                    values.put(sample.labels().isEmpty() ? "" : sample.labels().value(0), sample.value());
                }
                return Optional.of(values);
            } catch (QueryException e) {
                return Optional.empty();
            }
        }

        private List<QueryValue.Sample> vector(String query, long millis) {
            QueryValue value = language.prepare(query).at(millis * 1_000_000, new Cancellation());
            return ((QueryValue.InstantVector) value).samples();
        }

        void limitsCutOff(String query) {
            for (LogDirection direction : LogDirection.values()) {
                List<String> all = lines(query, ALL, LINES, direction);
                int limit = 1 + random.nextInt(LINES / 4);
                assertThat(lines(query, ALL, limit, direction))
                        .as("%s %s limit %d", query, direction, limit)
                        .isEqualTo(all.subList(0, Math.min(limit, all.size())));
            }
            assertThat(lines(LogQl.format(query), ALL, LINES, LogDirection.FORWARD))
                    .as("%s laid out", query)
                    .isEqualTo(lines(query, ALL, LINES, LogDirection.BACKWARD).reversed());
        }

        void aMomentIsAStep(String query) {
            long step = 1000L * (1 + random.nextInt(30));
            int back = random.nextInt(8);
            List<String> steps = new ArrayList<>();
            List<String> moment = new ArrayList<>();
            try {
                QueryValue range =
                        language.prepare(query).range(NOW_MILLIS - 10 * step, NOW_MILLIS, step, new Cancellation());
                for (QueryValue.Series series : ((QueryValue.RangeMatrix) range).series()) {
                    for (int i = 0; i < series.size(); i++) {
                        if (series.timesMillis()[i] == NOW_MILLIS - back * step) {
                            steps.add(series.labels() + " " + "%.9g".formatted(series.values()[i]));
                        }
                    }
                }
                vector(LogQl.format(query), NOW_MILLIS - back * step)
                        .forEach(sample -> moment.add(sample.labels() + " " + "%.9g".formatted(sample.value())));
            } catch (QueryException e) {
                return; // a line that cannot be read may be in the range and not in the moment's window
            }
            assertThat(moment).as("%s, %d of %d ms back", query, back, step).containsExactlyInAnyOrderElementsOf(steps);
        }
    }
}
