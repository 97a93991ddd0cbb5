package dev.nightjar.web.remoteread;

import java.util.ArrayList;
import java.util.List;

/** Unpacks a chunk, plainly: bit by bit, as text. */
final class TestingXorReader {
    record Sample(long timeMillis, long valueBits) {}

    private final String bits;
    private int at;

    private TestingXorReader(byte[] chunk) {
        StringBuilder text = new StringBuilder();
        for (byte b : chunk) {
            text.append(String.format("%8s", Integer.toBinaryString(b & 0xff)).replace(' ', '0'));
        }
        bits = text.toString();
    }

    static List<Sample> read(byte[] chunk) {
        return new TestingXorReader(chunk).all();
    }

    private List<Sample> all() {
        int count = (int) take(16);
        List<Sample> samples = new ArrayList<>();
        long time = 0;
        long delta = 0;
        long value = 0;
        int leading = 0;
        int trailing = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0) {
                long zigzag = varint();
                time = (zigzag >>> 1) ^ -(zigzag & 1);
                value = take(64);
            } else {
                delta = i == 1 ? varint() : delta + deltaOfDelta();
                time += delta;
                if (take(1) == 1) {
                    if (take(1) == 1) {
                        leading = (int) take(5);
                        int significant = (int) take(6);
                        trailing = 64 - leading - (significant == 0 ? 64 : significant);
                    }
                    value ^= take(64 - leading - trailing) << trailing;
                }
            }
            samples.add(new Sample(time, value));
        }
        return samples;
    }

    private long deltaOfDelta() {
        if (take(1) == 0) {
            return 0;
        }
        int width = take(1) == 0 ? 14 : take(1) == 0 ? 17 : take(1) == 0 ? 20 : 64;
        long raw = take(width);
        return width < 64 && raw > (1L << (width - 1)) ? raw - (1L << width) : raw;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            long b = take(8);
            value |= (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
    }

    private long take(int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << 1) | (bits.charAt(at++) - '0');
        }
        return value;
    }
}
