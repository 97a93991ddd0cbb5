package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.util.BitSet;

/** Lines without some of them. */
final class Survivors {
    private Survivors() {}

    /** Copies what is not doomed; {@code lines} are in order of time. */
    static Lines of(Lines lines, BitSet doomed) {
        int size = lines.size() - doomed.cardinality();
        long[] times = new long[size];
        int[] ends = new int[size];
        byte[] levels = new byte[size];
        Labels[] metadata = new Labels[size];
        ByteWriter text = new ByteWriter(lines.textBytes() + 16);
        int kept = 0;
        for (int i = doomed.nextClearBit(0); i < lines.size(); i = doomed.nextClearBit(i + 1)) {
            text.write(lines.text(), lines.start(i), lines.length(i));
            times[kept] = lines.timestamp(i);
            ends[kept] = text.size();
            levels[kept] = (byte) lines.level(i).code();
            metadata[kept++] = lines.metadata(i);
        }
        return new Lines(size, times, text.toBytes(), ends, levels, true, () -> metadata);
    }
}
