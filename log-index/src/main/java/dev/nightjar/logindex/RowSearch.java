package dev.nightjar.logindex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the rows of a block that hold a needle, without putting a row together: by template where that decides, else by
 * asking whole columns and then looking up each row's values in the answers.
 */
final class RowSearch {
    private record Question(int column, ValueTest test) {}

    /** Which values of a column to look up for a row: the {@code offset}-th that the row takes. */
    private record Lookup(int column, int offset, BitSet yes) {}

    private final BlockShapes shapes;
    private final int[] codes;
    private final int[][] slotColumns;
    private final BlockColumns columns;

    RowSearch(BlockShapes shapes, int[] codes, int[][] slotColumns, BlockColumns columns) {
        this.shapes = shapes;
        this.codes = codes;
        this.slotColumns = slotColumns;
        this.columns = columns;
    }

    BitSet rows(Needle needle) {
        Map<Question, BitSet> answers = new HashMap<>();
        BitSet always = new BitSet();
        List<List<List<Lookup>>> lookups = new ArrayList<>();
        BitSet asked = new BitSet();
        for (int i = 0; i < slotColumns.length; i++) {
            List<List<Lookup>> ways = new ArrayList<>();
            for (List<NeedleWays.Condition> way : needle.ways(shapes.templates()[i])) {
                if (way.isEmpty()) {
                    always.set(i);
                } else {
                    List<Lookup> all = lookups(way, slotColumns[i], answers);
                    if (!all.isEmpty()) {
                        ways.add(all);
                        all.forEach(lookup -> asked.set(lookup.column()));
                    }
                }
            }
            lookups.add(ways);
        }
        return always.isEmpty() && asked.isEmpty() ? new BitSet() : rows(always, lookups, asked);
    }

    /** Empty where a column says that no value of its fits. */
    private List<Lookup> lookups(List<NeedleWays.Condition> way, int[] slots, Map<Question, BitSet> answers) {
        List<Lookup> lookups = new ArrayList<>();
        for (NeedleWays.Condition condition : way) {
            int column = slots[condition.slot()];
            BitSet yes = answers.computeIfAbsent(
                    new Question(column, condition.test()),
                    question -> columns.column(column).matching(condition.test(), columns.size(column)));
            if (yes.isEmpty()) {
                return List.of();
            }
            int offset = 0;
            for (int slot = 0; slot < condition.slot(); slot++) {
                offset += slots[slot] == column ? 1 : 0;
            }
            lookups.add(new Lookup(column, offset, yes));
        }
        return lookups;
    }

    private BitSet rows(BitSet always, List<List<List<Lookup>>> lookups, BitSet asked) {
        BitSet found = new BitSet(codes.length);
        int[] askedColumns = asked.stream().toArray();
        int[][] taken = new int[slotColumns.length][askedColumns.length];
        int[] places = new int[asked.length()];
        for (int i = 0; i < askedColumns.length; i++) {
            places[askedColumns[i]] = i;
            for (int template = 0; template < taken.length; template++) {
                for (int column : slotColumns[template]) {
                    taken[template][i] += column == askedColumns[i] ? 1 : 0;
                }
            }
        }
        int[] next = new int[askedColumns.length];
        for (int row = 0; row < codes.length; row++) {
            int code = codes[row];
            if (always.get(code) || holds(lookups.get(code), next, places)) {
                found.set(row);
            }
            int[] takes = taken[code];
            for (int i = 0; i < takes.length; i++) {
                next[i] += takes[i];
            }
        }
        return found;
    }

    private static boolean holds(List<List<Lookup>> ways, int[] next, int[] places) {
        for (int i = 0; i < ways.size(); i++) {
            boolean all = true;
            List<Lookup> way = ways.get(i);
            for (int j = 0; all && j < way.size(); j++) {
                Lookup lookup = way.get(j);
                all = lookup.yes().get(next[places[lookup.column()]] + lookup.offset());
            }
            if (all) {
                return true;
            }
        }
        return false;
    }
}
