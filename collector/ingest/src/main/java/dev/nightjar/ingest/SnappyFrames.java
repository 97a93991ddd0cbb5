package dev.nightjar.ingest;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Turns a stream of snappy frames into its bytes. No frame may hold more than the format lets it: a library that believes
 * what one says of its length takes twenty times the body's room for it.
 */
final class SnappyFrames {
    /** What every stream begins with. */
    static final byte[] START = {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};

    private static final int MAX_FRAME_BYTES = 65_536;
    private static final int HEADER_BYTES = 4;
    private static final int CHECKSUM_BYTES = 4;
    private static final int COMPRESSED = 0;
    private static final int PLAIN = 1;
    private static final int FIRST_TO_SKIP = 0x80;
    private static final int STREAM = 0xff;

    private SnappyFrames() {}

    static boolean begin(byte[] body) {
        return body.length >= START.length && Arrays.equals(body, 0, START.length, START, 0, START.length);
    }

    static byte[] decode(byte[] body, int maxDecodedBytes) throws MalformedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(maxDecodedBytes, 4 * body.length + 64));
        int at = 0;
        while (at < body.length) {
            if (body.length - at < HEADER_BYTES) {
                throw broken(at, "truncated: a frame's header is cut off");
            }
            int type = body[at] & 0xff;
            int length = (body[at + 1] & 0xff) | (body[at + 2] & 0xff) << 8 | (body[at + 3] & 0xff) << 16;
            int start = at + HEADER_BYTES;
            if (length > body.length - start) {
                throw broken(
                        at,
                        "truncated: a frame of " + length + " bytes, of which " + (body.length - start) + " are there");
            }
            byte[] piece = piece(body, at, type, start, length);
            if (piece.length > maxDecodedBytes - out.size()) {
                throw MalformedException.tooLarge("request body too large: more than " + maxDecodedBytes
                        + " bytes once decompressed: send smaller requests");
            }
            out.writeBytes(piece);
            at = start + length;
        }
        return out.toByteArray();
    }

    /** What a frame holds; nothing where it says something else. */
    private static byte[] piece(byte[] body, int at, int type, int start, int length) throws MalformedException {
        if (type == COMPRESSED || type == PLAIN) {
            if (length < CHECKSUM_BYTES) {
                throw broken(at, "damaged: a frame without a checksum");
            }
            byte[] data = Arrays.copyOfRange(body, start + CHECKSUM_BYTES, start + length);
            if (type == COMPRESSED) {
                data = SnappyBlock.decode(data, MAX_FRAME_BYTES);
            } else if (data.length > MAX_FRAME_BYTES) {
                throw broken(
                        at,
                        "damaged: a frame holds " + data.length + " bytes, the format's most is " + MAX_FRAME_BYTES);
            }
            if (checksum(data) != number(body, start)) {
                throw broken(at, "damaged: the checksum is another");
            }
            return data;
        }
        if (type < FIRST_TO_SKIP) {
            throw broken(at, "damaged: no frame is of type " + type);
        }
        if (type == STREAM && !Arrays.equals(body, at, start + length, START, 0, START.length)) {
            throw broken(at, "damaged: a stream begins otherwise");
        }
        return new byte[0];
    }

    private static int number(byte[] body, int at) {
        return (body[at] & 0xff) | (body[at + 1] & 0xff) << 8 | (body[at + 2] & 0xff) << 16 | body[at + 3] << 24;
    }

    /** Turned and moved, as the format has it, so that a checksum of checksums is good. */
    private static int checksum(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }

    private static MalformedException broken(int at, String how) {
        return new MalformedException("snappy frames: byte " + at + ": " + how);
    }
}
