package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.LineTest;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.logql.LogConditions;
import dev.nightjar.query.logql.LogDirection;
import dev.nightjar.query.logql.LogQl;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.TestingClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Line filters of every kind find in sealed and open blocks what they find in lines one by one. Half of the lines are
 * sealed. More rounds: {@code -Dfilters.rounds=100}, beginning with {@code -Dfilters.seed}.
 */
class LineFiltersTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final long NOW_NANOS = NOW.toEpochMilli() * 1_000_000;
    private static final long SECOND = 1_000_000_000L;
    private static final int SECONDS = 400;
    private static final int LINES = 1_500;
    private static final int QUERIES = 200;
    private static final NanoRange ALL = new NanoRange(NOW_NANOS - 2 * SECONDS * SECOND, NOW_NANOS + 1);

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock(NOW);

    static List<Long> seeds() {
        long first = Long.getLong("filters.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("filters.rounds", 4))
                .boxed()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void blocks_are_searched_as_lines_are(long seed) throws Exception {
        Random random = new Random(seed);
        List<RandomLines.Sent> lines = new RandomLines(random).lines(LINES, NOW_NANOS, SECONDS);
        var batches = RandomLines.batches(lines, 50);
        InMemoryLogStore plain = new InMemoryLogStore();
        batches.forEach(plain::append);
        int found = 0;
        try (LogIndex index = LogIndex.open(
                folder, LogIndexConfig.DEFAULTS.withBlockBytes(16 << 10), clock, new LogConditions(clock))) {
            batches.subList(0, batches.size() / 2).forEach(index::append);
            index.flush();
            batches.subList(batches.size() / 2, batches.size()).forEach(index::append);
            for (int i = 0; i < QUERIES; i++) {
                String query = query(random, lines);
                List<String> expected = lines(plain, query);
                assertThat(lines(index, query)).as(query).isEqualTo(expected);
                assertThat(count(index, query)).as(query).isEqualTo(expected.size());
                found += expected.isEmpty() ? 0 : 1;
            }
        }
        assertThat(found).as("queries that find something").isGreaterThan(QUERIES / 4);
    }

    @Test
    void a_search_that_comes_to_no_line_can_be_stopped() throws Exception {
        List<RandomLines.Sent> lines = new RandomLines(new Random(9)).lines(LINES, NOW_NANOS, SECONDS);
        Cancellation cancellation = new Cancellation();
        AtomicInteger asked = new AtomicInteger();
        LineTest never = line -> {
            if (asked.incrementAndGet() == 10) {
                cancellation.cancel("by a person");
            }
            return false;
        };
        QueryBudget budget = new QueryBudget(QueryLimits.DEFAULTS, cancellation, clock);
        try (LogIndex index = LogIndex.open(
                folder, LogIndexConfig.DEFAULTS.withBlockBytes(4 << 10), clock, new LogConditions(clock))) {
            RandomLines.batches(lines, 50).forEach(index::append);
            index.flush();
            LogSelection selection = new LogSelection(
                    List.of(),
                    ALL,
                    LogSelection.Order.NEWEST_FIRST,
                    List.of(new LogSelection.LineFilter.Passes(never)));
            try (LogCursor cursor = index.select(selection, budget::check)) {
                assertThatThrownBy(cursor::next).hasMessage("by a person");
            }
        }
        assertThat(asked).hasValueLessThan(LINES);
    }

    private static String query(Random random, List<RandomLines.Sent> lines) {
        StringBuilder query = new StringBuilder("{}");
        for (int n = random.nextInt(3); n >= 0; n--) {
            query.append(filter(random, lines));
        }
        return query.toString();
    }

    private static String filter(Random random, List<RandomLines.Sent> lines) {
        String op = pick(random, "|~", "|~", "|~", "!~", "|=", "!=", "|>", "!>");
        StringBuilder filter = new StringBuilder(" ").append(op);
        for (int n = random.nextInt(4) == 0 ? 2 : 1; n > 0; n--) {
            boolean address = op.endsWith("=") && random.nextInt(4) == 0;
            String text = address
                    ? "ip(`" + pick(random, "10.0.0.0/8", "192.168.0.7", "10.1.2.3-10.200.0.0", "::/1") + "`)"
                    : op.endsWith("=") && random.nextInt(4) == 0
                            ? bytes(random, lines)
                            : "`" + text(random, op, lines).replace("`", ".") + "`";
            filter.append(filter.length() > 3 ? " or " : " ").append(text);
        }
        return filter.toString();
    }

    private static String pick(Random random, String... from) {
        return from[random.nextInt(from.length)];
    }

    /** A piece of a line that may begin and end within a character, if it has any. */
    private static String bytes(Random random, List<RandomLines.Sent> lines) {
        byte[] line = lines.get(random.nextInt(lines.size())).line();
        int from = random.nextInt(line.length + 1);
        StringBuilder text = new StringBuilder("\"");
        for (int i = from; i < Math.min(line.length, from + 1 + random.nextInt(8)); i++) {
            text.append("\\x%02x".formatted(line[i]));
        }
        return text.append('"').toString();
    }

    /** A piece of a line, in a regular expression or a pattern with some of it replaced by what it may match. */
    private static String text(Random random, String op, List<RandomLines.Sent> lines) {
        String line = new String(lines.get(random.nextInt(lines.size())).line(), StandardCharsets.UTF_8);
        if (line.isEmpty()) {
            return "";
        }
        int from = random.nextInt(line.length());
        int[] piece = line.substring(from, Math.min(line.length(), from + 1 + random.nextInt(16)))
                .codePoints()
                .filter(c -> c >= ' ' && c < 0xd800)
                .toArray();
        StringBuilder text = new StringBuilder();
        for (int c : piece) {
            boolean replaced = random.nextInt(4) == 0;
            switch (op) {
                case "|~", "!~" -> text.append(replaced ? atom(random, c) : quoted(c));
                case "|>", "!>" ->
                    text.append(replaced && !text.toString().endsWith("<_>") ? "<_>" : Character.toString(c));
                default -> text.appendCodePoint(c);
            }
        }
        return switch (op) {
            case "|~", "!~" -> anchored(random, text.toString());
            default -> text.toString();
        };
    }

    private static String anchored(Random random, String regex) {
        return switch (random.nextInt(8)) {
            case 0 -> "^.*" + regex;
            case 1 -> regex + "\\b";
            case 2 -> "(?i)" + regex;
            case 3 -> "(?m)" + regex + "$";
            default -> regex;
        };
    }

    private static String quoted(int c) {
        return Character.isLetterOrDigit(c) || c == ' ' || c >= 0x80 ? Character.toString(c) : "\\" + (char) c;
    }

    private static String atom(Random random, int c) {
        if (c >= '0' && c <= '9') {
            return pick(random, "\\d", "[0-9]+", "[0-9a-f]{1,3}", ".", "\\d*");
        }
        return Character.isLetter(c)
                ? pick(random, "\\w", "[a-z]+", ".", ".*", "(?:x|.)?")
                : pick(random, ".", "\\W", "\\s?.");
    }

    private List<String> lines(LogReader store, String query) {
        return new LogQl(store, QueryLimits.DEFAULTS, clock)
                .prepare(query).streams(ALL, LINES + 1, LogDirection.FORWARD, new Cancellation()).entries().stream()
                        .map(entry -> entry.timestampNanos() + " " + entry.stream()
                                + new String(entry.line(), StandardCharsets.ISO_8859_1))
                        .toList();
    }

    private long count(LogReader store, String query) {
        QueryValue value = new LogQl(store, QueryLimits.DEFAULTS, clock)
                .prepare("sum(count_over_time(" + query + " [" + 2 * SECONDS + "s]))")
                .at(NOW_NANOS, new Cancellation());
        return value instanceof QueryValue.InstantVector vector
                ? vector.samples().stream()
                        .mapToLong(sample -> Math.round(sample.value()))
                        .sum()
                : -1;
    }
}
