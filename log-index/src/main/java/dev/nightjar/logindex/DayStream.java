package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream's lines of one day: its sealed blocks, those being sealed, and the open one. Guarded by the store's lock.
 */
final class DayStream {
    private final int id;
    private final Labels labels;
    private final @Nullable Level level;
    private final List<BlockEntry> sealed = new ArrayList<>();
    private final Deque<OpenBlock> sealing = new ArrayDeque<>();
    private @Nullable OpenBlock open;
    private long sealedMaxNanos = Long.MIN_VALUE;
    private long sealedThrough;
    private long maxNanos = Long.MIN_VALUE;

    DayStream(int id, Labels labels) {
        this.id = id;
        this.labels = labels;
        this.level = LevelDetector.of(labels);
    }

    int id() {
        return id;
    }

    Labels labels() {
        return labels;
    }

    /** The level that the labels give to every line, or null. */
    @Nullable
    Level level() {
        return level;
    }

    /** In the order of sealing, which is that of the hash chain. */
    List<BlockEntry> sealed() {
        return sealed;
    }

    Deque<OpenBlock> sealing() {
        return sealing;
    }

    @Nullable
    OpenBlock open() {
        return open;
    }

    OpenBlock openOrNew(BlockArrays arrays, long nowMillis, long sequence) {
        OpenBlock present = open;
        if (present == null) {
            present = new OpenBlock(arrays, nowMillis, sequence);
            open = present;
        }
        return present;
    }

    /** Moves the open block to those being sealed. */
    @Nullable
    OpenBlock detach() {
        OpenBlock present = open;
        if (present != null) {
            sealing.add(present);
            open = null;
        }
        return present;
    }

    void addSealed(BlockEntry entry) {
        sealed.add(entry);
        sealedMaxNanos = Math.max(sealedMaxNanos, entry.header().maxNanos());
        maxNanos = Math.max(maxNanos, sealedMaxNanos);
        sealedThrough = Math.max(sealedThrough, entry.header().lastSequence());
    }

    /** Puts a sealed block's entry in the place of the one it had. */
    void replaceSealed(BlockEntry now) {
        int at = Collections.binarySearch(sealed, now, Comparator.comparingInt(BlockEntry::ordinal));
        sealed.set(at, now);
    }

    /** A line of this time was added to an open block. */
    void added(long timestampNanos) {
        maxNanos = Math.max(maxNanos, timestampNanos);
    }

    /** When its oldest line is; {@link Long#MAX_VALUE} where it has none. */
    long oldestNanos() {
        long oldest = open == null ? Long.MAX_VALUE : open.minNanos();
        for (OpenBlock block : sealing) {
            oldest = Math.min(oldest, block.minNanos());
        }
        for (BlockEntry entry : sealed) {
            oldest = Math.min(oldest, entry.header().minNanos());
        }
        return oldest;
    }

    /** Whether every line so far is older: the usual case of a new line. */
    boolean endsBefore(long timestampNanos) {
        return maxNanos < timestampNanos;
    }

    /** Whether a line of this time may lie in a sealed block. */
    boolean sealedMayHold(long timestampNanos) {
        return timestampNanos <= sealedMaxNanos;
    }

    /** Lines up to this number are in sealed blocks. */
    long sealedThrough() {
        return sealedThrough;
    }

    /** The number of the last line that came. */
    long lastArrival() {
        OpenBlock last = open != null ? open : sealing.peekLast();
        return last == null ? sealedThrough : Math.max(sealedThrough, last.lastSequence());
    }

    byte[] chainHead() {
        return sealed.isEmpty() ? chainStart(labels) : sealed.getLast().hash();
    }

    static byte[] chainStart(Labels labels) {
        return sha256().digest(labels.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The link of a block: everything before it and its own bytes. */
    static byte[] chainLink(byte[] before, byte[] block) {
        MessageDigest digest = sha256();
        digest.update(before);
        return digest.digest(block);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new LogIndexException("this Java has no SHA-256", e);
        }
    }
}
