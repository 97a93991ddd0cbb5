package dev.nightjar.logindex;

import dev.nightjar.model.SyncPace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes batches durable before they are answered: segments of records, each named by the sequence number of its first
 * line, synced together by whoever waits first (group commit).
 *
 * <p>A write that fails is cut off again, so that the log stays whole on a full disk. A sync that fails closes the
 * log for good: what the kernel then holds is unknown, and only a restart, which reads what is there, can tell.
 */
final class WriteAheadLog implements AutoCloseable {
    static final String SUFFIX = ".wal";
    private static final Logger LOG = LoggerFactory.getLogger(WriteAheadLog.class);
    private static final Pattern NAME = Pattern.compile("[0-7][0-9a-f]{15}\\.wal");

    private final Path folder;
    private final long segmentBytes;
    private final boolean sync;
    private final InstantSource clock;
    private final SegmentList list;
    private final DurableMark mark;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition synced = lock.newCondition();
    /** Sizes of the segments by first sequence; the last is the one written to. */
    private final TreeMap<Long, Long> segments = new TreeMap<>();

    private final SyncPace pace;
    private long nextSequence;
    private FileChannel channel;
    private long written;
    private long durableInSegment;
    private long appendedRecords;
    private long durableRecords;
    /** The number after the last line known to be on the disk. */
    private long nextDurable;

    private boolean syncing;
    private @Nullable IOException failure;

    private WriteAheadLog(
            Path folder,
            long segmentBytes,
            boolean sync,
            InstantSource clock,
            SegmentList list,
            DurableMark mark,
            long nextSequence,
            FileChannel channel) {
        this.mark = mark;
        this.clock = clock;
        this.pace = new SyncPace(clock);
        this.list = list;
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.sync = sync;
        this.nextSequence = nextSequence;
        this.nextDurable = nextSequence;
        this.channel = channel;
    }

    /** Takes one record of a log that is opened. */
    interface Replay {
        /** Applies it and says how many lines it has. */
        int apply(long firstSequence, byte[] payload) throws IOException;
    }

    /**
     * Reads what is there into {@code replay}, cuts a torn tail, and begins a new segment.
     *
     * @param signedThrough numbers go on behind this, the last line known to have been on the disk, as far as the store's
     *     heads say
     */
    static WriteAheadLog open(
            Path folder,
            long segmentBytes,
            boolean sync,
            InstantSource clock,
            Replay replay,
            Damages damages,
            long signedThrough)
            throws IOException {
        DurableFolder.create(folder);
        long through = Math.max(signedThrough, DurableMark.read(folder));
        TreeMap<Long, Long> found = new TreeMap<>();
        for (Path file : DurableFolder.list(folder)) {
            String name = file.getFileName().toString();
            if (isSegment(name)) {
                found.put(firstSequence(name), Files.size(file));
            }
        }
        SegmentList list = new SegmentList(folder);
        NavigableMap<Long, Instant> listed = list.read();
        boolean missing = tellMissing(listed, found.keySet(), folder, damages);
        long next = 1;
        for (Map.Entry<Long, Long> segment : found.entrySet()) {
            next = Math.max(next, segment.getKey());
            Long following = found.higherKey(segment.getKey());
            next = WalReplay.read(
                    file(folder, segment.getKey()), next, following == null ? through : following - 1, replay, damages);
            segment.setValue(Files.size(file(folder, segment.getKey())));
        }
        if (next <= through) {
            if (!missing) {
                damages.lost(
                        folder,
                        "the write-ahead log ends with line " + (next - 1) + ", and lines up to number " + through
                                + " were on the disk: those that are in no block yet are lost");
            }
            next = through + 1;
        }
        DurableMark mark = DurableMark.open(folder);
        if (found.isEmpty() || sync(file(folder, found.lastKey()))) {
            mark.set(next - 1);
        }
        FileChannel channel = openSegment(folder, next);
        found.put(next, 0L);
        WriteAheadLog log = new WriteAheadLog(folder, segmentBytes, sync, clock, list, mark, next, channel);
        log.segments.putAll(found);
        Instant now = clock.instant();
        list.begin(found.keySet(), first -> listed.getOrDefault(first, now));
        return log;
    }

