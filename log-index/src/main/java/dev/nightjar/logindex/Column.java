package dev.nightjar.logindex;

import dev.nightjar.model.LogCursor;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The values of one column of a block, read back: bytes by their number, in the order of rows. */
interface Column {
    int length(int value);

    /** Copies a value to {@code out} and says where it ends there. */
    int copy(int value, byte[] out, int at);

    /** Whether all values are known to be made of decimal digits. */
    default boolean isDecimal() {
        return false;
    }

    /** A value as a number, or -1, as {@link LogCursor#slotNumber} says. */
    default long number(int value) {
        int length = length(value);
        if (length > LogCursor.MOST_DIGITS) {
            return -1;
        }
        byte[] text = new byte[length];
        copy(value, text, 0);
        return LogCursor.wholeNumber(text, 0, length);
    }

    /** Its {@code size} values, where far fewer are different or that is known without a look at each; else null. */
    default @Nullable FewValues few(int size) {
        return null;
    }

    /** Which of the column's {@code size} values pass the test. */
    default BitSet matching(ValueTest test, int size) {
        BitSet found = new BitSet(size);
        byte[] scratch = new byte[64];
        for (int i = 0; i < size; i++) {
            int length = length(i);
            if (length >= test.text().length) {
                if (length > scratch.length) {
                    scratch = new byte[2 * length];
                }
                copy(i, scratch, 0);
                if (test.test(scratch, 0, length)) {
                    found.set(i);
                }
            }
        }
        return found;
    }

    /** The same value in all rows. */
    record Constant(byte[] text) implements Column {
        @Override
        public int length(int value) {
            return text.length;
        }

        @Override
        public int copy(int value, byte[] out, int at) {
            System.arraycopy(text, 0, out, at, text.length);
            return at + text.length;
        }

        @Override
        public boolean isDecimal() {
            return Numbers.isDecimal(text);
        }

        @Override
        public long number(int value) {
            return LogCursor.wholeNumber(text, 0, text.length);
        }

        @Override
        public FewValues few(int size) {
            return new FewValues(new int[size], 1);
        }

        @Override
        public BitSet matching(ValueTest test, int size) {
            BitSet found = new BitSet(size);
            found.set(0, test.test(text, 0, text.length) ? size : 0);
            return found;
        }
    }

    /** Decimal numbers, filled up with zeros to {@code width} digits if need be. */
    record Numbers(long[] numbers, int width) implements Column {
        private static final int LONGEST = 18;
        private static final long[] POWERS = powersOfTen();

        private static long[] powersOfTen() {
            long[] powers = new long[LONGEST + 1];
            powers[0] = 1;
            for (int i = 1; i < powers.length; i++) {
                powers[i] = 10 * powers[i - 1];
            }
            return powers;
        }

        @Override
        public int length(int value) {
            return lengthOf(numbers[value]);
        }

        private int lengthOf(long number) {
            return Math.max(width, digits(number));
        }

        /** By the number of bits, each worth 0.301 digits. */
        private static int digits(long number) {
            int atLeast = ((64 - Long.numberOfLeadingZeros(number | 1)) * 1233) >>> 12;
            return number < POWERS[atLeast] ? Math.max(1, atLeast) : atLeast + 1;
        }

        @Override
        public int copy(int value, byte[] out, int at) {
            long left = numbers[value];
            int end = at + length(value);
            for (int i = end - 1; i >= at; i--) {
                long tenth = left / 10;
                out[i] = (byte) ('0' + (left - tenth * 10));
                left = tenth;
            }
            return end;
        }

        @Override
        public boolean isDecimal() {
            return true;
        }

        @Override
        public long number(int value) {
            long number = numbers[value];
            return width == 0 || digits(number) >= width ? number : -1;
        }

        /** Digits are compared as numbers: a text of {@code room} more digits than asked for has them at one end. */
        @Override
        public BitSet matching(ValueTest test, int size) {
            byte[] text = test.text();
            if (!isDecimal(text)) {
                return new BitSet();
            }
            if (text.length > LONGEST) {
                return Column.super.matching(test, size);
            }
            long wanted = 0;
            for (byte b : text) {
                wanted = wanted * 10 + b - '0';
            }
            long highest = highest(size);
            return highest < size
                    ? matchingByTable(test, wanted, size, (int) highest)
                    : matchingEach(test, wanted, size);
        }

        private long highest(int size) {
            long highest = 0;
            for (int i = 0; i < size; i++) {
                highest = Math.max(highest, numbers[i]);
            }
            return highest;
        }

