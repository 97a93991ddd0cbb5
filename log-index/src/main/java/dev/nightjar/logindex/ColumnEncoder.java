package dev.nightjar.logindex;

import java.util.Arrays;

/**
 * Chooses for each column the cheapest of the ways to keep it. A dictionary is tried only where values recur among the
 * first: most columns either repeat a few values or hardly any. Used by one thread, column after column.
 */
final class ColumnEncoder {
    /** Of values looked at to tell whether a dictionary is worth trying. */
    private static final int SAMPLE = 64;

    private static final int LONGEST_DECIMAL = 18;

    private final ColumnStreams to;
    private final ValueDictionary dictionary = new ValueDictionary();
    private long[] numbers = new long[1024];
    private long[] deltas = new long[1024];
    private byte[] text = new byte[0];

    ColumnEncoder(ColumnStreams to) {
        this.to = to;
    }

    /** {@code values} lie in {@code blockText}; there is at least one. */
    void encode(byte[] blockText, ColumnValues values) {
        text = blockText;
        if (isConstant(values)) {
            description(ColumnType.CONSTANT).writeVarint(values.length(0));
            to.description().write(text, values.start(0), values.length(0));
            return;
        }
        boolean recurs = recurs(values);
        if (values.isDecimal()
                && values.longest() <= LONGEST_DECIMAL
                && (values.sameLength() || !values.leadingZeros())) {
            numbers(values, recurs);
        } else if (recurs && dictionary.of(text, values)) {
            dictionary();
        } else if (values.isLowerHex()) {
            hex(values, ColumnType.HEX_LOWER);
        } else if (values.isUpperHex()) {
            hex(values, ColumnType.HEX_UPPER);
        } else {
            strings(values);
        }
    }

    private ByteWriter description(ColumnType type) {
        return to.description().writeByte(type.code());
    }

    private boolean isConstant(ColumnValues values) {
        int start = values.start(0);
        int end = values.end(0);
        for (int i = 1; i < values.size(); i++) {
            if (values.length(i) != end - start
                    || !Arrays.equals(text, start, end, text, values.start(i), values.end(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether among the first values at least a quarter is there twice. */
    private boolean recurs(ColumnValues values) {
        int sample = Math.min(SAMPLE, values.size());
        return dictionary.distinct(text, values, sample) <= sample * 3 / 4;
    }

    private void numbers(ColumnValues values, boolean recurs) {
        int size = values.size();
        if (numbers.length < size) {
            numbers = new long[2 * size];
            deltas = new long[2 * size];
        }
        for (int i = 0; i < size; i++) {
            long number = 0;
            for (int at = values.start(i); at < values.end(i); at++) {
                number = number * 10 + text[at] - '0';
            }
            numbers[i] = number;
            deltas[i] = i == 0 ? 0 : number - numbers[i - 1];
        }
        long plain = PackedLongs.bits(numbers, size);
        long rising = PackedLongs.bits(deltas, size);
        if (recurs && dictionary.of(text, values) && dictionary.bits() < Math.min(plain, rising)) {
            dictionary();
        } else if (rising < plain) {
            description(ColumnType.DELTAS).writeVarint(width(values)).writeVarint(numbers[0]);
            PackedLongs.write(to.numbers(), deltas, size);
        } else {
            description(ColumnType.NUMBERS).writeVarint(width(values));
            PackedLongs.write(to.numbers(), numbers, size);
        }
    }

    /** Digits that each number is filled up to with zeros. */
    private static int width(ColumnValues values) {
        return values.leadingZeros() ? values.longest() : 0;
    }

    private void dictionary() {
        boolean packed = dictionary.isUniform();
        description(packed ? ColumnType.PACKED_DICTIONARY : ColumnType.DICTIONARY);
        dictionary.describe(text, to.description());
        if (packed) {
            dictionary.packCodes(to.numbers());
        } else {
            dictionary.writeCodes(to.codes());
        }
    }

    private void hex(ColumnValues values, ColumnType type) {
        description(type);
        lengths(values);
        ByteWriter out = to.digits();
        int half = -1;
        for (int i = 0; i < values.size(); i++) {
            for (int at = values.start(i); at < values.end(i); at++) {
                byte b = text[at];
                int digit = b <= '9' ? b - '0' : (b & 0xf) + 9;
                if (half < 0) {
                    half = digit;
                } else {
                    out.writeByte(half << 4 | digit);
                    half = -1;
                }
            }
        }
        if (half >= 0) {
            out.writeByte(half << 4);
        }
    }

    /** One length for all, plus one; or zero, and the lengths among the numbers. */
    private void lengths(ColumnValues values) {
        if (values.sameLength()) {
            to.description().writeVarint(values.longest() + 1L);
            return;
        }
        to.description().writeVarint(0);
        if (numbers.length < values.size()) {
            numbers = new long[2 * values.size()];
            deltas = new long[2 * values.size()];
        }
        for (int i = 0; i < values.size(); i++) {
            numbers[i] = values.length(i);
        }
        PackedLongs.write(to.numbers(), numbers, values.size());
    }

    private void strings(ColumnValues values) {
        description(ColumnType.STRINGS);
        lengths(values);
        for (int i = 0; i < values.size(); i++) {
            to.codes().write(text, values.start(i), values.length(i));
        }
    }
}