    /** What was read is to stay, also what was written last before the process was killed; false where that failed. */
    private static boolean sync(Path segment) {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            channel.force(false);
            return true;
        } catch (IOException e) {
            LOG.warn("{} cannot be synced: should the machine stop, lines that nobody was told of may go", segment, e);
            return false;
        }
    }

    private static boolean tellMissing(
            NavigableMap<Long, Instant> listed, Set<Long> found, Path folder, Damages damages) {
        boolean missing = false;
        for (Map.Entry<Long, Instant> segment : listed.entrySet()) {
            if (!found.contains(segment.getKey())) {
                Map.Entry<Long, Instant> later = listed.higherEntry(segment.getKey());
                damages.lost(
                        file(folder, segment.getKey()),
                        "it is missing: this segment of the write-ahead log was begun at " + segment.getValue()
                                + ", and what it held of the lines that came from then on, until "
                                + (later == null ? "the process ended" : later.getValue())
                                + ", is lost, as far as no block has it yet");
                missing = true;
            }
        }
        return missing;
    }

    static boolean isSegment(String name) {
        return NAME.matcher(name).matches();
    }

    /** As the name of a segment says. */
    static long firstSequence(String name) {
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()), 16);
    }

    private static Path file(Path folder, long firstSequence) {
        return folder.resolve("%016x%s".formatted(firstSequence, SUFFIX));
    }

    private static FileChannel openSegment(Path folder, long firstSequence) throws IOException {
        FileChannel channel = FileChannel.open(
                file(folder, firstSequence),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        DurableFolder.syncNames(folder);
        return channel;
    }

    /** Where a record stands: its first line's number, and what to wait for. */
    record Position(long firstSequence, long record) {}

    /** Writes a record of {@code lines} lines, its header yet to fill; it is durable only after {@link #await}. */
    Position append(ByteWriter record, int lines) throws IOException {
        lock.lock();
        try {
            failIfBroken();
            if (written > 0 && written + record.size() > segmentBytes) {
                roll();
            }
            long first = nextSequence;
            try {
                DurableFolder.writeFully(channel, WalRecord.finish(record, durableInSegment, first), written);
            } catch (IOException e) {
                channel.truncate(written);
                throw e;
            }
            written += record.size();
            segments.put(segments.lastKey(), written);
            nextSequence += lines;
            return new Position(first, ++appendedRecords);
        } finally {
            lock.unlock();
        }
    }

    /** Blocks until the record and all before it are on the disk. */
    void await(Position position) throws IOException {
        if (!sync) {
            return;
        }
        lock.lock();
        try {
            while (durableRecords < position.record()) {
                failIfBroken();
                if (syncing) {
                    synced.awaitUninterruptibly();
                } else {
                    syncAsLeader();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock held; gives it up while the disk works. */
    private void syncAsLeader() throws IOException {
        FileChannel present = channel;
        long records = appendedRecords;
        long bytes = written;
        long next = nextSequence;
        syncing = true;
        lock.unlock();
        IOException failed = null;
        try {
            pace.time(() -> present.force(false));
        } catch (IOException e) {
            failed = e;
        } finally {
            lock.lock();
            syncing = false;
            synced.signalAll();
        }
        if (failed != null) {
            failure = failed;
            throw failed;
        }
        durableRecords = Math.max(durableRecords, records);
        durableUpTo(next);
        if (present.equals(channel)) {
            durableInSegment = Math.max(durableInSegment, bytes);
        }
    }

    /** All lines before {@code next} are on the disk. The lock is held. */
    private void durableUpTo(long next) {
        if (next > nextDurable) {
            nextDurable = next;
            mark.set(next - 1);
        }
    }

    private void failIfBroken() throws IOException {
        if (failure != null) {
            throw new IOException(
                    "the write-ahead log in " + folder + " could not be synced (" + failure.getMessage()
                            + "); restart to go on with what is on the disk",
                    failure);
        }
    }

    /** Ends the present segment, durably, and begins the next. The lock is held. */
    private void roll() throws IOException {
        while (syncing) {
            synced.awaitUninterruptibly();
        }
        failIfBroken();
        try {
            channel.force(false);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        FileChannel next = openSegment(folder, nextSequence);
        channel.close();
        channel = next;
        durableRecords = appendedRecords;
        durableUpTo(nextSequence);
        synced.signalAll();
        segments.put(nextSequence, 0L);
        list.add(nextSequence, clock.instant());
        written = 0;
        durableInSegment = 0;
    }

    /** Lines appended from now on go to a segment of their own; returns the number of the next. */
    long startSegment() throws IOException {
        lock.lock();
        try {
            failIfBroken();
            if (written > 0) {
                roll();
            }
            return nextSequence;
        } finally {
            lock.unlock();
        }
    }

    /** The number of the last line known to be on the disk. */
    long durableThrough() {
        lock.lock();
        try {
            return nextDurable - 1;
        } finally {
            lock.unlock();
        }
    }

    /** Deletes the segments that hold only lines before {@code sequence}; true where something went. */
    boolean dropBefore(long sequence) throws IOException {
        lock.lock();
        try {
            if (failure == null && sequence >= nextSequence && written > 0) {
                roll();
            }
            boolean dropped = false;
            while (segments.size() > 1) {
                Long second = segments.higherKey(segments.firstKey());
                if (second == null || second > sequence) {
                    break;
                }
                list.remove(segments.firstKey());
                Files.deleteIfExists(file(folder, segments.firstKey()));
                segments.remove(segments.firstKey());
                dropped = true;
            }
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Numbers go on after {@code sequence} at least. */
    void skipPast(long sequence) throws IOException {
        lock.lock();
        try {
            if (sequence >= nextSequence) {
                if (written > 0) {
                    roll();
                }
                segments.remove(nextSequence);
                list.remove(nextSequence);
                Files.deleteIfExists(file(folder, nextSequence));
                nextSequence = sequence + 1;
                channel.close();
                channel = openSegment(folder, nextSequence);
                segments.put(nextSequence, 0L);
                list.add(nextSequence, clock.instant());
            }
        } finally {
            lock.unlock();
        }
    }

    long nextSequence() {
        lock.lock();
        try {
            return nextSequence;
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return segments.values().stream().mapToLong(Long::longValue).sum();
        } finally {
            lock.unlock();
        }
    }

    /** How long the disk takes. */
    SyncPace pace() {
        return pace;
    }

    @Nullable
    IOException failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (failure == null && channel.isOpen()) {
                channel.force(false);
                durableUpTo(nextSequence);
            }
            channel.close();
            mark.close();
        } finally {
            lock.unlock();
        }
    }
}
