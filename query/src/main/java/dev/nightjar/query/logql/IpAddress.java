package dev.nightjar.query.logql;

import java.util.Optional;

/**
 * An address of either version as 128 bits. Version 4 and its form within version 6 are different addresses, as are
 * those with a zone, which nothing here reads.
 */
record IpAddress(boolean v4, long high, long low) {
    /** {@code 10.0.0.1}, {@code 2001:db8::1}, {@code ::ffff:10.0.0.1}. */
    static Optional<IpAddress> parse(String text) {
        if (text.indexOf(':') < 0) {
            long bits = v4Bits(text);
            return bits < 0 ? Optional.empty() : Optional.of(new IpAddress(true, 0, bits));
        }
        return v6(text);
    }

    /** Negative where it is none. A number has no leading zeros. */
    private static long v4Bits(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return -1;
        }
        long bits = 0;
        for (String part : parts) {
            boolean digits =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || (part.length() > 1 && part.charAt(0) == '0') || Integer.parseInt(part) > 255) {
                return -1;
            }
            bits = bits << 8 | Integer.parseInt(part);
        }
        return bits;
    }

    private static Optional<IpAddress> v6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        int[] groups = new int[8];
        if (gap < 0) {
            return read(text, groups, 0) == 8 ? Optional.of(of(groups)) : Optional.empty();
        }
        int before = read(text.substring(0, gap), groups, 0);
        int[] tail = new int[8];
        int after = read(text.substring(gap + 2), tail, 0);
        if (before < 0 || after < 0 || before + after > 7) {
            return Optional.empty();
        }
        System.arraycopy(tail, 0, groups, 8 - after, after);
        return Optional.of(of(groups));
    }

    /** How many groups were read; negative where the text is not made of groups. */
    private static int read(String text, int[] groups, int from) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int count = from;
        for (int i = 0; i < parts.length; i++) {
            boolean dotted = i == parts.length - 1 && parts[i].indexOf('.') >= 0;
            long v4 = dotted ? v4Bits(parts[i]) : -1;
            boolean fits = dotted ? v4 >= 0 && count + 2 <= 8 : isGroup(parts[i]) && count < 8;
            if (!fits) {
                return -1;
            }
            if (dotted) {
                groups[count++] = (int) (v4 >>> 16);
                groups[count++] = (int) (v4 & 0xffff);
            } else {
                groups[count++] = Integer.parseInt(parts[i], 16);
            }
        }
        return count;
    }

    private static boolean isGroup(String text) {
        return !text.isEmpty()
                && text.length() <= 4
                && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    private static IpAddress of(int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | groups[i];
            low = low << 16 | groups[i + 4];
        }
        return new IpAddress(false, high, low);
    }

    int bits() {
        return v4 ? 32 : 128;
    }

    /** Whether it comes before the other, or is it. Only among addresses of one version. */
    boolean atMost(IpAddress other) {
        int compared = Long.compareUnsigned(high, other.high);
        return compared < 0 || (compared == 0 && Long.compareUnsigned(low, other.low) <= 0);
    }

    /** Whether the first {@code length} bits are the same. */
    boolean sharesPrefix(IpAddress other, int length) {
        int skipped = v4 ? 128 - 32 : 0;
        int significant = skipped + length;
        long highMask = significant >= 64 ? -1L : significant == 0 ? 0 : -1L << (64 - significant);
        long lowMask = significant <= 64 ? 0 : -1L << (128 - significant);
        return ((high ^ other.high) & highMask) == 0 && ((low ^ other.low) & lowMask) == 0;
    }
}
