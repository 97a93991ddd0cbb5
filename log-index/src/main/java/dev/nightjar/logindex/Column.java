package dev.nightjar.logindex;

/** The values of one column of a block, read back: bytes by their number, in the order of rows. */
interface Column {
    int length(int value);

    /** Copies a value to {@code out} and says where it ends there. */
    int copy(int value, byte[] out, int at);

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
    }

    /** Decimal numbers, filled up with zeros to {@code width} digits if need be. */
    record Numbers(long[] numbers, int width) implements Column {
        @Override
        public int length(int value) {
            return Math.max(width, digits(numbers[value]));
        }

        private static int digits(long number) {
            int digits = 1;
            for (long left = number / 10; left != 0; left /= 10) {
                digits++;
            }
            return digits;
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
