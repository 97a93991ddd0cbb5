package dev.nightjar.logindex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of a block that hold a needle, without putting a row together: by template where that decides, else by
 * asking whole columns and then looking up each row's values in the answers.
 */
final class RowSearch {
    /** Which values of a column to look up for a row: the {@code offset}-th that the row takes. */
    private record Lookup(int column, int offset, BitSet yes) {}

    private static final Lookup[][] NOWHERE = {};
    private static final Lookup[][] EVERYWHERE = {{}};

    private final BlockShapes shapes;
    private final int[] codes;
    private final int[][] slotColumns;
    private final BlockColumns columns;
    private final int columnCount;

    RowSearch(BlockShapes shapes, int[] codes, int[][] slotColumns, BlockColumns columns, int columnCount) {
        this.shapes = shapes;
        this.codes = codes;
        this.slotColumns = slotColumns;
        this.columns = columns;
        this.columnCount = columnCount;
    }

    BitSet rows(Needle needle) {
        Template[] templates = shapes.templates();
        NeedleWays.Condition[][][] ways = new NeedleWays.Condition[templates.length][][];
        for (int i = 0; i < ways.length; i++) {
            ways[i] = needle.ways(templates[i]);
        }
        Answers answers = new Answers(needle.questions());
        Lookup[][][] lookups = new Lookup[ways.length][][];
        boolean any = false;
        for (int i = 0; i < ways.length; i++) {
            lookups[i] = lookups(ways[i], slotColumns[i], answers);
            any |= lookups[i].length > 0;
        }
        return any ? rows(lookups) : new BitSet();
    }

    /** What columns answer to the needle's questions; asked once each. */
    private final class Answers {
        private final int questions;
        private final @Nullable BitSet[] @Nullable [] known = new @Nullable BitSet[columnCount] @Nullable [];

        Answers(int questions) {
            this.questions = questions;
        }

        BitSet of(int column, NeedleWays.Condition condition) {
            @Nullable BitSet[] ofColumn = known[column];
            if (ofColumn == null) {
                ofColumn = new @Nullable BitSet[questions];
                known[column] = ofColumn;
            }
            BitSet yes = ofColumn[condition.number()];
            if (yes == null) {
                yes = columns.column(column).matching(condition.test(), columns.size(column));
                ofColumn[condition.number()] = yes;
            }
            return yes;
        }
    }

    private static Lookup[][] lookups(NeedleWays.Condition[][] ways, int[] slots, Answers answers) {
        if (ways.length == 0) {
            return NOWHERE;
        }
        List<Lookup[]> open = new ArrayList<>();
        for (NeedleWays.Condition[] way : ways) {
            if (way.length == 0) {
                return EVERYWHERE;
            }
            Lookup[] all = lookups(way, slots, answers);
            if (all != null) {
                open.add(all);
            }
        }
        return open.isEmpty() ? NOWHERE : open.toArray(Lookup[][]::new);
    }

    /** Null where a column says that no value of its fits. */
    private static Lookup @Nullable [] lookups(NeedleWays.Condition[] way, int[] slots, Answers answers) {
        Lookup[] lookups = new Lookup[way.length];
        for (int i = 0; i < way.length; i++) {
            int column = slots[way[i].slot()];
            BitSet yes = answers.of(column, way[i]);
            if (yes.isEmpty()) {
                return null;
            }
            lookups[i] = new Lookup(column, way[i].offset(), yes);
        }
        return lookups;
    }

    private BitSet rows(Lookup[][][] lookups) {
        int[] asked = asked(lookups);
        int[] places = new int[columnCount];
        int[][] taken = new int[slotColumns.length][asked.length];
        for (int i = 0; i < asked.length; i++) {
            places[asked[i]] = i;
            for (int template = 0; template < taken.length; template++) {
                for (int column : slotColumns[template]) {
                    taken[template][i] += column == asked[i] ? 1 : 0;
                }
            }
        }
        BitSet found = new BitSet(codes.length);
        int[] next = new int[asked.length];
        for (int row = 0; row < codes.length; row++) {
            int code = codes[row];
            if (holds(lookups[code], next, places)) {
                found.set(row);
            }
            int[] takes = taken[code];
            for (int i = 0; i < takes.length; i++) {
                next[i] += takes[i];
            }
        }
        return found;
    }

    private int[] asked(Lookup[][][] lookups) {
        boolean[] asked = new boolean[columnCount];
        int count = 0;
        for (Lookup[][] ways : lookups) {
            for (Lookup[] way : ways) {
                for (Lookup lookup : way) {
                    count += asked[lookup.column()] ? 0 : 1;
                    asked[lookup.column()] = true;
                }
            }
        }
        int[] columnsAsked = new int[count];
        for (int column = asked.length - 1; column >= 0; column--) {
            if (asked[column]) {
                columnsAsked[--count] = column;
            }
        }
        return columnsAsked;
    }

    private static boolean holds(Lookup[][] ways, int[] next, int[] places) {
        for (Lookup[] way : ways) {
            boolean all = true;
            for (int i = 0; all && i < way.length; i++) {
                all = way[i].yes().get(next[places[way[i].column()]] + way[i].offset());
            }
            if (all) {
                return true;
            }
        }
        return false;
    }
}
