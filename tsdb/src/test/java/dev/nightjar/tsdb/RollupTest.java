package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SampleSummaries;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.SummaryRequest;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.TestingClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a store keeps beside its samples, its summaries are those of its samples. */
class RollupTest {
    private static final Instant FIRST_DAY = Instant.parse("2026-11-10T00:00:00Z");
    private static final long START = FIRST_DAY.toEpochMilli();
    private static final long DAY = Day.MILLIS;

    @TempDir
    Path directory;

    private final TestingClock clock = new TestingClock(FIRST_DAY.plus(Duration.ofDays(4)));
    private final Random random = new Random(11);
    private Tsdb store;

    @BeforeEach
    void open() {
        store = Tsdb.open(directory, TsdbConfig.DEFAULTS, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void rows_are_those_of_the_samples_at_every_border() {
        write(5, 15_000, 0, 4 * DAY);
        store.flush();
        Map<Labels, String> before = hourly(START - SummaryRequest.HOUR, START + 4 * DAY);
        store.sumUp();

        assertThat(rolledDays())
                .as("the fourth day ended too short a while ago")
                .isEqualTo(3);
        assertThat(before).hasSize(5);
        assertThat(hourly(START - SummaryRequest.HOUR, START + 4 * DAY)).isEqualTo(before);
        for (int round = 0; round < 50; round++) {
            long from = START + random.nextLong(2 * DAY);
            long to = from + random.nextLong(3 * DAY);
            long resolution = random.nextBoolean() ? SummaryRequest.HOUR : SummaryRequest.FIVE_MINUTES;
            long after = Math.ceilDiv(from, resolution) * resolution;
            long until = Math.max(after, Math.floorDiv(to, resolution) * resolution);
            SummaryRequest request = new SummaryRequest(resolution, after, until);
            assertThat(summaries(new TimeRange(from, to), request, true))
                    .as("%s %s", from, request)
                    .isEqualTo(summaries(new TimeRange(from, to), request, false));
        }
    }

    @Test
    void a_late_sample_counts_at_once_and_after_it_was_sealed() {
        write(3, 15_000, 0, 2 * DAY);
        store.flush();
        store.sumUp();
        Map<Labels, String> before = hourly(START - SummaryRequest.HOUR, START + 2 * DAY);
        store.append(SampleBatch.builder()
                .series(labels(1))
                .sample(START + 7 * SummaryRequest.HOUR + 1, 1e9)
                .build());

        Map<Labels, String> inHead = hourly(START - SummaryRequest.HOUR, START + 2 * DAY);
        assertThat(inHead.get(labels(1))).isNotEqualTo(before.get(labels(1))).contains("1.0E9");
        assertThat(inHead.get(labels(2))).isEqualTo(before.get(labels(2)));
        store.flush();
        assertThat(hourly(START - SummaryRequest.HOUR, START + 2 * DAY)).isEqualTo(inHead);
        reopen();
        assertThat(hourly(START - SummaryRequest.HOUR, START + 2 * DAY)).isEqualTo(inHead);
        assertThat(rolledDays()).isEqualTo(2);
    }

    @Test
    void a_series_that_is_new_to_an_old_day_is_seen() {
        write(2, 15_000, 0, DAY);
        store.flush();
        store.sumUp();
        write(3, 60_000, 0, DAY);
        store.flush();

        assertThat(hourly(START - SummaryRequest.HOUR, START + DAY).get(labels(2)))
                .contains("\n");
        assertThat(summaries(
                        new TimeRange(START, START + DAY - 1), request(START - SummaryRequest.HOUR, START + DAY), true))
                .isEqualTo(summaries(
                        new TimeRange(START, START + DAY - 1),
                        request(START - SummaryRequest.HOUR, START + DAY),
                        false));
    }

    @Test
    void what_is_deleted_is_in_no_row() throws Exception {
        write(4, 15_000, 0, 3 * DAY);
        store.flush();
        store.sumUp();
        Map<Labels, String> before = hourly(START - SummaryRequest.HOUR, START + 3 * DAY);
        store.admin()
                .delete(List.of(new SeriesSelection(
                        List.of(Matcher.equal("series", "1")), new TimeRange(START + DAY / 2 + 1, START + 2 * DAY))));
        Map<Labels, String> after = hourly(START - SummaryRequest.HOUR, START + 3 * DAY);

        assertThat(after.get(labels(0))).isEqualTo(before.get(labels(0)));
        assertThat(lines(after, 1)).hasSize(12 + 1 + 24).isSubsetOf(lines(before, 1));
        reopen();
        assertThat(hourly(START - SummaryRequest.HOUR, START + 3 * DAY)).isEqualTo(after);
    }

    @Test
    void samples_can_still_be_read_one_by_one() {
        write(1, 15_000, 0, DAY);
        store.flush();
        store.sumUp();
        SummaryRequest request = request(START - SummaryRequest.HOUR, START + DAY);
        SeriesSelection selection =
                new SeriesSelection(List.of(), new TimeRange(START, START + DAY), Optional.of(request));
        try (SeriesCursor cursor = store.select(selection)) {
            assertThat(cursor.next()).isTrue();
            SampleBuffer samples = new SampleBuffer();
            cursor.read(samples);
            assertThat(samples.size()).isEqualTo(5760);
            SampleSummaries rows = new SampleSummaries();
            cursor.summarize(request, rows);
            assertThat(rows.size()).isEqualTo(25);
        }
    }

    @Test
    void days_beyond_retention_take_their_summaries_with_them() throws Exception {
        write(1, 15_000, 0, 3 * DAY);
        store.flush();
        store.sumUp();
        assertThat(rolledDays()).isEqualTo(3);
        clock.set(FIRST_DAY.plus(Duration.ofDays(17)));
        store.keepUp();

        assertThat(rolledDays()).isEqualTo(1);
        reopen();
        assertThat(rolledDays()).isEqualTo(1);
    }

    private static List<String> lines(Map<Labels, String> rows, int series) {
        return rows.getOrDefault(labels(series), "").lines().toList();
    }

    private void reopen() {
        store.close();
        open();
    }

    @Test
    void a_damaged_day_keeps_no_other_day_waiting_and_is_tried_again_after_an_hour() throws IOException {
        write(5, 15_000, 0, DAY);
        store.flush();
        write(5, 15_000, DAY, 3 * DAY);
        store.flush();
        Path first = tables().getFirst();
        byte[] whole = Files.readAllBytes(first);
        reopen();
        byte[] damaged = whole.clone();
        damaged[100] ^= 4;
        Files.write(first, damaged);

        store.sumUp();
        assertThat(store.isSummedUp(START)).isFalse();
        assertThat(rolledDays()).isEqualTo(2);

        Files.write(first, whole);
        store.sumUp();
        assertThat(store.isSummedUp(START)).isFalse();
        clock.advance(Duration.ofHours(1));
        store.sumUp();
        assertThat(store.isSummedUp(START)).isTrue();
    }

    /** Files with samples, oldest first. */
    private List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("chunks"))) {
            return files.filter(file ->
                            file.toString().endsWith(".sst") && file.toFile().length() > 20_000)
                    .sorted()
                    .toList();
        }
    }

    private int rolledDays() {
        int found = 0;
        for (int day = 0; day < 20; day++) {
            found += store.isSummedUp(START + day * DAY) ? 1 : 0;
        }
        return found;
    }

    /** Counters with resets, gauges of whole numbers and of fractions; some series begin late or have gaps. */
    private void write(int series, long step, long from, long to) {
        double[] values = new double[series];
        for (long time = from; time < to; time += step * 500) {
            SampleBatch.Builder batch = SampleBatch.builder();
            for (int s = 0; s < series; s++) {
                batch.series(labels(s));
                for (long at = time; at < Math.min(to, time + step * 500); at += step) {
                    boolean counter = s % 2 == 0;
                    values[s] = counter
                            ? random.nextInt(700) == 0 ? 0 : values[s] + random.nextInt(9)
                            : s % 4 == 1 ? random.nextInt(100) : random.nextInt(1000) / 10.0;
                    if (s < 3 || random.nextInt(20) > 0) {
                        batch.sample(START + at, values[s]);
                    }
                }
            }
            store.append(batch.build());
        }
    }

    private static Labels labels(int series) {
        return Labels.of("__name__", "m" + series % 2, "series", "" + series);
    }

    private static SummaryRequest request(long after, long until) {
        return new SummaryRequest(SummaryRequest.HOUR, after, until);
    }

    private Map<Labels, String> hourly(long after, long until) {
        return summaries(new TimeRange(after + 1, until), request(after, until), true);
    }

    private Map<Labels, String> summaries(TimeRange range, SummaryRequest request, boolean fromRows) {
        Map<Labels, String> found = new TreeMap<>();
        SeriesSelection selection =
                new SeriesSelection(List.of(), range, fromRows ? Optional.of(request) : Optional.empty());
        try (SeriesCursor cursor = store.select(selection)) {
            SampleSummaries rows = new SampleSummaries();
            while (cursor.next()) {
                rows.clear();
                cursor.summarize(request, rows);
                found.put(cursor.labels(), text(rows));
            }
        }
        return found;
    }

    private static String text(SampleSummaries rows) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append(rows.endMillis(i)).append(' ').append(rows.count(i)).append(' ');
            text.append(rows.firstMillis(i))
                    .append(' ')
                    .append(rows.lastMillis(i))
                    .append(' ');
            text.append(rows.first(i)).append(' ').append(rows.last(i)).append(' ');
            text.append(rows.least(i)).append(' ').append(rows.greatest(i)).append(' ');
            text.append(rows.lossIsExact(i) ? rows.loss(i) : "?")
                    .append(' ')
                    .append(rows.resets(i))
                    .append('\n');
        }
        return text.toString();
    }
}
