package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogPattern;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.testkit.TestingClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogIndexPatternsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long NOW_NANOS = NOW.getEpochSecond() * SECOND;
    private static final NanoRange HOUR = new NanoRange(NOW_NANOS - 60 * MINUTE, NOW_NANOS);
    private static final Labels SHOP = Labels.of("service_name", "shop", "service_version", "1.4");
    private static final LogIndexConfig SMALL = LogIndexConfig.DEFAULTS.withBlockBytes(4096);

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock(NOW);

    private LogIndex open() throws Exception {
        return LogIndex.open(folder, SMALL, clock);
    }

    private static void append(LogIndex index, Labels labels, long time, String line, Labels metadata) {
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        index.append(new LogBatch(List.of(LogBatch.stream(labels)
                .line(time, text, 0, text.length, metadata)
                .build())));
    }

    private static void append(LogIndex index, Labels labels, long time, String line) {
        append(index, labels, time, line, Labels.EMPTY);
    }

    private static LogPattern only(List<LogPattern> patterns, String text) {
        List<LogPattern> found =
                patterns.stream().filter(each -> each.pattern().equals(text)).toList();
        assertThat(found).as("%s", patterns).hasSize(1);
        return found.getFirst();
    }

    private static List<LogPattern> shop(LogIndex index, NanoRange range) {
        return index.patterns(List.of(Matcher.equal("service_name", "shop")), range, 10 * MINUTE);
    }

    private static void fillHour(LogIndex index) {
        for (int i = 0; i < 600; i++) {
            append(index, SHOP, HOUR.startNanos() + i * 6L * SECOND, "order " + i + " took " + (i * 37 % 100) + " ms");
        }
        append(index, SHOP, NOW_NANOS - MINUTE, "level=error disk 7 is full\nat line 3");
        append(index, Labels.of("service_name", "cart"), NOW_NANOS - MINUTE, "order 5 took 7 ms");
    }

    @Test
    void counts_are_the_same_in_memory_and_sealed_and_after_a_restart() throws Exception {
        try (LogIndex index = open()) {
            fillHour(index);
            check(shop(index, HOUR));
            index.flush();
            check(shop(index, HOUR));
        }
        try (LogIndex index = open()) {
            check(shop(index, HOUR));
        }
    }

    private static void check(List<LogPattern> patterns) {
        assertThat(patterns).hasSize(2);
        LogPattern orders = patterns.get(0);
        assertThat(orders.pattern()).isEqualTo("order <_> took <_> ms");
        assertThat(orders.lines()).containsExactly(100, 100, 100, 100, 100, 100);
        assertThat(new String(orders.example().line(), StandardCharsets.UTF_8)).isEqualTo("order 599 took 63 ms");
        assertThat(orders.example().timestampNanos()).isEqualTo(HOUR.startNanos() + 599 * 6 * SECOND);
        assertThat(orders.example().labels().toString()).isEqualTo(SHOP.toString());
        LogPattern disk = patterns.get(1);
        assertThat(disk.pattern()).isEqualTo("level=error disk <_> is full<_>");
        assertThat(disk.lines()).containsExactly(0, 0, 0, 0, 0, 1);
        assertThat(disk.level()).isEqualTo("error");
        assertThat(disk.origins())
                .containsExactly(new LogPattern.Origin(
                        "shop", "1.4", 1, NOW_NANOS - MINUTE, NOW_NANOS - MINUTE, HOUR.startNanos()));
    }

    @Test
    void lines_outside_the_range_do_not_count() throws Exception {
        try (LogIndex index = open()) {
            fillHour(index);
            index.flush();
            NanoRange middle = new NanoRange(HOUR.startNanos() + 61 * SECOND, HOUR.startNanos() + 121 * SECOND);
            assertThat(shop(index, middle)).singleElement().satisfies(pattern -> {
                assertThat(pattern.lines()).containsExactly(10);
            });
        }
    }

    @Test
    void a_pattern_is_new_where_its_service_wrote_others_before_but_never_this() throws Exception {
        try (LogIndex index = open()) {
            fillHour(index);
            index.flush();
            List<LogPattern> all = index.patterns(List.of(), HOUR, MINUTE);
            long since = NOW_NANOS - 10 * MINUTE;
            assertThat(only(all, "level=error disk <_> is full<_>").isNewSince(since))
                    .isTrue();
            assertThat(only(all, "order <_> took <_> ms").isNewSince(since)).isFalse();
            assertThat(only(all, "order <_> took <_> ms").isNewSince(HOUR.startNanos()))
                    .isFalse();
            assertThat(index.patterns(List.of(Matcher.equal("service_name", "cart")), HOUR, MINUTE))
                    .singleElement()
                    .satisfies(pattern -> assertThat(pattern.isNewSince(since))
                            .as("a service that is new itself")
                            .isFalse());
        }
    }

    @Test
    void the_version_is_that_of_the_metadata_where_labels_name_none() throws Exception {
        Labels plain = Labels.of("app", "shop");
        try (LogIndex index = open()) {
            for (int i = 0; i < 100; i++) {
                Labels metadata = Labels.of("trace_id", "t" + i, "version", i < 60 ? "1" : "2");
                append(index, plain, NOW_NANOS - (200 - i) * SECOND, "order " + i + " paid", metadata);
            }
            for (int round = 0; round < 2; round++) {
                assertThat(index.patterns(List.of(), HOUR, MINUTE))
                        .singleElement()
                        .satisfies(pattern -> {
                            assertThat(pattern.origins())
                                    .containsExactly(
                                            new LogPattern.Origin(
                                                    "shop",
                                                    "1",
                                                    60,
                                                    NOW_NANOS - 200 * SECOND,
                                                    NOW_NANOS - 200 * SECOND,
                                                    NOW_NANOS - 200 * SECOND),
                                            new LogPattern.Origin(
                                                    "shop",
                                                    "2",
                                                    40,
                                                    NOW_NANOS - 140 * SECOND,
                                                    NOW_NANOS - 200 * SECOND,
                                                    NOW_NANOS - 200 * SECOND));
                        });
                index.flush();
            }
        }
    }

    @Test
    void since_when_a_pattern_is_seen_is_known_after_its_first_lines_are_gone() throws Exception {
        try (LogIndex index = open()) {
            fillHour(index);
            index.flush();
            clock.advance(Duration.ofDays(32));
            index.housekeep();
            assertThat(index.patterns(List.of(), HOUR, MINUTE)).isEmpty();
            long later = NOW_NANOS + 32 * Day.NANOS - MINUTE;
            append(index, SHOP, later, "order 1 took 2 ms");
            assertThat(shop(index, new NanoRange(later, later + SECOND)))
                    .singleElement()
                    .satisfies(pattern -> {
                        assertThat(pattern.firstSeenNanos()).isEqualTo(HOUR.startNanos());
                        assertThat(pattern.isNewSince(later)).isFalse();
                    });
        }
    }

    @Test
    void a_store_whose_book_is_lost_learns_it_again_from_its_days() throws Exception {
        try (LogIndex index = open()) {
            fillHour(index);
            index.flush();
        }
        Files.delete(folder.resolve("patterns.dat"));
        try (LogIndex index = open()) {
            index.awaitPatterns();
            NanoRange last = new NanoRange(NOW_NANOS - 2 * MINUTE, NOW_NANOS);
            List<LogPattern> shop = shop(index, last);
            assertThat(only(shop, "order <_> took <_> ms").firstSeenNanos()).isEqualTo(HOUR.startNanos());
        }
    }

    /** A pattern leads to its lines, by |>, and no line belongs to two. */
    @Test
    void all_lines_of_a_pattern_match_it() throws Exception {
        Random random = new Random(7);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            lines.add(randomLine(random, i));
        }
        try (LogIndex index = open()) {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 1_500; i++) {
                    int line = round * 1_500 + i;
                    append(index, SHOP, HOUR.startNanos() + line * SECOND, lines.get(line));
                }
                if (round == 0) {
                    index.flush();
                }
            }
            List<LogPattern> patterns = shop(index, HOUR);
            assertThat(patterns.stream().mapToLong(LogPattern::total).sum()).isEqualTo(3_000);
            for (LogPattern pattern : patterns) {
                Predicate<String> matches = matcher(pattern.pattern());
                assertThat(lines.stream().filter(matches).count())
                        .as(pattern.pattern())
                        .isGreaterThanOrEqualTo(pattern.total());
                assertThat(new String(pattern.example().line(), StandardCharsets.UTF_8))
                        .matches(matches);
            }
        }
    }

    private static String randomLine(Random random, int i) {
        String[] words = {"alpha", "beta", "gamma", "delta", "<b>", "x=", "\"k\":", "ERROR", "ünïcode", "[a]", "--"};
        StringBuilder line = new StringBuilder();
        int length = 1 + random.nextInt(5);
        for (int w = 0; w < length; w++) {
            line.append(words[random.nextInt(words.length)]).append(random.nextInt(4) == 0 ? "" : " ");
            if (random.nextInt(3) == 0) {
                line.append(i).append(random.nextBoolean() ? "/" : "-").append(Integer.toHexString(random.nextInt()));
            }
            if (random.nextInt(20) == 0) {
                line.append("\nat ").append(i);
            }
        }
        return line.toString();
    }

    private static Predicate<String> matcher(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (String literal : Arrays.asList(pattern.split("<_>", -1))) {
            regex.append(regex.isEmpty() ? "" : "(?s:.*)").append(Pattern.quote(literal));
        }
        return Pattern.compile(regex.toString()).asMatchPredicate();
    }
}
