package dev.nightjar.web.remoteread;

/**
 * Packs samples into one chunk as Prometheus keeps them in memory: after Pelkonen et al., "Gorilla: A Fast, Scalable,
 * In-Memory Time Series Database" (VLDB 2015), with other ranges for the deltas of deltas. Two bytes hold the number of
 * samples; then come time and value by turns, most significant bit first.
 */
final class XorChunk {
    /** Samples in one chunk at most. */
    static final int MOST_SAMPLES = 120;

    private final ChunkBits bits = new ChunkBits();
    private final ChunkBits.Differing values = new ChunkBits.Differing(bits);
    private int samples;
    private long time;
    private long delta;

    /** Begins anew. */
    void clear() {
        bits.clear(2);
        values.clear();
        samples = 0;
    }

    byte[] array() {
        bits.count(samples);
        return bits.array();
    }

    /** Bytes used. */
    int size() {
        return bits.size();
    }

    int samples() {
        return samples;
    }

    void add(long timeMillis, double sample) {
        switch (samples) {
            case 0 -> varint((timeMillis << 1) ^ (timeMillis >> 63));
            case 1 -> {
                delta = timeMillis - time;
                varint(delta);
            }
            default -> {
                long newDelta = timeMillis - time;
                deltaOfDelta(newDelta - delta);
                delta = newDelta;
            }
        }
        values.add(sample);
        time = timeMillis;
        samples++;
    }

    private void deltaOfDelta(long change) {
        if (change == 0) {
            bits.put(0, 1);
        } else if (ChunkBits.fits(change, 14)) {
            bits.put(0b10, 2);
            bits.put(change, 14);
        } else if (ChunkBits.fits(change, 17)) {
            bits.put(0b110, 3);
            bits.put(change, 17);
        } else if (ChunkBits.fits(change, 20)) {
            bits.put(0b1110, 4);
            bits.put(change, 20);
        } else {
            bits.put(0b1111, 4);
            bits.put(change, 64);
        }
    }

    private void varint(long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            bits.put((rest & 0x7f) | 0x80, 8);
            rest >>>= 7;
        }
        bits.put(rest, 8);
    }
}
