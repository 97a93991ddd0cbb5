package dev.nightjar.logindex;

import java.nio.ByteBuffer;

/** Puts the checksums of a damaged block right, as far as its frame still makes sense. */
final class Checksums {
    private Checksums() {}

    static void putRight(byte[] block) {
        ByteBuffer bytes = ByteBuffer.wrap(block);
        int sections = block[5] & 0xff;
        int table = 10 + BlockHeader.SIZE;
        if (table + 8L * sections > block.length) {
            return;
        }
        int at = table + 8 * sections;
        for (int i = 0; i < sections; i++) {
            int length = bytes.getInt(table + 8 * i);
            if (length < 0 || length > block.length - at) {
                return;
            }
            bytes.putInt(table + 8 * i + 4, Sections.crc(block, at, at + length));
            at += length;
        }
        bytes.putInt(6, Sections.crc(block, 10, table + 8 * sections));
    }
}