        @Override
        public @Nullable FewValues few(int size) {
            long highest = highest(size);
            if (highest >= size / 4) {
                return null;
            }
            int[] codes = new int[size];
            for (int i = 0; i < size; i++) {
                codes[i] = (int) numbers[i];
            }
            return new FewValues(codes, (int) highest + 1);
        }

        /** The bytes of an address, codes, small counts: fewer different numbers than values, so each is tested once. */
        private BitSet matchingByTable(ValueTest test, long wanted, int size, int highest) {
            boolean[] passes = new boolean[highest + 1];
            for (int number = 0; number <= highest; number++) {
                passes[number] = passes(test, wanted, number);
            }
            BitSet found = new BitSet(size);
            for (int i = 0; i < size; i++) {
                if (passes[(int) numbers[i]]) {
                    found.set(i);
                }
            }
            return found;
        }

        private BitSet matchingEach(ValueTest test, long wanted, int size) {
            BitSet found = new BitSet(size);
            for (int i = 0; i < size; i++) {
                if (passes(test, wanted, numbers[i])) {
                    found.set(i);
                }
            }
            return found;
        }

        private boolean passes(ValueTest test, long wanted, long number) {
            int asked = test.text().length;
            int room = lengthOf(number) - asked;
            return room >= 0
                    && switch (test.kind()) {
                        case EQUALS -> room == 0 && number == wanted;
                        case STARTS -> number / POWERS[room] == wanted;
                        case ENDS -> number % POWERS[asked] == wanted;
                        case CONTAINS -> contains(number, room, POWERS[asked], wanted);
                    };
        }

        private static boolean contains(long number, int room, long power, long wanted) {
            long left = number;
            for (int behind = 0; behind <= room; behind++) {
                if (left % power == wanted) {
                    return true;
                }
                left /= 10;
            }
            return false;
        }

        private static boolean isDecimal(byte[] text) {
            for (byte b : text) {
                if (b < '0' || b > '9') {
                    return false;
                }
            }
            return true;
        }
    }

    /** Hexadecimal digits, two a byte, the value at {@code [ends[value - 1], ends[value])} in digits. */
    record Hex(byte[] packed, int start, int[] ends, byte[] alphabet) implements Column {
        @Override
        public int length(int value) {
            return ends[value] - first(value);
        }

        private int first(int value) {
            return value == 0 ? 0 : ends[value - 1];
        }

        @Override
        public int copy(int value, byte[] out, int at) {
            int to = at;
            for (int digit = first(value); digit < ends[value]; digit++) {
                int both = packed[start + (digit >> 1)];
                out[to++] = alphabet[((digit & 1) == 0 ? both >> 4 : both) & 0xf];
            }
            return to;
        }

        /** Part of a value is looked for in the packed digits of all values at once. */
        @Override
        public BitSet matching(ValueTest test, int size) {
            if (test.kind() != ValueTest.Kind.CONTAINS || test.text().length < HexSearch.SHORTEST) {
                return Column.super.matching(test, size);
            }
            return new HexSearch(packed, start, ends, alphabet).containing(test);
        }
    }

    /** Few different values. */
    record Dictionary(int[] codes, byte[][] values) implements Column {
        @Override
        public int length(int value) {
            return values[codes[value]].length;
        }

        @Override
        public int copy(int value, byte[] out, int at) {
            byte[] text = values[codes[value]];
            System.arraycopy(text, 0, out, at, text.length);
            return at + text.length;
        }

        @Override
        public boolean isDecimal() {
            for (byte[] value : values) {
                if (!Numbers.isDecimal(value)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public long number(int value) {
            byte[] text = values[codes[value]];
            return LogCursor.wholeNumber(text, 0, text.length);
        }

        @Override
        public FewValues few(int size) {
            return new FewValues(codes, values.length);
        }

        @Override
        public BitSet matching(ValueTest test, int size) {
            boolean[] passes = new boolean[values.length];
            boolean any = false;
            for (int i = 0; i < values.length; i++) {
                passes[i] = test.test(values[i], 0, values[i].length);
                any |= passes[i];
            }
            BitSet found = new BitSet(size);
            for (int i = 0; any && i < size; i++) {
                found.set(i, passes[codes[i]]);
            }
            return found;
        }
    }

    /** The value at {@code [ends[value - 1], ends[value])} behind {@code start}. */
    record Strings(byte[] text, int start, int[] ends) implements Column {
        @Override
        public int length(int value) {
            return ends[value] - (value == 0 ? 0 : ends[value - 1]);
        }

        @Override
        public int copy(int value, byte[] out, int at) {
            int length = length(value);
            System.arraycopy(text, start + ends[value] - length, out, at, length);
            return at + length;
        }
    }
}
