package dev.nightjar.logindex;

import dev.nightjar.model.LineShape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the lines of a block of templates, keeping for each column how many values the rows before have taken: a
 * step costs no more than the slots stepped over. Used by one thread.
 */
final class RowCursor {
    private static final byte BREAK = '\n';
    private static final int[] UNKNOWN = new int[0];

    private final BlockRows rows;
    private final int textBytes;
    private final @Nullable Column[] columns;
    private final int[] taken;
    /** By template: slots that only have decimal values. */
    private final int[][] decimal;

    private int line;
    private int row;
    private byte[] scratch;

    RowCursor(BlockRows rows, int textBytes) {
        this.rows = rows;
        this.textBytes = textBytes;
        this.columns = new @Nullable Column[rows.columns()];
        this.taken = new int[rows.columns()];
        this.decimal = new int[rows.templates()][];
        Arrays.fill(decimal, UNKNOWN);
        this.scratch =
                new byte[Math.min(textBytes, Math.clamp(4L * textBytes / Math.max(1, rows.lines()), 256, 1 << 16))];
    }

    private void moveTo(int wanted) {
        while (line < wanted) {
            int end = row + rows.rowsOf(line);
            while (row < end) {
                for (int column : rows.slotColumns(row++)) {
                    taken[column]++;
                }
            }
            line++;
        }
        while (line > wanted) {
            line--;
            int start = row - rows.rowsOf(line);
            while (row > start) {
                for (int column : rows.slotColumns(--row)) {
                    taken[column]--;
                }
            }
        }
    }

    private Column column(int column) {
        Column known = columns[column];
        if (known == null) {
            known = rows.column(column);
            columns[column] = known;
        }
        return known;
    }

    /** Null where the line has several rows. */
    @Nullable
    LineShape shape(int wanted) {
        if (rows.rowsOf(wanted) > 1) {
            return null;
        }
        moveTo(wanted);
        return rows.template(row).shape();
    }

    byte[] slot(int wanted, int slot) {
        moveTo(wanted);
        int place = place(slot);
        Column column = column(rows.slotColumns(row)[slot]);
        byte[] value = new byte[column.length(place)];
        column.copy(place, value, 0);
        return value;
    }

    long number(int wanted, int slot) {
        moveTo(wanted);
        return column(rows.slotColumns(row)[slot]).number(place(slot));
    }

    /** Where the value of a slot of the present row stands in its column. */
    private int place(int slot) {
        int[] slots = rows.slotColumns(row);
        int place = taken[slots[slot]];
        for (int before = 0; before < slot; before++) {
            place += slots[before] == slots[slot] ? 1 : 0;
        }
        return place;
    }

    boolean isDecimal(int wanted, int slot) {
        moveTo(wanted);
        if (column(rows.slotColumns(row)[slot]) instanceof Column.Numbers) {
            return true;
        }
        for (byte b : slot(wanted, slot)) {
            if (b < '0' || b > '9') {
                return false;
            }
        }
        return true;
    }

    /** What was found to hold of a whole column is not asked again in this block. */
    @SuppressWarnings("ReferenceEquality") // another array with the same slots is looked at again, no more
    boolean areDecimal(int wanted, int[] slots) {
        moveTo(wanted);
        int code = rows.code(row);
        if (decimal[code] == slots) {
            return true;
        }
        boolean throughout = true;
        for (int slot : slots) {
            throughout &= column(rows.slotColumns(row)[slot]).isDecimal();
            if (!throughout && !isDecimal(wanted, slot)) {
                return false;
            }
        }
        if (throughout) {
            decimal[code] = slots;
        }
        return true;
    }

    byte[] line(int wanted) {
        moveTo(wanted);
        int end = renderLine();
        return Arrays.copyOf(scratch, end);
    }

    /** Puts the present line into {@link #scratch} and stays where it is. */
    private int renderLine() {
        int count = rows.rowsOf(line);
        while (true) {
            try {
                int end = renderRows(row, row + count, scratch);
                giveBack(row, row + count);
                return end;
            } catch (IndexOutOfBoundsException e) {
                if (scratch.length >= textBytes) {
                    throw tooLong();
                }
                scratch = new byte[Math.min(textBytes, 2 * scratch.length)];
                retake();
            }
        }
    }

    /** Asking each value for its length beforehand would take as long as putting it there. */
    private int renderRows(int from, int to, byte[] text) {
        int at = 0;
        for (int i = from; i < to; i++) {
            if (i > from) {
                text[at++] = BREAK;
            }
            at = render(i, text, at);
        }
        return at;
    }

    private void giveBack(int from, int to) {
        for (int i = from; i < to; i++) {
            for (int column : rows.slotColumns(i)) {
                taken[column]--;
            }
        }
    }

    /** Counts anew what the rows before the present one take. */
    private void retake() {
        Arrays.fill(taken, 0);
        for (int i = 0; i < row; i++) {
            for (int column : rows.slotColumns(i)) {
                taken[column]++;
            }
        }
    }

    private ByteReader.Malformed tooLong() {
        return new ByteReader.Malformed("more than the " + textBytes + " bytes of text that the block says it has");
    }

    /** Puts a row together, taking its values. */
    private int render(int of, byte[] text, int start) {
        Template template = rows.template(of);
        int[] slots = rows.slotColumns(of);
        byte[] literals = template.literals();
        int at = start;
        int literal = 0;
        for (int slot = 0; slot < slots.length; slot++) {
            int end = template.literalEnd(slot);
            System.arraycopy(literals, literal, text, at, end - literal);
            at += end - literal;
            literal = end;
            int column = slots[slot];
            at = column(column).copy(taken[column]++, text, at);
        }
        System.arraycopy(literals, literal, text, at, literals.length - literal);
        return at + literals.length - literal;
    }

    /** All lines; where each ends goes to {@code ends}. */
    byte[] text(int[] ends) {
        try {
            return renderAll(ends);
        } catch (IndexOutOfBoundsException e) {
            throw tooLong();
        }
    }

    private byte[] renderAll(int[] ends) {
        byte[] text = new byte[textBytes];
        moveTo(0);
        int at = 0;
        for (int i = 0; i < ends.length; i++) {
            int count = rows.rowsOf(i);
            for (int extra = 0; extra < count; extra++) {
                if (extra > 0) {
                    text[at++] = BREAK;
                }
                at = render(row++, text, at);
            }
            ends[i] = at;
        }
        line = ends.length;
        if (at != text.length) {
            throw new ByteReader.Malformed("lines of " + at + " bytes in a text of " + text.length);
        }
        return text;
    }
}
