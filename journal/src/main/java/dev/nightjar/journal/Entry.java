package dev.nightjar.journal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * One entry as it lies on disk: the SHA-256 of (hash of the entry before it, offset, document), then the document. An
 * entry that was changed, removed, inserted or moved no longer fits the hash of its successor.
 */
record Entry(long offset, byte[] hash, byte[] document) {
    static final int HASH_BYTES = 32;

    /** Stands for the hash before the first entry. */
    static final byte[] GENESIS = new byte[HASH_BYTES];

    static Entry following(byte[] previousHash, long offset, byte[] document) {
        return new Entry(offset, chain(previousHash, offset, document), document);
    }

    /** Throws {@link IllegalArgumentException} where the value is too short to be an entry. */
    static Entry read(long offset, byte[] value) {
        if (value.length <= HASH_BYTES) {
            throw new IllegalArgumentException(
                    "the entry has " + value.length + " bytes, fewer than a hash and a document need");
        }
        return new Entry(offset, Arrays.copyOf(value, HASH_BYTES), Arrays.copyOfRange(value, HASH_BYTES, value.length));
    }

    boolean follows(byte[] previousHash) {
        return MessageDigest.isEqual(hash, chain(previousHash, offset, document));
    }

    byte[] value() {
        byte[] value = Arrays.copyOf(hash, HASH_BYTES + document.length);
        System.arraycopy(document, 0, value, HASH_BYTES, document.length);
        return value;
    }

    /** Big-endian, so that RocksDB's byte order is the order of offsets. */
    static byte[] key(long offset) {
        return ByteBuffer.allocate(Long.BYTES).putLong(offset).array();
    }

    static long offset(byte[] key) {
        return ByteBuffer.wrap(key).getLong();
    }

    private static byte[] chain(byte[] previousHash, long offset, byte[] document) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previousHash);
            digest.update(key(offset));
            return digest.digest(document);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
