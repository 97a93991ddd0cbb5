package dev.nightjar.agent.spool;

import dev.nightjar.client.Shipment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue of shipments in files: numbered segments, appended to at one end and deleted at the other. A shipment is
 * handed to the operating system before {@link #append} returns, so it outlives the process at once, and power failure
 * once a segment is complete. When there is no room the oldest segment goes, and what of it was not sent is counted.
 *
 * <p>Thread-safe: one thread appends, another sends.
 */
public final class DiskSpool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskSpool.class);
    private static final int SEGMENTS = 16;
    private static final int MOST_SEGMENT_BYTES = 8 << 20;
    private static final String SUFFIX = ".segment";

    /** @param items in it that are not yet sent */
    private record Segment(FileChannel channel, Path path, long bytes, long items) {
        Segment with(long newBytes, long newItems) {
            return new Segment(channel, path, newBytes, newItems);
        }
    }

    private final Path folder;
    private final long mostBytes;
    private final long segmentBytes;
    private final TreeMap<Long, Segment> segments = new TreeMap<>();
    private long lastNumber;
    private long readSegment;
    private long readOffset;
    private SpoolCounts counts;

    private DiskSpool(Path folder, long mostBytes, SpoolPosition position) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.segmentBytes = Math.clamp(mostBytes / SEGMENTS, 1, MOST_SEGMENT_BYTES);
        this.readSegment = position.segment();
        this.readOffset = position.offset();
        this.lastNumber = position.segment();
        this.counts = position.counts();
    }

    /**
     * @param mostBytes of all segments together
     * @throws IOException where {@code folder} cannot be written
     */
    public static DiskSpool open(Path folder, long mostBytes) throws IOException {
        Files.createDirectories(folder);
        DiskSpool spool = new DiskSpool(folder, mostBytes, SpoolPosition.load(folder));
        spool.findSegments();
        return spool;
    }

    private void findSegments() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                long number = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
                if (number < readSegment) {
                    Files.delete(file); // sent, and the agent ended before it was deleted
                } else {
                    segments.put(number, measured(file, number == readSegment ? readOffset : 0));
                    lastNumber = Math.max(lastNumber, number);
                }
            }
        }
        if (!segments.isEmpty() && segments.firstKey() > readSegment) {
            readSegment = segments.firstKey();
            readOffset = 0;
        }
    }

    /** Counts what waits from {@code from} on, and cuts off a record that was being written at the end. */
    private static Segment measured(Path file, long from) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        long at = from;
        long items = 0;
        for (Optional<Shipment> next = SpoolRecord.at(channel, at);
                next.isPresent();
                next = SpoolRecord.at(channel, at)) {
            items += next.get().items();
            at += SpoolRecord.lengthAt(channel, at);
        }
        if (at < channel.size()) {
            LOG.warn("{}: {} bytes after byte {} are no whole record and are left out", file, channel.size() - at, at);
            channel.truncate(at);
        }
        return new Segment(channel, file, at, items);
    }

    /** Puts a shipment at the end. Where that cannot be, it is counted as dropped, and the reason is thrown. */
    public synchronized void append(Shipment shipment) throws IOException {
        ByteBuffer record = SpoolRecord.encode(shipment);
        if (record.remaining() > mostBytes) {
            counts = counts.dropped(shipment.items());
            throw new IOException("a batch of " + record.remaining() + " bytes is larger than the spool, which has "
                    + mostBytes + "; make it larger");
        }
        try {
            while (bytes() + record.remaining() > mostBytes) {
                dropOldest();
            }
            Segment last = segments.get(lastNumber);
            if (last == null || (last.bytes() > 0 && last.bytes() + record.remaining() > segmentBytes)) {
                last = begin(last);
            }
            write(last, record, shipment.items());
        } catch (IOException e) {
            counts = counts.dropped(shipment.items());
            throw e;
        }
    }

    private Segment begin(@org.jspecify.annotations.Nullable Segment last) throws IOException {
        if (last != null) {
            last.channel().force(false);
        }
        lastNumber++;
        Path path = folder.resolve("%019d%s".formatted(lastNumber, SUFFIX));
        Segment begun = new Segment(
                FileChannel.open(
                        path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                path,
                0,
                0);
        segments.put(lastNumber, begun);
        if (segments.size() == 1) {
            readSegment = lastNumber;
            readOffset = 0;
        }
        return begun;
    }

    private void write(Segment to, ByteBuffer record, long items) throws IOException {
        long at = to.bytes();
        int length = record.remaining();
        try {
            while (record.hasRemaining()) {
                to.channel().write(record, at + record.position());
            }
        } catch (IOException e) {
            to.channel().truncate(at); // a full disk: half a record must not stay before the next
            throw e;
        }
        segments.put(lastNumber, to.with(at + length, to.items() + items));
    }

    private void dropOldest() throws IOException {
        Map.Entry<Long, Segment> oldest = segments.firstEntry();
        counts = counts.dropped(oldest.getValue().items());
        remove(oldest.getKey());
        savePosition();
    }

    private void remove(long number) throws IOException {
        Segment gone = segments.remove(number);
        if (gone != null) {
            gone.channel().close();
            Files.deleteIfExists(gone.path());
        }
        readSegment = segments.isEmpty() ? lastNumber + 1 : segments.firstKey();
        readOffset = 0;
    }

    private void savePosition() throws IOException {
        new SpoolPosition(readSegment, readOffset, counts).save(folder);
    }

    /** The oldest that waits; it stays until {@link #delivered} or {@link #refused}. */
    public synchronized Optional<Shipment> oldest() throws IOException {
        while (!segments.isEmpty()) {
            Segment first = segments.firstEntry().getValue();
            Optional<Shipment> next = SpoolRecord.at(first.channel(), readOffset);
            if (next.isPresent()) {
                return next;
            }
            if (readOffset < first.bytes()) { // a disk that forgot
                LOG.warn("{} is damaged after byte {}; {} items are lost", first.path(), readOffset, first.items());
                counts = counts.dropped(first.items());
            } else if (segments.size() == 1) {
                return Optional.empty();
            }
            remove(segments.firstKey());
            savePosition();
        }
        return Optional.empty();
    }

    /** The server has {@code shipment}; nothing happens where it was dropped meanwhile for want of room. */
    public synchronized void delivered(Shipment shipment) throws IOException {
        if (advance(shipment)) {
            counts = counts.delivered(shipment.items());
        } else { // counted as dropped when it had to go, but it has arrived after all
            counts = counts.dropped(-shipment.items()).delivered(shipment.items());
        }
        savePosition();
    }

    /** The server will never take {@code shipment}. */
    public synchronized void refused(Shipment shipment) throws IOException {
        if (advance(shipment)) {
            counts = counts.refused(shipment.items());
        }
        savePosition();
    }

    private boolean advance(Shipment shipment) throws IOException {
        Optional<Shipment> oldest = oldest();
        if (oldest.isEmpty() || !oldest.get().batchId().equals(shipment.batchId())) {
            return false;
        }
        long number = segments.firstKey();
        Segment first = segments.firstEntry().getValue();
        readOffset += SpoolRecord.lengthAt(first.channel(), readOffset);
        segments.put(number, first.with(first.bytes(), first.items() - shipment.items()));
        if (readOffset >= first.bytes()) {
            remove(number);
        }
        return true;
    }

    /** Of all segments, sent parts of the first included. */
    public synchronized long bytes() {
        return segments.values().stream().mapToLong(Segment::bytes).sum();
    }

    /** Items that wait. */
    public synchronized long queued() {
        return segments.values().stream().mapToLong(Segment::items).sum();
    }

    public synchronized SpoolCounts counts() {
        return counts;
    }

    @Override
    public synchronized void close() throws IOException {
        savePosition();
        for (Segment each : segments.values()) {
            each.channel().force(false);
            each.channel().close();
        }
        segments.clear();
    }
}
