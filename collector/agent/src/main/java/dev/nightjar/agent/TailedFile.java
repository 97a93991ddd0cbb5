package dev.nightjar.agent;

import dev.nightjar.agent.reading.EdgeRules;
import dev.nightjar.model.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
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

    private static final int MOST_SUM_BYTES = 256;

    private final FileBytes bytes;
    private final LogFiles as;
    private final LogFormat format;
    private TextEncoding encoding;
    private Checkpoint checkpoint;
    private boolean rotated;
    private long lastSize = -1;
    private Instant quietSince;

    /** As this file will be known by what it was compressed to; null where that was not seen yet. */
    private @Nullable Checkpoint compressed;

    private TailedFile(FileBytes bytes, LogFiles as, TextEncoding encoding, Checkpoint checkpoint, Instant now) {
        this.bytes = bytes;
        this.as = as;
        this.format = as.formatOf(checkpoint.path());
        this.encoding = encoding;
        this.checkpoint = checkpoint;
        this.quietSince = now;
    }

    /** Takes {@code bytes} over. */
    static TailedFile of(FileBytes bytes, LogFiles as, Checkpoint checkpoint, Instant now) throws IOException {
        return new TailedFile(bytes, as, TextEncoding.byMark(bytes.read(0, 2), as.textEncoding()), checkpoint, now);
    }

    /** The labels of its lines beside those of everything sent. */
    Labels labels() {
        Labels.Builder labels = ContainerPath.labels(checkpoint.path()).toBuilder();
        as.labels().forEach(label -> labels.set(label.name(), label.value()));
        return labels.build();
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

    /** Where the next file of its path is to begin. */
    long placeBehind() throws IOException {
        return checkpoint.placeBehind(bytes.size());
    }

    /** As of a file that is not open any more. */
    Checkpoint past() {
        return compressed()
                .map(to -> checkpoint.compressedTo(to.key(), to.made()))
                .orElseGet(() -> checkpoint.in(Checkpoint.State.SHIPPED));
    }

    /** As it is known where it is read from a compressed file, or was seen to be compressed to one. */
    Optional<Checkpoint> compressed() {
        return bytes.isComplete()
                ? Optional.of(checkpoint.compressedTo(checkpoint.key(), checkpoint.made()))
                : Optional.ofNullable(compressed);
    }

    void compressedTo(Checkpoint to) {
        compressed = to;
    }

    /** Bytes not yet shipped. */
    long lagBytes() throws IOException {
        return Math.max(0, bytes.size() - checkpoint.acknowledged());
    }

    /** Whether {@code bytes} are of the file that {@code checkpoint} is of, as far as can be told. */
    static boolean isStill(Checkpoint checkpoint, FileBytes bytes) throws IOException {
        return checkpoint.head().length() == 0 || (bytes.size() >= checkpoint.intended() && isCopy(checkpoint, bytes));
    }

    /** Whether {@code other} begins with what was shipped of this file: a copy of it, perhaps compressed. */
    static boolean isCopy(Checkpoint of, FileBytes other) throws IOException {
        return of.head().length() > 0
                && other.size() >= of.acknowledged()
                && Checkpoint.Sum.of(other.read(0, of.head().length())).equals(of.head())
                && Checkpoint.Sum.of(other.read(
                                of.acknowledged() - of.tail().length(),
                                of.tail().length()))
                        .equals(of.tail());
    }

    /** Whether {@code other} is a copy of the file, and has nothing that was not shipped. */
    static boolean isWholeCopy(Checkpoint of, FileBytes other) throws IOException {
        return other.size() == of.acknowledged() && isCopy(of, other);
    }

    /**
     * Whether {@code other} is a copy of the file and goes on beyond what was shipped of it. Short beginnings are often
     * alike and say nothing: a program that only said that it starts says so again.
     */
    static boolean isLongerCopy(Checkpoint of, FileBytes other) throws IOException {
        return of.head().length() == MOST_SUM_BYTES && other.size() > of.acknowledged() && isCopy(of, other);
    }

    /** What a copy of a file that nobody tails would be known by. */
    static Checkpoint untailed(String key, FileBytes bytes, String path) throws IOException {
        long size = bytes.size();
        int end = (int) Math.min(MOST_SUM_BYTES, size);
        return Checkpoint.of(
                key, path, Checkpoint.Sum.of(bytes.read(0, end)), Checkpoint.Sum.of(bytes.read(size - end, end)), size);
    }

    /**
     * Whether all of {@code other} stands in this file, as of a copy it must; or stood, as this one was emptied a moment
     * ago, which {@link #emptied} will say.
     */
    boolean holds(FileBytes other) throws IOException {
        long size = bytes.size();
        if (isReplaced(size)) {
            return true;
        }
        int end = (int) Math.min(MOST_SUM_BYTES, other.size());
        return other.size() <= size
                && Checkpoint.Sum.of(other.read(other.size() - end, end)).equals(sum(other.size() - end, end));
    }

    /** Whether {@code copy} may be made of what this file is now, or was until it was emptied a moment ago. */
    boolean mayHaveBecome(FileBytes copy) throws IOException {
        long size = bytes.size();
        return isReplaced(size) || (copy.size() == size && !isInPlace());
    }

    private boolean isInPlace() {
        Path path = Path.of(checkpoint.path());
        BasicFileAttributes there = Listings.attributes(path);
        return there != null && Listings.key(path, there).equals(checkpoint.key());
    }

    /** Whether {@code other} begins as this file does and has less than was shipped of it: a copy being made. */
    static boolean isCopyInTheMaking(Checkpoint of, FileBytes other) throws IOException {
        return of.head().length() > 0
                && other.size() < of.acknowledged()
                && (other.size() == 0
                        || Checkpoint.Sum.of(other.read(0, of.head().length())).equals(of.head()));
    }

    /**
     * Notes how the file begins, before anything of it is shipped: were it compressed while no agent runs, it could not
     * be told from others. True where there was something to note.
     */
    boolean learnHead() throws IOException {
        long size = bytes.size();
        int known = (int) Math.min(MOST_SUM_BYTES, size);
        if (bytes.isComplete() || checkpoint.head().length() == MOST_SUM_BYTES) {
            return false;
        }
        if (known <= checkpoint.head().length() || isReplaced(size)) {
            return false;
        }
        checkpoint = checkpoint.withHead(sum(0, known));
        return true;
    }

    /** Rotated away, shipped to the end, and its writer gone. */
    boolean isDone(Instant now) throws IOException {
        return rotated
                && !checkpoint.isUnderWay()
                && bytes.size() <= checkpoint.acknowledged()
                && quietFor(now).compareTo(FINISHED_AFTER) >= 0;
    }

    private Duration quietFor(Instant now) {
        return Duration.between(quietSince, now);
    }

    /** The next range to ship, noted as intended in the checkpoint; null where there is nothing to ship now. */
    @Nullable
    FileBatch next(Instant now, ReadingTimes times, Labels labels, EdgeRules rules) throws IOException {
        long size = bytes.size();
        if (size != lastSize) {
            if (isReplaced(size)) {
                return null;
            }
            quietSince = now;
            lastSize = size;
        }
        if (!checkpoint.isUnderWay() && !intendNext(size, now, times)) {
            return null;
        }
        byte[] range = bytes.read(checkpoint.acknowledged(), (int) (checkpoint.intended() - checkpoint.acknowledged()));
        return FileBatch.of(this, checkpoint, format.entries(encoding.toUtf8(range)), labels, rules);
    }

    private boolean intendNext(long size, Instant now, ReadingTimes times) throws IOException {
        long from = checkpoint.acknowledged();
        byte[] raw = bytes.read(from, (int) Math.min(MOST_BATCH_BYTES, size - from));
        if (from == 0) { // it may have been empty when it was opened, or have been emptied
            encoding = TextEncoding.byMark(raw, as.textEncoding());
        }
        byte[] text = encoding.toUtf8(raw);
        boolean toTheEnd = from + raw.length == size;
        Duration quiet = quietFor(now);
        int length = format.shippable(
                text,
                text.length,
                toTheEnd && (bytes.isComplete() || quiet.compareTo(SETTLES_AFTER) >= 0),
                toTheEnd && (bytes.isComplete() || (rotated && quiet.compareTo(FINISHED_AFTER) >= 0)),
                raw.length == MOST_BATCH_BYTES);
        int rawLength = encoding.rawLength(text, length);
        if (rawLength == 0) {
            return false;
        }
        if (from == 0 && !bytes.isComplete()) { // known in its copy, should that be all there is when it is sent again
            byte[] head = Arrays.copyOf(raw, Math.min(MOST_SUM_BYTES, raw.length));
            checkpoint = checkpoint.withHead(Checkpoint.Sum.of(head));
        }
        checkpoint = checkpoint.intending(from + rawLength, times.next(now, rawLength));
        return true;
    }

    /** The server has the intended range. */
    void acknowledged() throws IOException {
        long end = checkpoint.intended();
        Checkpoint.Sum head =
                checkpoint.head().length() == 0 ? sum(0, (int) Math.min(MOST_SUM_BYTES, end)) : checkpoint.head();
        int tail = bytes.isComplete() ? 0 : (int) Math.min(MOST_SUM_BYTES, end);
        checkpoint = checkpoint.acknowledged(head, sum(end - tail, tail));
    }

    private Checkpoint.Sum sum(long from, int length) throws IOException {
        return Checkpoint.Sum.of(bytes.read(from, length));
    }

    /**
     * A file that became shorter, or begins differently, was emptied and written anew. What a program says when it
     * starts is often the same each time, and long: so it is, too, where what was shipped last is not what stands there.
     */
    private boolean isReplaced(long size) throws IOException {
        if (bytes.isComplete()) {
            return false;
        }
        int tail = checkpoint.tail().length();
        return size < checkpoint.intended()
                || !sum(0, checkpoint.head().length()).equals(checkpoint.head())
                || (size != lastSize
                        && !sum(checkpoint.acknowledged() - tail, tail).equals(checkpoint.tail()));
    }

    /**
     * Starts over where this file was emptied and written anew, and says how far it had been shipped before. Until then
     * nothing more of it is shipped.
     */
    Optional<Checkpoint> emptied() throws IOException {
        if (!isReplaced(bytes.size())) {
            return Optional.empty();
        }
        Checkpoint before = checkpoint;
        checkpoint = checkpoint.startedOver(lastSize);
        compressed = null;
        lastSize = -1;
        return Optional.of(before);
    }

    /** Whether there was more to ship when it was looked at last. */
    boolean wasBehind() {
        return lastSize > checkpoint.acknowledged();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
