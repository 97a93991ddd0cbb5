package dev.nightjar.agent;

import dev.nightjar.model.Labels;
import dev.nightjar.model.redact.Redaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One open log file, by whatever name it goes by now. Keeping it open is what makes a rotated or deleted file readable
 * to its end. Used by one thread.
 */
final class TailedFile implements AutoCloseable {
    static final int MOST_BATCH_BYTES = 1 << 20;

    /** When nothing was written for so long, the last entry is complete. */
    private static final Duration SETTLES_AFTER = Duration.ofSeconds(1);

    /** When nothing was written for so long to a file that was rotated away, its writer has let go of it. */
    private static final Duration FINISHED_AFTER = Duration.ofSeconds(5);

    private static final int MOST_HEAD_BYTES = 256;

    private final FileChannel channel;
    private Checkpoint checkpoint;
    private boolean rotated;
    private long lastSize = -1;
    private Instant quietSince;

    private TailedFile(FileChannel channel, Checkpoint checkpoint, Instant now) {
        this.channel = channel;
        this.checkpoint = checkpoint;
        this.quietSince = now;
    }

    static TailedFile open(Path path, Checkpoint checkpoint, Instant now) throws IOException {
        return new TailedFile(FileChannel.open(path, StandardOpenOption.READ), checkpoint, now);
    }

    static Checkpoint fresh(String key, Path path) {
        return new Checkpoint(key, path.toString(), 0, 0, 0, 0, 0, 0);
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** No tailed name leads to this file any more. */
    void rotatedAway() {
        rotated = true;
    }

    void backInPlace() {
        rotated = false;
    }

    /** Bytes not yet shipped. */
    long lagBytes() throws IOException {
        return Math.max(0, channel.size() - checkpoint.acknowledged());
    }

    /** Rotated away, shipped to the end, and its writer gone. */
    boolean isDone(Instant now) throws IOException {
        return rotated
                && checkpoint.intended() == checkpoint.acknowledged()
                && channel.size() <= checkpoint.acknowledged()
                && quietFor(now).compareTo(FINISHED_AFTER) >= 0;
    }

    private Duration quietFor(Instant now) {
        return Duration.between(quietSince, now);
    }

    /** The next range to ship, noted as intended in the checkpoint; null where there is nothing to ship now. */
    @Nullable
    FileBatch next(Instant now, Labels labels, Redaction redaction) throws IOException {
        long size = channel.size();
        if (size != lastSize) {
            quietSince = now;
            lastSize = size;
            startOverIfReplaced(size);
        }
        if (checkpoint.intended() == checkpoint.acknowledged() && !intendNext(size, now)) {
            return null;
        }
        byte[] range = read(checkpoint.acknowledged(), (int) (checkpoint.intended() - checkpoint.acknowledged()));
        return FileBatch.of(this, checkpoint, range, labels, redaction);
    }

    private boolean intendNext(long size, Instant now) throws IOException {
        long from = checkpoint.acknowledged();
        byte[] bytes = read(from, (int) Math.min(MOST_BATCH_BYTES, size - from));
        boolean toTheEnd = from + bytes.length == size;
        int length = EntrySplitter.shippable(
                bytes,
                bytes.length,
                toTheEnd && quietFor(now).compareTo(SETTLES_AFTER) >= 0,
                toTheEnd && rotated && quietFor(now).compareTo(FINISHED_AFTER) >= 0,
                bytes.length == MOST_BATCH_BYTES);
        if (length == 0) {
            return false;
        }
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        move(from, from + length, nanos);
        return true;
    }

    /** The server has the intended range. */
    void acknowledged() throws IOException {
        move(checkpoint.intended(), checkpoint.intended(), 0);
        if (checkpoint.headLength() < MOST_HEAD_BYTES) {
            int length = (int) Math.min(MOST_HEAD_BYTES, checkpoint.acknowledged());
            head(length, sum(read(0, length)));
        }
    }

    /** A file that became shorter, or begins differently, was emptied and written anew: all of it is new. */
    private void startOverIfReplaced(long size) throws IOException {
        boolean replaced =
                size < checkpoint.intended() || sum(read(0, checkpoint.headLength())) != checkpoint.headSum();
        if (replaced) {
            checkpoint =
                    new Checkpoint(checkpoint.key(), checkpoint.path(), checkpoint.generation() + 1, 0, 0, 0, 0, 0);
        }
    }

    private void move(long acknowledged, long intended, long nanos) {
        Checkpoint was = checkpoint;
        checkpoint = new Checkpoint(
                was.key(),
                was.path(),
                was.generation(),
                was.headLength(),
                was.headSum(),
                acknowledged,
                intended,
                nanos);
    }

    private void head(int length, int sum) {
        Checkpoint was = checkpoint;
        checkpoint = new Checkpoint(
                was.key(),
                was.path(),
                was.generation(),
                length,
                sum,
                was.acknowledged(),
                was.intended(),
                was.intendedNanos());
    }

    private static int sum(byte[] bytes) {
        if (bytes.length == 0) {
            return 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private byte[] read(long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(0, length));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
            // a short read: on until all is there or the file ends
        }
        return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
