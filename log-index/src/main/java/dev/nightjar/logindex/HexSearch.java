package dev.nightjar.logindex;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Looks for digits in hexadecimal values packed one behind the other, two digits a byte: they stand at an even place or at
 * an odd one, so each byte is compared with two that can be there, and the few hits are looked at digit by digit.
 */
record HexSearch(byte[] packed, int start, int[] ends, byte[] alphabet) {
    /** Digits; of fewer, there is not one whole byte at an odd place. */
    static final int SHORTEST = 3;

    /** The values that contain the test's text. */
    BitSet containing(ValueTest test) {
        BitSet found = new BitSet(ends.length);
        byte[] digits = digits(test);
        if (digits.length == 0 || ends.length == 0) {
            return found;
        }
        int even = digits[0] << 4 | digits[1];
        int odd = digits[1] << 4 | digits[2];
        int end = start + (ends[ends.length - 1] + 1) / 2;
        for (int at = start; at < end; at++) {
            int both = packed[at] & 0xff;
            if (both == even) {
                enter(digits, 2 * (at - start), found);
            }
            if (both == odd) {
                enter(digits, 2 * (at - start) - 1, found);
            }
        }
        return found;
    }

    /** Their values; empty where one is not of this column's. */
    private byte[] digits(ValueTest test) {
        byte[] digits = new byte[test.text().length];
        for (int i = 0; i < digits.length; i++) {
            int value = 0;
            while (value < 16 && !ValueTest.same(alphabet[value], test.text()[i], test.foldCase())) {
                value++;
            }
            if (value == 16) {
                return new byte[0];
            }
            digits[i] = (byte) value;
        }
        return digits;
    }

    private void enter(byte[] digits, int first, BitSet found) {
        if (first < 0 || first + digits.length > ends[ends.length - 1]) {
            return;
        }
        for (int i = 0; i < digits.length; i++) {
            int place = first + i;
            int both = packed[start + (place >> 1)];
            if ((((place & 1) == 0 ? both >> 4 : both) & 0xf) != digits[i]) {
                return;
            }
        }
        int at = Arrays.binarySearch(ends, first);
        int value = at >= 0 ? at + 1 : -at - 1;
        if (first + digits.length <= ends[value]) {
            found.set(value);
        }
    }
}
