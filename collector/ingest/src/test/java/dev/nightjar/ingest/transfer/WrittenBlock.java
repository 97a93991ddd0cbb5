package dev.nightjar.ingest.transfer;

import dev.nightjar.model.NativeHistogram;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Writes a small block as Prometheus does, from the format's description, around bytes that may be anything. */
final class WrittenBlock {
    /** Of a series {a="b"} with one chunk at the beginning of the first file. */
    static final byte[] ONE_SERIES = {1, 0, 1, 1, 0, 10, 8};

    static final HistogramChunk.Taker FORGET = new HistogramChunk.Taker() {
        @Override
        public void histogram(long timestampMillis, NativeHistogram histogram) {}

        @Override
        public void stale(long timestampMillis) {}
    };

    static final SampleFeed.Taker FORGET_SAMPLES = (series, timestampMillis, value) -> {};

    private static final byte[] ONE_SAMPLE =
            new WrittenBits().raw(1, 16).raw(20, 8).number(1.5).bytes();

    private final Path directory;

    WrittenBlock(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("chunks"));
        Files.deleteIfExists(directory.resolve("tombstones"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0x85bd40dd);
            out.writeInt(0x01000000);
            out.writeByte(ONE_SAMPLE.length);
            out.writeByte(XorChunk.ENCODING);
            out.write(ONE_SAMPLE);
            out.writeInt(0);
        }
        byte[] chunks = bytes.toByteArray();
        CRC32C crc = new CRC32C();
        crc.update(chunks, 9, ONE_SAMPLE.length + 1);
        int checksum = (int) crc.getValue();
        for (int i = 0; i < 4; i++) {
            chunks[chunks.length - 4 + i] = (byte) (checksum >>> (24 - 8 * i));
        }
        Files.write(directory.resolve("chunks/000001"), chunks);
    }

    Path directory() {
        return directory;
    }

    void index(byte[] bytes) throws IOException {
        Files.write(directory.resolve("index"), bytes);
    }

    /** An index of two symbols and of one series that is said to be {@code bytes}. */
    void series(byte[] bytes) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(file)) {
            out.writeInt(0xbaaad700);
            out.writeByte(2);
            byte[] symbols = {0, 0, 0, 2, 1, 'a', 1, 'b'};
            out.writeInt(symbols.length);
            out.write(symbols);
            out.writeInt(checksum(symbols));
            while (out.size() % 16 != 0) {
                out.writeByte(0);
            }
            long seriesAt = out.size();
            for (int length = bytes.length; ; length >>>= 7) {
                out.writeByte(length < 0x80 ? length : (length & 0x7f) | 0x80);
                if (length < 0x80) {
                    break;
                }
            }
            out.write(bytes);
            out.writeInt(checksum(bytes));
            long end = out.size();
            byte[] contents = contents(5, seriesAt, end);
            out.write(contents);
            out.writeInt(checksum(contents));
        }
        index(file.toByteArray());
    }

    private static byte[] contents(long symbols, long series, long end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (long section : new long[] {symbols, series, end, end, end, end}) {
                out.writeLong(section);
            }
        }
        return bytes.toByteArray();
    }

    void tombstones(byte[] bytes) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(file)) {
            out.writeInt(0x0130ba30);
            out.writeByte(1);
            out.write(bytes);
            out.writeInt(checksum(bytes));
        }
        Files.write(directory.resolve("tombstones"), file.toByteArray());
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
