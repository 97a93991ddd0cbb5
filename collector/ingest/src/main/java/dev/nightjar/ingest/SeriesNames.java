package dev.nightjar.ingest;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which labels the bytes of a name stand for: senders of text say the same names again and again, and making
 * labels of one takes several times what finding it does. When full it forgets all and learns those in use again.
 * Thread-safe.
 */
public final class SeriesNames {
    private static final long MOST_BYTES = 16 << 20;

    /** Beside a name's and its labels' bytes. */
    private static final long BYTES_OF_ENTRY = 120;

    /** Comparable, so that names made to collide cost a tree's look-up, not a list's. */
    private record Name(byte[] in, int from, int to, int hash) implements Comparable<Name> {
        static Name of(byte[] in, int from, int to) {
            int hash = 0;
            for (int i = from; i < to; i++) {
                hash = 31 * hash + in[i];
            }
            return new Name(in, from, to, hash);
        }

        Name alone() {
            return new Name(Arrays.copyOfRange(in, from, to), 0, to - from, hash);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Name that
                    && hash == that.hash
                    && Arrays.equals(in, from, to, that.in, that.from, that.to);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public int compareTo(Name other) {
            return Arrays.compare(in, from, to, other.in, other.from, other.to);
        }
    }

    private final long mostBytes;
    private final Map<Name, byte[]> known = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    public SeriesNames() {
        this(MOST_BYTES);
    }

    SeriesNames(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** As {@link LabelBytes} has them; null for a name that is not known. */
    public byte @Nullable [] labels(byte[] in, int from, int to) {
        return known.get(Name.of(in, from, to));
    }

    /** Answers the labels' bytes. */
    public byte[] learn(byte[] in, int from, int to, Labels labels) {
        byte[] encoded = LabelBytes.encode(labels);
        long more = BYTES_OF_ENTRY + to - from + encoded.length;
        if (bytes.addAndGet(more) > mostBytes) {
            known.clear();
            bytes.set(more);
        }
        known.put(Name.of(in, from, to).alone(), encoded);
        return encoded;
    }

    int size() {
        return known.size();
    }
}
