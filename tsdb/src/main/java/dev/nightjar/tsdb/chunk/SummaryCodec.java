package dev.nightjar.tsdb.chunk;

import dev.nightjar.model.SampleSummaries;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * Encodes and decodes one series' summaries of one day at one resolution.
 *
 * <pre>
 * kind 1 | flags | rows - 1 (varint) | integer columns: (end - start of day) / resolution; count; end - last; end - first
 * value columns: first; last; least, greatest, sum where flagged; loss, and an integer column of resets, where flagged
 * </pre>
 *
 * <p>A column without its flag holds what the others tell: least is first, greatest is last (a counter), sums are not
 * known, nothing was lost. Sums of a counter mean nothing and are not kept.
 *
 * <p>Keeps scratch arrays, so it is cheap to use again and not thread-safe.
 */
public final class SummaryCodec {
    /** More rows than a day has stretches: a damaged count is told from a real one before anything is allocated. */
    private static final int MAX_ROWS = 1 << 12;

    private static final int KIND = 1;
    private static final int HAS_LEAST = 1;
    private static final int HAS_GREATEST = 2;
    private static final int HAS_SUM = 4;
    private static final int HAS_LOSS = 8;

    private final IntegerColumn integers = new IntegerColumn();
    private final ValueColumn values = new ValueColumn(integers);
    private final long[] longs = new long[MAX_ROWS];
    private final long[][] numbers = new long[5][MAX_ROWS];
    private final double[][] doubles = new double[6][MAX_ROWS];

    /** Appends all rows, which are of the day that starts at {@code dayStart}; at least one. */
    public void encode(SampleSummaries rows, long dayStart, long resolutionMillis, ByteSink out) {
        int size = rows.size();
        if (size < 1 || size > MAX_ROWS) {
            throw new IllegalArgumentException(size + " summaries of a day");
        }
        int flags = flags(rows);
        out.writeByte(KIND);
        out.writeByte(flags);
        out.writeVarint(size - 1);
        integers(size, row -> (rows.endMillis(row) - dayStart) / resolutionMillis, out);
        integers(size, rows::count, out);
        integers(size, row -> rows.endMillis(row) - rows.lastMillis(row), out);
        integers(size, row -> rows.endMillis(row) - rows.firstMillis(row), out);
        values(size, rows::first, out);
        values(size, rows::last, out);
        if ((flags & HAS_LEAST) != 0) {
            values(size, rows::least, out);
        }
        if ((flags & HAS_GREATEST) != 0) {
            values(size, rows::greatest, out);
        }
        if ((flags & HAS_SUM) != 0) {
            values(size, rows::sum, out);
        }
        if ((flags & HAS_LOSS) != 0) {
            values(size, rows::loss, out);
            integers(size, rows::resets, out);
        }
    }

    private static int flags(SampleSummaries rows) {
        boolean least = false;
        boolean greatest = false;
        boolean sum = false;
        boolean loss = false;
        boolean constant = true;
        for (int row = 0; row < rows.size(); row++) {
            least |= !same(rows.least(row), rows.first(row));
            greatest |= !same(rows.greatest(row), rows.last(row));
            constant &= same(rows.least(row), rows.greatest(row));
            sum |= rows.sumIsExact(row);
            loss |= rows.resets(row) > 0;
        }
        boolean counter = !least && !greatest && !constant;
        return (least ? HAS_LEAST : 0)
                | (greatest ? HAS_GREATEST : 0)
                | (sum && !counter ? HAS_SUM : 0)
                | (loss ? HAS_LOSS : 0);
    }

    private static boolean same(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }

    private void integers(int size, IntToLongFunction column, ByteSink out) {
        for (int i = 0; i < size; i++) {
            longs[i] = column.applyAsLong(i);
        }
        integers.encode(longs, size, out);
    }

    private void values(int size, IntToDoubleFunction column, ByteSink out) {
        double[] scratch = doubles[0];
        for (int i = 0; i < size; i++) {
            scratch[i] = column.applyAsDouble(i);
        }
        values.encode(scratch, 0, size, out);
    }

    /**
     * Appends the rows to {@code to}.
     *
     * @throws DamagedBytesException if the bytes are no summaries
     */
    public void decode(ByteSource in, long dayStart, long resolutionMillis, SampleSummaries to) {
        int kind = in.readByte();
        if (kind != KIND) {
            throw in.damaged("summaries of kind " + kind + ", this version knows kind " + KIND);
        }
        int flags = in.readByte();
        int size = in.readCount(MAX_ROWS - 1, "summaries of a day") + 1;
        for (int column = 0; column < 4; column++) {
            IntegerColumn.decode(in, numbers[column], size);
        }
        values.decode(in, size, doubles[0], 0);
        values.decode(in, size, doubles[1], 0);
        optional(in, flags, HAS_LEAST, size, 2);
        optional(in, flags, HAS_GREATEST, size, 3);
        optional(in, flags, HAS_SUM, size, 4);
        optional(in, flags, HAS_LOSS, size, 5);
        if ((flags & HAS_LOSS) != 0) {
            IntegerColumn.decode(in, numbers[4], size);
        }
        for (int row = 0; row < size; row++) {
            addRow(in, flags, row, dayStart + numbers[0][row] * resolutionMillis, to);
        }
    }

    private void optional(ByteSource in, int flags, int flag, int size, int column) {
        if ((flags & flag) != 0) {
            values.decode(in, size, doubles[column], 0);
        }
    }

    private void addRow(ByteSource in, int flags, int row, long end, SampleSummaries to) {
        long count = numbers[1][row];
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw in.damaged("a summary of " + count + " samples");
        }
        double first = doubles[0][row];
        double last = doubles[1][row];
        boolean lost = (flags & HAS_LOSS) != 0;
        to.addRow(
                end,
                (int) count,
                end - numbers[3][row],
                end - numbers[2][row],
                first,
                last,
                (flags & HAS_LEAST) != 0 ? doubles[2][row] : first,
                (flags & HAS_GREATEST) != 0 ? doubles[3][row] : last,
                (flags & HAS_SUM) != 0 ? doubles[4][row] : Double.NaN,
                lost ? doubles[5][row] : 0,
                lost ? Math.toIntExact(Math.clamp(numbers[4][row], 0, Integer.MAX_VALUE)) : 0);
    }
}
