package dev.nightjar.agent.spool;

import dev.nightjar.client.Shipment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/** A shipment as it lies in a segment; layout in {@code docs/formats/agent-spool.md}. */
final class SpoolRecord {
    /** Length and checksum. */
    static final int HEAD_BYTES = 8;

    /** Items, lengths of the three texts, and of the body. */
    private static final int FIXED_BYTES = 8 + 3 * 2 + 4;

    /** No shipment is as long: a longer length is a torn or foreign one. */
    private static final int MOST_BYTES = 256 << 20;

    private SpoolRecord() {}

    static ByteBuffer encode(Shipment shipment) {
        byte[] id = shipment.batchId().getBytes(StandardCharsets.UTF_8);
        byte[] path = shipment.path().getBytes(StandardCharsets.UTF_8);
        byte[] type = shipment.contentType().getBytes(StandardCharsets.UTF_8);
        int length = FIXED_BYTES + id.length + path.length + type.length + shipment.body().length;
        byte[] bytes = new byte[HEAD_BYTES + length];
        ByteBuffer record = ByteBuffer.wrap(bytes);
        record.putInt(length).putInt(0).putLong(shipment.items());
        for (byte[] text : new byte[][] {id, path, type}) {
            record.putShort((short) text.length).put(text);
        }
        record.putInt(shipment.body().length).put(shipment.body()).flip();
        record.putInt(4, crc(bytes, length));
        return record;
    }

    /** The whole length of the record at {@code offset}; 0 where there is none, or it is cut short. */
    static int lengthAt(FileChannel segment, long offset) throws IOException {
        byte[] head = read(segment, offset, HEAD_BYTES);
        if (head.length < HEAD_BYTES) {
            return 0;
        }
        int length = ByteBuffer.wrap(head).getInt();
        boolean possible =
                length >= FIXED_BYTES && length <= MOST_BYTES && offset + HEAD_BYTES + length <= segment.size();
        return possible ? HEAD_BYTES + length : 0;
    }

    /** Empty where there is no whole record whose checksum fits. */
    static Optional<Shipment> at(FileChannel segment, long offset) throws IOException {
        int length = lengthAt(segment, offset);
        if (length == 0) {
            return Optional.empty();
        }
        byte[] bytes = read(segment, offset, length);
        ByteBuffer record = ByteBuffer.wrap(bytes);
        if (bytes.length < length || record.getInt(4) != crc(bytes, length - HEAD_BYTES)) {
            return Optional.empty();
        }
        record.position(HEAD_BYTES);
        long items = record.getLong();
        String id = text(record);
        String path = text(record);
        String type = text(record);
        byte[] body = new byte[record.getInt()];
        record.get(body);
        return Optional.of(new Shipment(id, path, type, body, items));
    }

    private static String text(ByteBuffer record) {
        byte[] text = new byte[record.getShort() & 0xffff];
        record.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] read(FileChannel segment, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer to = ByteBuffer.wrap(bytes);
        while (to.hasRemaining() && segment.read(to, offset + to.position()) > 0) {
            // a short read: on until all is there or the file ends
        }
        return to.hasRemaining() ? Arrays.copyOf(bytes, to.position()) : bytes;
    }

    /** Of what follows the head. */
    private static int crc(byte[] record, int length) {
        CRC32C crc = new CRC32C();
        crc.update(record, HEAD_BYTES, length);
        return (int) crc.getValue();
    }
}
