package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogSelection.LineFilter;
import dev.nightjar.model.NanoRange;
import dev.nightjar.testkit.TestingClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are not what a store of logs hopes for: it keeps them as they are, and they harm no other. */
class OddLinesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long NANOS = NOW.getEpochSecond() * 1_000_000_000L;
    private static final Labels APP = Labels.of("app", "odd");
    private static final LogIndexConfig CONFIG = LogIndexConfig.DEFAULTS.withBlockBytes(8 << 10);

    @TempDir
    Path folder;

    private final Random random = new Random(11);

    private LogIndex open() throws Exception {
        return LogIndex.open(folder, CONFIG, new TestingClock(NOW));
    }

    private static void push(LogIndex index, List<byte[]> lines, List<Labels> metadata) {
        LogBatch.StreamBuilder stream = LogBatch.stream(APP);
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = lines.get(i);
            stream.line(NANOS + i, line, 0, line.length, metadata.isEmpty() ? Labels.EMPTY : metadata.get(i));
        }
        assertThat(index.append(new LogBatch(List.of(stream.build()))))
                .isEqualTo(new IngestResult.Accepted(lines.size()));
    }

    private static List<String> found(LogIndex index, LineFilter... filters) {
        List<String> found = new ArrayList<>();
        LogSelection selection =
                new LogSelection(List.of(), NanoRange.ALL, LogSelection.Order.OLDEST_FIRST, List.of(filters));
        try (LogCursor cursor = index.select(selection)) {
            while (cursor.next()) {
                found.add(new String(cursor.line(), StandardCharsets.ISO_8859_1));
            }
        }
        return found;
    }

    private static List<String> exactly(List<byte[]> lines) {
        return lines.stream()
                .map(line -> new String(line, StandardCharsets.ISO_8859_1))
                .toList();
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    /** Every word would be a template of its own; rare words are taken for values instead. */
    @Test
    void words_that_never_come_again_make_no_templates() throws Exception {
        List<byte[]> lines = IntStream.range(0, 5_000)
                .mapToObj(i -> ("login of " + word() + " from " + word()).getBytes(StandardCharsets.UTF_8))
                .toList();
        try (LogIndex index = open()) {
            push(index, lines, List.of());
            index.flush();
            assertThat(index.stats().templates()).isLessThan(lines.size() / 5);
            assertThat(found(index)).isEqualTo(exactly(lines));
            String rare = new String(lines.get(4_321), StandardCharsets.UTF_8).substring(9, 15);
            assertThat(found(index, new LineFilter.Contains(rare, false)))
                    .isEqualTo(exactly(lines).stream()
                            .filter(line -> line.contains(rare))
                            .toList())
                    .isNotEmpty();
        }
        try (LogIndex index = open()) {
            assertThat(found(index)).isEqualTo(exactly(lines));
        }
    }

    @Test
    void a_trace_id_for_every_line_is_kept_beside_it_and_makes_no_stream() throws Exception {
        List<byte[]> lines = new ArrayList<>();
        List<Labels> metadata = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            lines.add(("request " + i).getBytes(StandardCharsets.UTF_8));
            metadata.add(Labels.of("trace_id", HexFormat.of().toHexDigits(random.nextLong())));
        }
        try (LogIndex index = open()) {
            push(index, lines, metadata);
            index.flush();
            assertThat(index.stats().streams()).isEqualTo(1);
            LogSelection all = new LogSelection(List.of(), NanoRange.ALL, LogSelection.Order.OLDEST_FIRST, List.of());
            try (LogCursor cursor = index.select(all)) {
                for (Labels each : metadata) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(cursor.metadata().get("trace_id")).isEqualTo(each.get("trace_id"));
                }
                assertThat(cursor.next()).isFalse();
            }
        }
    }

    @Test
    void bytes_that_are_no_text_come_back_as_they_were_and_are_found_by_the_text_among_them() throws Exception {
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            byte[] line = new byte[random.nextInt(200)];
            random.nextBytes(line);
            lines.add(line);
        }
        lines.add(("\u0000grün\u0000" + HexFormat.of().toHexDigits(7L)).getBytes(StandardCharsets.UTF_8));
        lines.add("日本語のログ 123".getBytes(StandardCharsets.UTF_8));
        lines.add("größe=12 größe=13".getBytes(StandardCharsets.ISO_8859_1));
        lines.add("line\r\nbreaks\n\n\tkept\n".getBytes(StandardCharsets.UTF_8));
        try (LogIndex index = open()) {
            push(index, lines, List.of());
            assertThat(found(index)).isEqualTo(exactly(lines));
            index.flush();
            assertThat(found(index)).isEqualTo(exactly(lines));
            assertThat(found(index, new LineFilter.Contains("grün", false))).hasSize(1);
            assertThat(found(index, new LineFilter.Contains("語のログ", false))).hasSize(1);
            assertThat(found(index, new LineFilter.Contains("breaks\n\n\t", false)))
                    .hasSize(1);
        }
        try (LogIndex index = open()) {
            assertThat(found(index)).isEqualTo(exactly(lines));
            assertThat(index.admin().verify(List.of(), NanoRange.ALL).faults()).isEmpty();
        }
    }

    @Test
    void lines_that_come_in_any_order_of_time_are_found_in_order() throws Exception {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 2_000).boxed().toList());
        java.util.Collections.shuffle(order, random);
        try (LogIndex index = open()) {
            for (int from = 0; from < order.size(); from += 100) {
                LogBatch.StreamBuilder stream = LogBatch.stream(APP);
                for (int number : order.subList(from, from + 100)) {
                    stream.line(NANOS - number * 1_000_000L, ("number " + number).getBytes(StandardCharsets.UTF_8));
                }
                index.append(new LogBatch(List.of(stream.build())));
                if (from % 700 == 0) {
                    index.flush();
                }
            }
            List<String> expected = IntStream.range(0, 2_000)
                    .mapToObj(i -> "number " + (1_999 - i))
                    .toList();
            assertThat(found(index)).isEqualTo(expected);
            index.flush();
            assertThat(found(index)).isEqualTo(expected);
        }
    }

    /** The label that says so comes first, then a field of the line, then its first word that is a level's name. */
    @Test
    void the_level_of_a_line_is_found_where_it_stands() {
        assertThat(level("{\"msg\":\"error in text\",\"level\":\"warn\"}")).isEqualTo(Level.WARN);
        assertThat(level("ts=1 lvl=dbg msg=\"no error\"")).isEqualTo(Level.DEBUG);
        assertThat(level("2026-11-21 12:00:00 [ERROR] it failed")).isEqualTo(Level.ERROR);
        assertThat(level("severity=CRITICAL x")).isEqualTo(Level.CRITICAL);
        assertThat(level("info: retried after an error")).isEqualTo(Level.INFO);
        assertThat(level("terrors and information, none of them")).isEqualTo(Level.UNKNOWN);
        assertThat(level("nothing of the kind")).isEqualTo(Level.UNKNOWN);
        assertThat(LevelDetector.of(Labels.of("level", "loud", "severity", "fatal")))
                .isEqualTo(Level.FATAL);
        assertThat(LevelDetector.of(Labels.of("app", "error"))).isNull();
    }

    @Test
    void words_that_mean_other_things_count_in_capitals_and_in_brackets() {
        assertThat(level("all is fine, no alert, take notice")).isEqualTo(Level.UNKNOWN);
        assertThat(level("that is fine: error 5")).isEqualTo(Level.ERROR);
        assertThat(level("Nov 21 FINE: entering")).isEqualTo(Level.DEBUG);
        assertThat(level("2026/11/21 12:00:00 [notice] 1#1: start")).isEqualTo(Level.INFO);
        assertThat(level("<alert> low")).isEqualTo(Level.CRITICAL);
        assertThat(level("SEVERE it broke")).isEqualTo(Level.ERROR);
        assertThat(level("panic: nil map")).isEqualTo(Level.FATAL);
        assertThat(level("level=notice x")).isEqualTo(Level.INFO);
    }

    @Test
    void labels_and_metadata_name_a_level_in_any_case_or_by_opentelemetrys_number() {
        assertThat(LevelDetector.of(Labels.of("SeverityText", "Fatal"))).isEqualTo(Level.FATAL);
        assertThat(LevelDetector.of(Labels.of("LEVEL", "wrn", "Severity", "error")))
                .isEqualTo(Level.WARN);
        assertThat(LevelDetector.of(Labels.of("severity_number", "17"))).isEqualTo(Level.ERROR);
        assertThat(LevelDetector.of(Labels.of("severity_number", "24"))).isEqualTo(Level.FATAL);
        assertThat(LevelDetector.of(Labels.of("severity_number", "1"))).isEqualTo(Level.TRACE);
        assertThat(LevelDetector.of(Labels.of("severity_number", "0"))).isNull();
        assertThat(LevelDetector.of(Labels.of("severity_number", "25"))).isNull();
        assertThat(LevelDetector.of(Labels.of("severity_number", "many"))).isNull();
        assertThat(LevelDetector.of(Labels.of("severity_number", "17", "severity_text", "Info")))
                .isEqualTo(Level.INFO);
        assertThat(level("{\"SeverityText\":\"Warning\"}")).isEqualTo(Level.WARN);
    }

    private static Level level(String line) {
        byte[] text = ("  " + line).getBytes(StandardCharsets.UTF_8);
        return LevelDetector.of(text, 2, text.length);
    }
}
