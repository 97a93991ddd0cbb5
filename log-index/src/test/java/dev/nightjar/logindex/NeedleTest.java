package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogSelection.LineFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a template block answers without its text must be what a search of its text finds. */
class NeedleTest {
    @TempDir
    Path folder;

    private static String line(Random random) {
        String id = HexFormat.of().toHexDigits(random.nextLong());
        return switch (random.nextInt(6)) {
            case 0 ->
                "%d.%d.%d.%d - GET /api/v1/user/%d HTTP/1.1 %d"
                        .formatted(
                                random.nextInt(256),
                                random.nextInt(256),
                                random.nextInt(256),
                                random.nextInt(256),
                                random.nextInt(100_000),
                                200 + 100 * random.nextInt(4));
            case 1 ->
                "{\"trace\":\"" + id + "\",\"span\":\"" + id.substring(8).toUpperCase(Locale.ROOT) + "\",\"ms\":"
                        + random.nextInt(3000) + "}";
            case 2 ->
                "java.lang.OutOfMemoryError: heap\n\tat com.example.Order.process(Order.java:" + random.nextInt(900)
                        + ")\n\tat Pool" + random.nextInt(9) + "x" + random.nextInt(4) + "y.run";
            case 3 -> "user " + Long.toString(random.nextLong(), 36) + " größe=" + random.nextInt(50);
            case 4 ->
                "2026-11-21T12:%02d:%02d.%03dZ level=info"
                        .formatted(random.nextInt(60), random.nextInt(60), random.nextInt(1000));
            default -> "constant text, 10 times!";
        };
    }

    static Lines lines(Random random, int count) {
        OpenBlock block = new OpenBlock(new BlockArrays(), 0, 0);
        for (int i = 0; i < count; i++) {
            byte[] bytes = line(random).getBytes(StandardCharsets.UTF_8);
            block.add(i, i, bytes, 0, bytes.length, Labels.EMPTY, Level.UNKNOWN);
        }
        return block.view();
    }

    static TemplateBlock encoded(Lines lines, TemplateFile templates) {
        BlockHeader header = new BlockHeader(0, lines.size(), lines.textBytes(), 0, lines.size() - 1L, 1, lines.size());
        byte[] bytes = new BlockEncoder()
                .encode(header, Labels.of("app", "a"), lines, templates)
                .bytes();
        return new TemplateBlock(new Sections(Path.of("block"), 0, bytes), templates);
    }

    static void assertFinds(TemplateBlock block, Lines lines, LineFilter filter) {
        LineSearch search = new LineSearch(List.of(filter));
        Block.Found found = block.find(search);
        BitSet expected = java.util.Objects.requireNonNull(search.in(lines));
        assertThat(found.matching()).as("%s", filter).isEqualTo(expected);
        for (int line = expected.nextSetBit(0); line >= 0; line = expected.nextSetBit(line + 1)) {
            assertThat(found.lines().line(line)).isEqualTo(lines.line(line));
            assertThat(found.lines().timestamp(line)).isEqualTo(lines.timestamp(line));
        }
    }

    /** Needles cut out of the lines at any place, and the same with one byte changed. */
    @Property(tries = 30)
    void a_block_of_templates_finds_what_its_text_holds(@ForAll @IntRange(max = 1_000_000) int seed)
            throws IOException {
        Random random = new Random(seed);
        Path place = Files.createTempDirectory("needles");
        try (TemplateFile templates = TemplateFile.open(place, 0)) {
            Lines lines = lines(random, 120);
            TemplateBlock block = encoded(lines, templates);
            for (int round = 0; round < 150; round++) {
                String line = new String(lines.line(random.nextInt(lines.size())), StandardCharsets.UTF_8);
                int from = random.nextInt(line.length());
                int to = Math.min(line.length(), from + 1 + random.nextInt(14));
                String needle = line.substring(from, to);
                if (random.nextInt(3) == 0) {
                    int at = random.nextInt(needle.length());
                    needle = needle.substring(0, at) + "0aZ9.- Q".charAt(random.nextInt(8)) + needle.substring(at + 1);
                }
                assertFinds(block, lines, new LineFilter.Contains(needle, random.nextInt(4) == 0));
            }
        } finally {
            DurableFolder.deleteTree(place);
        }
    }

    @Test
    void filters_are_combined_over_lines_of_several_rows() throws IOException {
        try (TemplateFile templates = TemplateFile.open(folder, 0)) {
            Lines lines = lines(new Random(1), 300);
            TemplateBlock block = encoded(lines, templates);
            List<LineFilter> either =
                    List.of(new LineFilter.Contains("OutOfMemory", false), new LineFilter.Contains("LEVEL=INFO", true));
            assertFinds(block, lines, new LineFilter.AnyOf(either));
            LineSearch both = new LineSearch(
                    List.of(new LineFilter.Contains("OutOfMemory", false), new LineFilter.Contains("Pool3", false)));
            assertThat(block.find(both).matching())
                    .isEqualTo(both.in(lines))
                    .satisfies(found -> assertThat(found.cardinality()).isPositive());
            assertFinds(block, lines, new LineFilter.Contains("heap\n\tat", false));
        }
    }

    @Test
    void a_needle_that_templates_exclude_needs_no_column() throws IOException {
        try (TemplateFile templates = TemplateFile.open(folder, 0)) {
            encoded(lines(new Random(1), 100), templates);
            TemplateTable table = templates.of("a");
            Needle absent = new Needle("NoSuchWord 7", false);
            assertThat(IntStream.range(0, table.size())
                            .mapToObj(table::template)
                            .map(java.util.Objects::requireNonNull)
                            .filter(template -> absent.ways(template).length > 0))
                    .isEmpty();
            Needle across = new Needle("ms\":17}", false);
            List<NeedleWays.Condition> conditions = new ArrayList<>();
            for (int i = 0; i < table.size(); i++) {
                for (NeedleWays.Condition[] way : across.ways(java.util.Objects.requireNonNull(table.template(i)))) {
                    conditions.addAll(List.of(way));
                }
            }
            assertThat(conditions)
                    .extracting(condition -> condition.test().toString())
                    .containsExactly("EQUALS 17");
        }
    }
}
