package dev.nightjar.tsdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;

/**
 * A keyed 128-bit hash of a series' label bytes, which stands for the series: bytes are not compared on a hit.
 *
 * <p>Two lanes of folded 64 x 64 multiplications (the construction of wyhash) over the same words with different
 * secrets. Each lane is two chains, one for every other 16 bytes, since a multiplication waits for the one before it in its
 * chain. The secrets are drawn when the store opens and never leave the process, so a sender cannot search for two
 * label sets that collide; by chance, two of a hundred million series do with a probability of 10^-22.
 */
final class LabelHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long a0;
    private final long a1;
    private final long b0;
    private final long b1;
    private final long c0;
    private final long c1;
    private final long d0;
    private final long d1;

    LabelHash(RandomGenerator secrets) {
        a0 = secrets.nextLong() | 1;
        a1 = secrets.nextLong() | 1;
        b0 = secrets.nextLong() | 1;
        b1 = secrets.nextLong() | 1;
        c0 = secrets.nextLong() | 1;
        c1 = secrets.nextLong() | 1;
        d0 = secrets.nextLong() | 1;
        d1 = secrets.nextLong() | 1;
    }

    /** Writes the two halves to {@code to[at]} and {@code to[at + 1]}; the first is never 0. */
    void hash(byte[] bytes, int start, int end, long[] to, int at) {
        int length = end - start;
        long a = a0 ^ length;
        long b = b0 ^ length;
        int position = start;
        if (end - position > 32) {
            long c = c0;
            long d = d0;
            do {
                long x = (long) LONGS.get(bytes, position);
                long y = (long) LONGS.get(bytes, position + 8);
                long z = (long) LONGS.get(bytes, position + 16);
                long w = (long) LONGS.get(bytes, position + 24);
                a = fold(x ^ a1, y ^ a);
                b = fold(x ^ b, y ^ b1);
                c = fold(z ^ c1, w ^ c);
                d = fold(z ^ d, w ^ d1);
                position += 32;
            } while (end - position > 32);
            a = fold(a ^ c0, c ^ a1);
            b = fold(b ^ d1, d ^ b0);
        }
        while (end - position > 16) {
            long x = (long) LONGS.get(bytes, position);
            long y = (long) LONGS.get(bytes, position + 8);
            a = fold(x ^ a1, y ^ a);
            b = fold(x ^ b, y ^ b1);
            position += 16;
        }
        long x = tail(bytes, position, Math.min(position + 8, end));
        long y = tail(bytes, Math.min(position + 8, end), end);
        a = fold(x ^ a1, y ^ a);
        b = fold(x ^ b, y ^ b1);
        a = fold(a ^ a0, b1 ^ length);
        to[at] = a == 0 ? 1 : a;
        to[at + 1] = fold(b ^ b0, a1 ^ length);
    }

    private static long fold(long x, long y) {
        return (x * y) ^ Math.unsignedMultiplyHigh(x, y);
    }

    private static long tail(byte[] bytes, int from, int to) {
        if (to - from == 8) {
            return (long) LONGS.get(bytes, from);
        }
        long word = 0;
        for (int i = to - 1; i >= from; i--) {
            word = word << 8 | (bytes[i] & 0xff);
        }
        return word;
    }
}
