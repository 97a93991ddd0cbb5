package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinuteCellsTest {
    private static final long DAY = 20_000;
    private static final long START = DAY * Day.NANOS;
    private static final long MINUTE = MinuteCounts.MINUTE_NANOS;

    private final BlockTable table = new BlockTable();
    private final MinuteCells minutes = new MinuteCells(DAY);

    private static BlockEntry entry(int ordinal, int stream, long... times) {
        int[] ends = new int[times.length];
        Lines lines = new Lines(
                times.length,
                times,
                new byte[0],
                ends,
                new byte[times.length],
                true,
                () -> new dev.nightjar.model.Labels[0]);
        BlockHeader header = new BlockHeader(stream, times.length, 0, times[0], times[times.length - 1], 0, 0);
        return new BlockEntry(ordinal, new BlockEntry.Place(0, 0, 1), header, new byte[0], SecondCounts.of(lines));
    }

    private static List<String> told(MinuteCells.Cells cells) {
        List<String> told = new ArrayList<>();
        for (int block = 0; block < cells.blocks(); block++) {
            if (cells.isUnknown(block)) {
                told.add(block + " unknown");
                continue;
            }
            for (int cell = cells.start(block); cell < cells.end(block); cell++) {
                long minute = cells.firstMinute() + cells.minute(cell) - DAY * 1440;
                told.add(block + " of stream " + cells.stream(block) + ": " + cells.lines(cell) + " in " + minute);
            }
        }
        return told;
    }

    @Test
    void a_minute_begins_behind_the_full_minute_and_the_first_of_a_day_may_be_the_last_of_the_one_before() {
        table.enter(entry(0, 5, START, START + 1, START + MINUTE, START + MINUTE + 1));
        table.enter(entry(1, 6, START + Day.NANOS - 1));

        assertThat(told(minutes.of(table.view())))
                .containsExactly(
                        "0 of stream 5: 1 in -1",
                        "0 of stream 5: 2 in 0",
                        "0 of stream 5: 1 in 1",
                        "1 of stream 6: 1 in 1439");
    }

    @Test
    void a_view_is_told_of_its_own_blocks_whoever_asked_before() {
        table.enter(entry(0, 1, START + 1));
        BlockTable.View before = table.view();
        table.enter(entry(1, 2, START + 1));

        assertThat(told(minutes.of(table.view()))).hasSize(2);
        assertThat(told(minutes.of(before))).containsExactly("0 of stream 1: 1 in 0");
    }

    @Test
    void nothing_is_told_from_the_first_block_on_that_is_not_entered_yet() {
        table.enter(entry(0, 1, START + 1));
        table.enter(entry(2, 3, START + 1));
        BlockTable.View before = table.view();
        assertThat(told(minutes.of(before))).containsExactly("0 of stream 1: 1 in 0");

        table.enter(entry(1, 2, START + 1));
        assertThat(before.entry(1)).as("what a view sees stays").isNull();
        assertThat(told(minutes.of(table.view()))).hasSize(3);
    }

    @Test
    void a_changed_block_is_told_as_it_is_now_and_nothing_to_a_view_from_before() {
        table.enter(entry(0, 1, START + 1, START + 2));
        BlockTable.View before = table.view();
        assertThat(told(minutes.of(before))).containsExactly("0 of stream 1: 2 in 0");

        table.change(entry(0, 1, START + 2));
        assertThat(told(minutes.of(table.view()))).containsExactly("0 of stream 1: 1 in 0");
        assertThat(minutes.of(before).blocks()).isZero();
        assertThat(before.entry(0)).extracting(entry -> entry.header().lines()).isEqualTo(2);
    }

    @Test
    void a_block_without_counts_or_with_lines_of_another_day_is_unknown() {
        BlockEntry whole = entry(0, 1, START + 1);
        table.enter(new BlockEntry(0, whole.place(), whole.header(), whole.hash(), null));
        table.enter(entry(1, 2, START + Day.NANOS + 1));
        table.enter(entry(2, 3, START + 1));

        assertThat(told(minutes.of(table.view()))).containsExactly("0 unknown", "1 unknown", "2 of stream 3: 1 in 0");
    }

    @Test
    void more_lines_than_a_cell_holds_take_several() {
        long[] times = new long[300_000];
        java.util.Arrays.fill(times, START + 1);
        table.enter(entry(0, 1, times));
        MinuteCells.Cells cells = minutes.of(table.view());

        int lines = 0;
        for (int cell = cells.start(0); cell < cells.end(0); cell++) {
            lines += cells.lines(cell);
        }
        assertThat(lines).isEqualTo(300_000);
    }
}
