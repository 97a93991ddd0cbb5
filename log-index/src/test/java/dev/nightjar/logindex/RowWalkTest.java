package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.LineTest;
import dev.nightjar.model.LogSelection.LineFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a test's automaton finds in rows must be what the test says of their text. */
class RowWalkTest {
    @TempDir
    Path folder;

    /** Bytes of a line from some place on, most of them as any of their kind. */
    private static LineFilter cutOut(Random random, byte[] line) {
        int from = random.nextInt(line.length);
        int length = Math.min(line.length - from, 1 + random.nextInt(ShiftAnd.LONGEST));
        boolean[][] kinds = new boolean[length][256];
        for (int i = 0; i < length; i++) {
            byte seen = line[from + i];
            int width = random.nextInt(4);
            for (int value = 0; value < 256; value++) {
                kinds[i][value] = switch (width) {
                    case 0 -> value == (seen & 0xff);
                    case 1 -> Math.abs(value - (seen & 0xff)) < 5;
                    case 2 ->
                        RowShape.mayStandIn((byte) value, true) == RowShape.mayStandIn(seen, true)
                                && RowShape.mayStandIn((byte) value, false) == RowShape.mayStandIn(seen, false);
                    default -> true;
                };
            }
        }
        return new LineFilter.Passes(new ShiftAnd(kinds));
    }

    private static LineFilter filter(Random random, Lines lines) {
        LineFilter one = cutOut(random, lines.line(random.nextInt(lines.size())));
        return switch (random.nextInt(6)) {
            case 0 -> new LineFilter.Not(one);
            case 1 -> new LineFilter.AnyOf(List.of(one, cutOut(random, lines.line(random.nextInt(lines.size())))));
            case 2 -> new LineFilter.Not(new LineFilter.Contains("ser", false));
            default -> one;
        };
    }

    @Property(tries = 30)
    void a_block_of_templates_finds_what_its_text_passes(@ForAll @IntRange(max = 1_000_000) int seed)
            throws IOException {
        Random random = new Random(seed);
        Path place = Files.createTempDirectory("walks");
        try (TemplateFile templates = TemplateFile.open(place, 0)) {
            Lines lines = NeedleTest.lines(random, 120);
            TemplateBlock block = NeedleTest.encoded(lines, templates);
            for (int round = 0; round < 150; round++) {
                NeedleTest.assertFinds(block, lines, filter(random, lines));
            }
        } finally {
            DurableFolder.deleteTree(place);
        }
    }

    @Test
    void filters_of_both_kinds_are_combined() throws IOException {
        try (TemplateFile templates = TemplateFile.open(folder, 0)) {
            Random random = new Random(2);
            Lines lines = NeedleTest.lines(random, 300);
            TemplateBlock block = NeedleTest.encoded(lines, templates);
            for (int round = 0; round < 300; round++) {
                LineSearch both = new LineSearch(
                        List.of(filter(random, lines), new LineFilter.Contains("e", false), filter(random, lines)));
                assertThat(block.find(both).matching()).isEqualTo(both.in(lines));
            }
        }
    }

    /** Of the kinds of lines here, only one has what is asked for, and its slots do not matter; one ends undecided. */
    @Test
    void templates_decide_without_a_look_at_values() throws IOException {
        try (TemplateFile templates = TemplateFile.open(folder, 0)) {
            Lines lines = NeedleTest.lines(new Random(3), 300);
            TemplateBlock block = NeedleTest.encoded(lines, templates);
            AtomicInteger asked = new AtomicInteger();
            byte[] wanted = "level=".getBytes(StandardCharsets.US_ASCII);
            boolean[][] kinds = new boolean[wanted.length][256];
            for (int i = 0; i < wanted.length; i++) {
                kinds[i][wanted[i]] = true;
            }
            ShiftAnd test = new ShiftAnd(kinds);
            LineTest counting = new LineTest() {
                @Override
                public boolean passes(byte[] line) {
                    asked.incrementAndGet();
                    return test.passes(line);
                }

                @Override
                public Walk walk() {
                    return test.walk();
                }
            };
            LineSearch search = new LineSearch(List.of(new LineFilter.Passes(counting)));
            BitSet found = Objects.requireNonNull(block.find(search).matching());
            int undecided = Objects.requireNonNull(
                            new LineSearch(List.of(new LineFilter.Contains("!", false))).in(lines))
                    .cardinality();
            assertThat(asked).hasValue(undecided);
            assertThat(undecided).isLessThan(100);
            assertThat(found.cardinality()).isPositive();
            assertThat(found).isEqualTo(search.in(lines));
            assertThat(asked).hasValue(undecided + 300);
        }
    }

    @Test
    void a_test_of_whole_lines_only_is_asked_of_them() throws IOException {
        try (TemplateFile templates = TemplateFile.open(folder, 0)) {
            Lines lines = NeedleTest.lines(new Random(4), 200);
            TemplateBlock block = NeedleTest.encoded(lines, templates);
            LineTest even = line -> line.length % 2 == 0;
            NeedleTest.assertFinds(block, lines, new LineFilter.Passes(even));
            NeedleTest.assertFinds(block, lines, new LineFilter.Not(new LineFilter.Passes(even)));
        }
    }
}
