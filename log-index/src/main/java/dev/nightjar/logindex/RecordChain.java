package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * The digest over all records of an append-only file, each behind those before it:
 * {@code SHA-256(digest before ‖ record)}, and 32 zeros before the first.
 */
final class RecordChain {
    static final int DIGEST_BYTES = 32;

    /** How long the record is that begins at an offset, in bytes. */
    interface RecordSize {
        long at(FileChannel channel, Path file, long offset) throws IOException;
    }

    /** Records that begin with their length, less this and the checksum that follows. */
    static final RecordSize LENGTH_FIRST =
            (channel, file, offset) -> 8L + new ByteReader(DurableFolder.readFully(channel, file, offset, 4)).readInt();

    /** Groups of signatures, whose size follows from their form. */
    static final RecordSize SIGNATURE_GROUP = (channel, file, offset) -> {
        SignatureGroup.Form form =
                SignatureGroup.Form.of(new ByteReader(DurableFolder.readFully(channel, file, offset, 4)).readInt());
        if (!form.isKnown()) {
            throw LogIndexException.corrupt(file, offset, "a group of signatures of 2^" + form.exponent() + " bits");
        }
        return SignatureGroup.HEAD + form.rowBytes();
    };

    private final Path file;
    private final RecordSize size;
    private byte[] digest;
    private long length;

    /** Goes on behind {@code length} bytes of this digest. */
    RecordChain(Path file, RecordSize size, long length, byte[] digest) {
        this.file = file;
        this.size = size;
        this.length = length;
        this.digest = digest;
    }

    static RecordChain beginning(Path file, RecordSize size) {
        return new RecordChain(file, size, 0, new byte[DIGEST_BYTES]);
    }

    byte[] digest() {
        return digest;
    }

    /** Takes the records up to {@code end} in, as they are in the file. */
    void advance(long end) throws IOException {
        if (length >= end || !Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (length < end) {
                long bytes = size.at(channel, file, length);
                if (bytes <= 8 || bytes > end - length) {
                    throw LogIndexException.corrupt(
                            file, length, "a record of " + bytes + " bytes, " + (end - length) + " are left");
                }
                MessageDigest next = DayStream.sha256();
                next.update(digest);
                digest = next.digest(DurableFolder.readFully(channel, file, length, Math.toIntExact(bytes)));
                length += bytes;
            }
        }
    }
}
