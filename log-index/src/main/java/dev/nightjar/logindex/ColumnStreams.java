package dev.nightjar.logindex;

/**
 * Where the columns of a block are written to: what describes them, and their data by how it is kept. Codes and
 * description are compressed, numbers and digits are as dense as they get.
 */
record ColumnStreams(ByteWriter description, ByteWriter codes, ByteWriter numbers, ByteWriter digits) {
    ColumnStreams() {
        this(new ByteWriter(4096), new ByteWriter(8192), new ByteWriter(16384), new ByteWriter(16384));
    }

    void clear() {
        description.clear();
        codes.clear();
        numbers.clear();
        digits.clear();
    }
}
