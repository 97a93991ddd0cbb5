package dev.nightjar.logindex;

import dev.nightjar.model.LogCursor;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a block that is read. Opening it only finds out where each column's data is; a column is decoded when
 * it is asked for.
 */
final class BlockColumns {
    private static final byte[] LOWER = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UPPER = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final ByteReader codes;
    private final ByteReader numbers;
    private final ByteReader digits;
    private final int[] sizes;
    private final ColumnType[] types;
    private final int[] widths;
    private final long[] firsts;
    private final byte[][][] values;
    /** Where the column's data begins in the stream of its type; for lengths, among the numbers. */
    private final int[] numberStarts;

    private final int[] dataStarts;
    private final @Nullable Column[] decoded;

    /** {@code sizes}: how many values each column has. The readers stand where the columns' data begins. */
    BlockColumns(ByteReader description, ByteReader codes, ByteReader numbers, ByteReader digits, int[] sizes) {
        this.codes = codes;
        this.numbers = numbers;
        this.digits = digits;
        this.sizes = sizes;
        this.types = new ColumnType[sizes.length];
        this.widths = new int[sizes.length];
        this.firsts = new long[sizes.length];
        this.values = new byte[sizes.length][][];
        this.numberStarts = new int[sizes.length];
        this.dataStarts = new int[sizes.length];
        this.decoded = new @Nullable Column[sizes.length];
        for (int column = 0; column < sizes.length; column++) {
            locate(column, description);
        }
    }

    private void locate(int column, ByteReader description) {
        ColumnType type = ColumnType.ofCode(description.readByte());
        types[column] = type;
        numberStarts[column] = numbers.position();
        switch (type) {
            case CONSTANT -> values[column] = new byte[][] {description.read(description.readCount(1))};
            case NUMBERS -> {
                widths[column] = filledUpTo(description);
                skipNumbers(column);
            }
            case DELTAS -> {
                widths[column] = filledUpTo(description);
                firsts[column] = description.readVarint();
                skipNumbers(column);
            }
            case HEX_LOWER, HEX_UPPER -> {
                dataStarts[column] = digits.position();
                digits.skip((int) ((lengths(column, description) + 1) / 2));
            }
            case DICTIONARY -> {
                values[column] = dictionary(description);
                dataStarts[column] = codes.position();
                codes.skip(sizes[column]);
            }
            case PACKED_DICTIONARY -> {
                values[column] = dictionary(description);
                skipNumbers(column);
            }
            case STRINGS -> {
                dataStarts[column] = codes.position();
                codes.skip(Math.toIntExact(lengths(column, description)));
            }
        }
    }

    private static int filledUpTo(ByteReader description) {
        int digits = description.readCount(0);
        if (digits > LogCursor.MOST_DIGITS) {
            throw new ByteReader.Malformed("numbers of " + digits + " digits");
        }
        return digits;
    }

    private void skipNumbers(int column) {
        int size = PackedLongs.skip(numbers);
        if (size != sizes[column]) {
            throw new ByteReader.Malformed(size + " numbers in a column of " + sizes[column]);
        }
    }

    /** Reads past the lengths of a column and says what they add up to. */
    private long lengths(int column, ByteReader description) {
        widths[column] = description.readCount(0);
        if (widths[column] > 0) {
            return mostBytes((long) sizes[column] * (widths[column] - 1));
        }
        long sum = 0;
        for (long length : PackedLongs.read(numbers)) {
            if (length < 0 || length > Integer.MAX_VALUE) {
                throw new ByteReader.Malformed("a value of " + length + " bytes");
            }
            sum += length;
        }
        return mostBytes(sum);
    }

    private static long mostBytes(long bytes) {
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new ByteReader.Malformed("a column of " + bytes + " bytes");
        }
        return bytes;
    }

    private static byte[][] dictionary(ByteReader description) {
        byte[][] entries = new byte[description.readCount(1)][];
        int[] lengths = new int[entries.length];
        for (int i = 0; i < entries.length; i++) {
            lengths[i] = description.readCount(0);
        }
        for (int i = 0; i < entries.length; i++) {
            entries[i] = description.read(lengths[i]);
        }
        return entries;
    }

    int count() {
        return sizes.length;
    }

    int size(int column) {
        return sizes[column];
    }

    Column column(int column) {
        Column known = decoded[column];
        if (known == null) {
            known = decode(column);
            decoded[column] = known;
        }
        return known;
    }

    private Column decode(int column) {
        return switch (types[column]) {
            case CONSTANT -> new Column.Constant(values[column][0]);
            case NUMBERS -> new Column.Numbers(numbersOf(column), widths[column]);
            case DELTAS -> new Column.Numbers(summed(numbersOf(column), firsts[column]), widths[column]);
            case HEX_LOWER -> new Column.Hex(digits.array(), dataStarts[column], ends(column), LOWER);
            case HEX_UPPER -> new Column.Hex(digits.array(), dataStarts[column], ends(column), UPPER);
            case DICTIONARY -> new Column.Dictionary(codes(column), values[column]);
            case PACKED_DICTIONARY -> new Column.Dictionary(packedCodes(column), values[column]);
            case STRINGS -> new Column.Strings(codes.array(), dataStarts[column], ends(column));
        };
    }

    private long[] numbersOf(int column) {
        return PackedLongs.read(numbers.at(numberStarts[column]));
    }

    private static long[] summed(long[] deltas, long first) {
        long sum = first;
        for (int i = 0; i < deltas.length; i++) {
            sum += deltas[i];
            deltas[i] = sum;
        }
        return deltas;
    }

    private int[] ends(int column) {
        int[] ends = new int[sizes[column]];
        if (widths[column] > 0) {
            for (int i = 0; i < ends.length; i++) {
                ends[i] = (i + 1) * (widths[column] - 1);
            }
            return ends;
        }
        long[] lengths = numbersOf(column);
        if (lengths.length != ends.length) {
            throw new ByteReader.Malformed(lengths.length + " lengths for " + ends.length + " values");
        }
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += (int) lengths[i];
            ends[i] = end;
        }
        return ends;
    }

    private int[] codes(int column) {
        int[] all = new int[sizes[column]];
        for (int i = 0; i < all.length; i++) {
            all[i] = checked(codes.array()[dataStarts[column] + i] & 0xff, column);
        }
        return all;
    }

    private int[] packedCodes(int column) {
        long[] packed = numbersOf(column);
        int[] all = new int[packed.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = checked(packed[i], column);
        }
        return all;
    }

    private int checked(long code, int column) {
        if (code < 0 || code >= values[column].length) {
            throw new ByteReader.Malformed("code " + code + " of " + values[column].length + " values");
        }
        return (int) code;
    }
}
