package dev.nightjar.logindex;

import dev.nightjar.model.LineTest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of one column of a block lead in a test's automaton. Where few values are different, each is walked
 * through once from each place; else each when it is asked for. Used by one thread.
 */
final class ColumnWalk {
    private static final int UNKNOWN = 0;

    /** Of places that have a table; values are walked through anew from others. */
    private static final int MOST_TABLES = 16;

    private final Column column;
    private final LineTest.Walk walk;
    private final @Nullable FewValues few;

    private int[] places = new int[2];
    private int[][] behind = new int[2][];
    private int tables;
    private byte[] scratch = new byte[64];

    ColumnWalk(Column column, int size, LineTest.Walk walk) {
        this.column = column;
        this.walk = walk;
        this.few = column.few(size);
    }

    /** The place behind a value that begins at {@code place}. */
    int through(int value, int place) {
        FewValues known = few;
        if (known != null) {
            int[] table = table(place, known.different());
            if (table != null) {
                int code = known.codes()[value];
                int end = table[code];
                if (end == UNKNOWN) {
                    end = step(value, place);
                    table[code] = end;
                }
                return end;
            }
        }
        return step(value, place);
    }

    private int step(int value, int place) {
        int length = column.length(value);
        if (length > scratch.length) {
            scratch = new byte[2 * length];
        }
        column.copy(value, scratch, 0);
        return walk.step(place, scratch, 0, length);
    }

    /** By code; null where enough places have one. */
    private int @Nullable [] table(int place, int different) {
        for (int i = 0; i < tables; i++) {
            if (places[i] == place) {
                return behind[i];
            }
        }
        if (tables == MOST_TABLES) {
            return null;
        }
        if (tables == places.length) {
            places = Arrays.copyOf(places, 2 * tables);
            behind = Arrays.copyOf(behind, 2 * tables);
        }
        places[tables] = place;
        behind[tables] = new int[different];
        return behind[tables++];
    }
}
