package dev.nightjar.logindex;

import dev.nightjar.model.LineTest;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks the lines of a block for a test without putting them together: by their template where that decides, else by the
 * values of the slots that matter.
 */
final class RowWalk {
    private static final int LINES_BETWEEN_CHECKS = 256;

    private final Runnable check;
    private final BlockShapes shapes;
    private final int[] codes;
    private final int[][] slotColumns;
    private final BlockColumns columns;
    private final @Nullable ColumnWalk[] values;
    /** By template, the columns of its slots, of those whose values are looked at. */
    private final int[][] counted;

    private final int[] taken;
    private final LineTest.Walk walk;
    private final TemplateWalk[] templates;

    RowWalk(BlockShapes shapes, int[] codes, int[][] slotColumns, BlockColumns columns, TestWalk test, Runnable check) {
        this.check = check;
        this.shapes = shapes;
        this.codes = codes;
        this.slotColumns = slotColumns;
        this.columns = columns;
        this.values = new @Nullable ColumnWalk[columns.count()];
        this.taken = new int[columns.count()];
        this.walk = test.walk();
        this.templates = test.over(shapes.templates());
        this.counted = counted();
    }

    private int[][] counted() {
        boolean[] lookedAt = new boolean[columns.count()];
        for (int code = 0; code < templates.length; code++) {
            if (shapes.extraRows().length > 0 || templates[code].answer() == TemplateWalk.LOOK) {
                for (int column : slotColumns[code]) {
                    lookedAt[column] = true;
                }
            }
        }
        int[][] all = new int[templates.length][];
        for (int code = 0; code < templates.length; code++) {
            all[code] = Arrays.stream(slotColumns[code])
                    .filter(column -> lookedAt[column])
                    .toArray();
        }
        return all;
    }

    /**
     * The lines that pass; those that have to be asked as a whole are set in {@code undecided} instead.
     *
     * @param among lines that matter; null where all do
     */
    BitSet passing(@Nullable BitSet among, BitSet undecided) {
        BitSet passing = new BitSet(shapes.lines());
        int row = 0;
        for (int line = 0; line < shapes.lines(); line++) {
            int end = row + shapes.rowsOf(line);
            if (line % LINES_BETWEEN_CHECKS == 0) {
                check.run();
            }
            if (among != null && !among.get(line)) {
                skip(row, end);
            } else {
                switch (answer(row, end)) {
                    case LineTest.Walk.PASSES -> passing.set(line);
                    case LineTest.Walk.FAILS -> {}
                    default -> undecided.set(line);
                }
            }
            row = end;
        }
        return passing;
    }

    private void skip(int from, int to) {
        for (int row = from; row < to; row++) {
            take(codes[row]);
        }
    }

    private void take(int code) {
        for (int column : counted[code]) {
            taken[column]++;
        }
    }

    private int answer(int from, int to) {
        int known = to - from == 1 ? templates[codes[from]].answer() : TemplateWalk.LOOK;
        if (known != TemplateWalk.LOOK) {
            skip(from, to);
            return known;
        }
        int place = walk.start();
        for (int row = from; row < to; row++) {
            if (row > from) {
                place = TemplateWalk.breakLine(walk, place);
            }
            place = through(codes[row], place);
            take(codes[row]);
        }
        return place > 0 ? walk.end(place) : place;
    }

    private int through(int code, int from) {
        TemplateWalk template = templates[code];
        int[] slots = slotColumns[code];
        int place = from;
        for (int slot = 0; slot < slots.length && place > 0; slot++) {
            int column = slots[slot];
            place = template.through(slot, place);
            if (place == TemplateWalk.LOOK) {
                place = values(column).through(taken[column] + template.offset(slot), template.before());
            }
        }
        return template.literal(slots.length, place);
    }

    private ColumnWalk values(int column) {
        ColumnWalk known = values[column];
        if (known == null) {
            known = new ColumnWalk(columns.column(column), columns.size(column), walk);
            values[column] = known;
        }
        return known;
    }
}
