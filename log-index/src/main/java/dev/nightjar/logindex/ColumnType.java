package dev.nightjar.logindex;

/** How a column's values are kept. The codes are part of the block's format: append only. */
enum ColumnType {
    /** One value, the same in all rows. */
    CONSTANT(0),
    /** Decimal numbers, bit-packed. */
    NUMBERS(1),
    /** Decimal numbers, the differences from one to the next bit-packed: for what rises with time. */
    DELTAS(2),
    /** Hexadecimal digits, two a byte. */
    HEX_LOWER(3),
    HEX_UPPER(4),
    /** Few values, each row's code a byte, compressed: for values of unequal frequency. */
    DICTIONARY(5),
    /** Few values, the codes bit-packed. */
    PACKED_DICTIONARY(6),
    /** Anything, compressed. */
    STRINGS(7);

    private static final ColumnType[] ALL = values();

    private final int code;

    ColumnType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static ColumnType ofCode(int code) {
        if (code >= ALL.length) {
            throw new ByteReader.Malformed("a column of type " + code);
        }
        return ALL[code];
    }
}
