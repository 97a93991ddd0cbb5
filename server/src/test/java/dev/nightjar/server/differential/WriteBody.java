package dev.nightjar.server.differential;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Turns series into a remote-write 1.0 request, by the field numbers of its protobuf and by hand: the comparison must
 * not lean on the product's own encoder.
 */
final class WriteBody {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private WriteBody() {}

    static byte[] of(List<SampleData.Series> series) {
        WriteBody request = new WriteBody();
        series.forEach(each -> request.bytes(1, series(each)));
        return request.out.toByteArray();
    }

    private static byte[] series(SampleData.Series series) {
        WriteBody message = new WriteBody();
        series.labels()
                .forEach((name, value) -> message.bytes(
                        1,
                        new WriteBody()
                                .bytes(1, name.getBytes(StandardCharsets.UTF_8))
                                .bytes(2, value.getBytes(StandardCharsets.UTF_8))
                                .out
                                .toByteArray()));
        for (int i = 0; i < series.times().size(); i++) {
            message.bytes(
                    2,
                    new WriteBody()
                            .fixed64(1, series.bits().get(i))
                            .varint(2, series.times().get(i))
                            .out
                            .toByteArray());
        }
        return message.out.toByteArray();
    }

    private WriteBody bytes(int field, byte[] value) {
        varint((long) field << 3 | BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private WriteBody fixed64(int field, long value) {
        varint((long) field << 3 | FIXED_64);
        for (int i = 0; i < Long.BYTES; i++) {
            out.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    private WriteBody varint(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
