package dev.nightjar.ingest;

import java.io.IOException;
import java.util.function.IntFunction;
import org.xerial.snappy.Snappy;

/** Turns a snappy block (never the framed format) into its bytes, and says where a broken one breaks. */
final class SnappyBlock {
    /** A copy of up to 64 bytes takes three: no block can hold more than this many times its own length. */
    static final int MAX_RATIO = 22;

    static {
        SnappyLibrary.load();
    }

    private SnappyBlock() {}

    static byte[] decode(byte[] block, int maxDecodedBytes) throws MalformedException {
        return decode(block, maxDecodedBytes, byte[]::new).bytes();
    }

    /** The first {@code length} of {@code bytes}. */
    record Decoded(byte[] bytes, int length) {}

    /** {@code room} gives an array of at least so many bytes. */
    static Decoded decode(byte[] block, int maxDecodedBytes, IntFunction<byte[]> room) throws MalformedException {
        int at = 0;
        long declared = 0;
        for (int shift = 0; ; shift += 7) {
            if (at == block.length || shift > 28) {
                throw new MalformedException(
                        "snappy: byte 0: " + (block.length == 0 ? "the body is empty" : "no valid length")
                                + "; send a snappy block (not the framed format)");
            }
            byte b = block[at++];
            declared |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                break;
            }
        }
        if (declared > maxDecodedBytes) {
            throw MalformedException.tooLarge("snappy: the block declares " + declared + " bytes, the limit is "
                    + maxDecodedBytes + ": send smaller requests");
        }
        if (declared > (long) MAX_RATIO * block.length) {
            throw new MalformedException("snappy: byte 0: the block declares " + declared + " bytes, more than its "
                    + block.length + " bytes can hold: it is truncated or damaged");
        }
        byte[] decoded = room.apply((int) declared);
        try {
            if (Snappy.uncompress(block, 0, block.length, decoded, 0) == declared) {
                return new Decoded(decoded, (int) declared);
            }
        } catch (IOException e) {
            // the library does not say where: the walk below does
        }
        throw new MalformedException("snappy: " + fault(block, at, (int) declared));
    }

    /** Walks the block's elements without output, for the place where it stops making sense. */
    private static String fault(byte[] block, int start, int declared) {
        long written = 0;
        int at = start;
        while (at < block.length) {
            int element = at;
            int tag = block[at++] & 0xff;
            int extra = switch (tag & 3) {
                case 0 -> Math.max(0, (tag >>> 2) - 59);
                case 1 -> 1;
                case 2 -> 2;
                default -> 4;
            };
            if (block.length - at < extra) {
                return "byte " + element + ": truncated element, the block ends at byte " + block.length;
            }
            long operand = 0;
            for (int i = 0; i < extra; i++) {
                operand |= (block[at++] & 0xffL) << (8 * i);
            }
            long length;
            if ((tag & 3) == 0) {
                length = 1 + (extra == 0 ? tag >>> 2 : operand);
                if (length > block.length - at) {
                    return "byte " + element + ": literal of " + length + " bytes, but only " + (block.length - at)
                            + " are left: the block is truncated";
                }
                at += (int) length;
            } else {
                length = (tag & 3) == 1 ? (tag >>> 2 & 7) + 4 : (tag >>> 2) + 1;
                long offset = (tag & 3) == 1 ? (tag >>> 5) << 8 | operand : operand;
                if (offset == 0 || offset > written) {
                    return "byte " + element + ": copy from " + offset + " bytes back, but only " + written
                            + " are written";
                }
            }
            written += length;
            if (written > declared) {
                return "byte " + element + ": more than the declared " + declared + " bytes";
            }
        }
        return "the block ends at byte " + block.length + " after " + written + " of the declared " + declared
                + " bytes: it is truncated";
    }
}
