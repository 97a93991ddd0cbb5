package dev.nightjar.ingest;

import dev.nightjar.model.Labels;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Keeps the equal lines of one request apart. A store takes a line of equal stream, time, text and metadata for the same
 * line sent again; but a sender whose clock ticks in milliseconds or seconds has equal lines of one moment, and all of
 * them happened. Each is a nanosecond later than the one before it: the request sent again has the same lines again. Not
 * thread-safe.
 */
public final class EqualLines {
    /**
     * Bytes {@code in[from, to)}, which stay as they are. In order by them, so that a map finds its way among lines that
     * somebody made to have one hash.
     */
    private record Line(int hash, Labels stream, long nanos, byte[] in, int from, int to, Labels metadata)
            implements Comparable<Line> {
        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Line other
                    && hash == other.hash
                    && nanos == other.nanos
                    && Arrays.equals(in, from, to, other.in, other.from, other.to)
                    && stream.equals(other.stream)
                    && metadata.equals(other.metadata);
        }

        @Override
        public int compareTo(Line other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Arrays.compareUnsigned(in, from, to, other.in, other.from, other.to);
        }
    }

    private final Map<Line, Integer> seen = new HashMap<>();
    private final CRC32C sum = new CRC32C();

    /** The time to store a line with that says {@code nanos}; of the line, {@code in[from, to)} is not copied. */
    public long apart(Labels stream, long nanos, byte[] in, int from, int to, Labels metadata) {
        sum.reset();
        sum.update(in, from, to - from);
        int hash = Long.hashCode(31 * nanos + sum.getValue());
        int before = seen.merge(new Line(hash, stream, nanos, in, from, to, metadata), 1, Integer::sum) - 1;
        return nanos + before;
    }
}
