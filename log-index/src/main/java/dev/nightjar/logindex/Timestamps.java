package dev.nightjar.logindex;

/** Ascending times: the first, the greatest common divisor of the gaps, and the gaps over it, bit-packed. */
final class Timestamps {
    private Timestamps() {}

    static void write(ByteWriter out, long[] ascending, int count) {
        long divisor = 0;
        for (int i = 1; i < count && divisor != 1; i++) {
            divisor = greatestCommonDivisor(divisor, ascending[i] - ascending[i - 1]);
        }
        out.writeZigzag(count == 0 ? 0 : ascending[0]).writeVarint(divisor);
        long[] gaps = new long[Math.max(0, count - 1)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = divisor == 0 ? 0 : (ascending[i + 1] - ascending[i]) / divisor;
        }
        PackedLongs.write(out, gaps, gaps.length);
    }

    /** {@code count} is zero only in what stands for a block of which nothing is left. */
    static long[] read(ByteReader in, int count) {
        long first = in.readZigzag();
        long divisor = in.readVarint();
        long[] gaps = PackedLongs.read(in);
        if (gaps.length != Math.max(0, count - 1)) {
            throw new ByteReader.Malformed(gaps.length + " gaps between " + count + " timestamps");
        }
        long[] times = new long[count];
        if (count > 0) {
            times[0] = first;
        }
        for (int i = 1; i < count; i++) {
            times[i] = times[i - 1] + gaps[i - 1] * divisor;
        }
        return times;
    }

    private static long greatestCommonDivisor(long a, long b) {
        long x = a;
        long y = b;
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return x;
    }
}
