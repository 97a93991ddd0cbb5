package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.NanoRange;
import dev.nightjar.testkit.TestingClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted from metadata is what a walk over the lines counts. */
class VolumeByTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final String[] LEVELS = {"info", "warn", "error", "debug", ""};
    private static final List<List<String>> ASKED = List.of(
            List.of(),
            List.of("app"),
            List.of("detected_level"),
            List.of("level", "detected_level"),
            List.of("app", "trace"),
            List.of("nowhere"));

    @TempDir
    Path folder;

    private final Random random = new Random(11);

    private LogBatch batch(int stream, int lines, boolean metadata) {
        Labels labels = stream == 0
                ? Labels.of("app", "plain")
                : stream == 1
                        ? Labels.of("app", "levelled", "level", "error")
                        : Labels.of("app", "app-" + stream, "detected_level", "stream's own");
        LogBatch.StreamBuilder builder = LogBatch.stream(labels);
        for (int i = 0; i < lines; i++) {
            long time = NOW_NANOS - random.nextInt(600) * SECOND + (random.nextBoolean() ? 0 : random.nextInt(5) - 2);
            byte[] text = ("line " + random.nextInt(1 << 20) + " level=" + LEVELS[random.nextInt(LEVELS.length)])
                    .getBytes(StandardCharsets.UTF_8);
            Labels own = !metadata
                    ? Labels.EMPTY
                    : switch (random.nextInt(5)) {
                        case 0 -> Labels.of("trace", "t" + random.nextInt(3));
                        case 1 -> Labels.of("detected_level", "strange");
                        case 2 -> Labels.of("app", "hidden", "level", "warn");
                        default -> Labels.EMPTY;
                    };
            builder.line(time, text, 0, text.length, own);
        }
        return new LogBatch(List.of(builder.build()));
    }

    private static List<LogVolume> walked(
            LogIndex index, LogSelection selection, List<String> labels, long slice, boolean bytes) {
        long span = selection.range().endNanos() - selection.range().startNanos();
        int slices = (int) Math.ceilDiv(span, slice);
        Map<Labels, LogVolume> volumes = new TreeMap<>();
        try (LogCursor cursor = index.select(selection)) {
            while (cursor.next()) {
                Labels.Builder values = Labels.builder();
                for (String name : labels) {
                    String ofStream = cursor.labels().get(name);
                    values.set(name, ofStream.isEmpty() ? cursor.metadata().get(name) : ofStream);
                }
                LogVolume volume = volumes.computeIfAbsent(
                        values.build(), of -> new LogVolume(of, new long[slices], new long[slices]));
                int at = (int) ((cursor.timestampNanos() - selection.range().startNanos()) / slice);
                volume.lines()[at]++;
                volume.bytes()[at] += bytes ? cursor.line().length : 0;
            }
        }
        return new ArrayList<>(volumes.values());
    }

    private void assertCounted(LogIndex index, int rounds) {
        for (int round = 0; round < rounds; round++) {
            long slice = new long[] {SECOND, 7 * SECOND, 60 * SECOND, 90 * SECOND, 1_234_567_890L}[random.nextInt(5)];
            long start = NOW_NANOS - random.nextInt(700) * SECOND + random.nextInt(3) - (round % 7 == 0 ? 123_456 : 0);
            if (round % 3 == 0) {
                start = Math.floorDiv(start, 60 * SECOND) * 60 * SECOND + 1;
            }
            NanoRange range = new NanoRange(
                    start, start + (1 + random.nextInt(400)) * SECOND + (round % 5 == 0 ? random.nextInt(3) : 0));
            if (round % 6 == 0) {
                slice = (1 + random.nextInt(2)) * 60L * SECOND;
                range = new NanoRange(start, start + (1 + random.nextInt(9)) * 60L * SECOND);
            }
            LogSelection selection = new LogSelection(List.of(), range, LogSelection.Order.ANY, List.of());
            for (List<String> labels : ASKED) {
                for (boolean bytes : new boolean[] {false, true}) {
                    List<LogVolume> counted =
                            index.volumeBy(selection, labels, slice, bytes).orElseThrow();
                    List<LogVolume> walked = walked(index, selection, labels, slice, bytes);
                    assertThat(counted).extracting(LogVolume::labels).isEqualTo(labelsOf(walked));
                    for (int i = 0; i < walked.size(); i++) {
                        assertThat(counted.get(i).lines())
                                .as(
                                        "%s by %s in slices of %d ns over %s",
                                        counted.get(i).labels(), labels, slice, range)
                                .containsExactly(walked.get(i).lines());
                        if (bytes) {
                            assertThat(counted.get(i).bytes())
                                    .containsExactly(walked.get(i).bytes());
                        }
                    }
                }
            }
        }
    }

    private static List<Labels> labelsOf(List<LogVolume> volumes) {
        return volumes.stream().map(LogVolume::labels).toList();
    }

    @Test
    void counts_by_labels_are_those_of_the_lines_open_sealed_and_read_again() throws Exception {
        LogIndexConfig small = LogIndexConfig.DEFAULTS.withBlockBytes(1024);
        try (LogIndex index = LogIndex.open(folder, small, new TestingClock(NOW))) {
            for (int i = 0; i < 12; i++) {
                index.append(batch(i % 4, 150, i % 4 == 3 || i == 8));
            }
            assertCounted(index, 60);
            index.flush();
            index.append(batch(0, 20, true));
            assertCounted(index, 60);
            index.flush();
        }
        try (LogIndex index = LogIndex.open(folder, small, new TestingClock(NOW))) {
            assertCounted(index, 60);
        }
    }

    @Test
    void counts_go_on_being_those_of_the_lines_while_blocks_are_sealed_and_lines_deleted() throws Exception {
        LogIndexConfig small = LogIndexConfig.DEFAULTS.withBlockBytes(1024);
        try (LogIndex index = LogIndex.open(folder, small, new TestingClock(NOW), new TestingConditions())) {
            index.append(batch(0, 150, false));
            assertCounted(index, 20);
            index.append(batch(1, 150, false));
            index.flush();
            assertCounted(index, 20);
            index.admin().delete("app=plain 7 level", NanoRange.ALL);
            assertCounted(index, 20);
            index.housekeep();
            assertThat(index.admin().deletions().getFirst().linesDeleted()).isPositive();
            index.append(batch(2, 150, false));
            index.flush();
            assertCounted(index, 20);
        }
    }

    @Test
    void counts_by_second_are_a_few_bytes() {
        long[] times = new long[1000];
        int[] ends = new int[1000];
        for (int i = 0; i < times.length; i++) {
            times[i] = NOW_NANOS + i * 50_000_000L;
        }
        Lines lines = new Lines(1000, times, new byte[0], ends, new byte[1000], true, () -> new Labels[0]);
        SecondCounts counts = SecondCounts.of(lines);
        assertThat(counts.encoded().length).isLessThan(70);
        assertThat(counts.isOfOneLevel()).isTrue();
        int[] seen = new int[2];
        long first = SecondCounts.second(NOW_NANOS);
        counts.forEach(first, Long.MAX_VALUE, 10, (slice, level, count) -> {
            seen[0] += count;
            seen[1]++;
        });
        assertThat(seen).containsExactly(1000, 6);
    }
}
