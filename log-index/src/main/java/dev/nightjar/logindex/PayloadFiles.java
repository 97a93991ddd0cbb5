package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The blocks of one day, appended one after the other to files of bounded size. A file of which nothing is needed any
 * more is given up; its number is not used again. One writer, many readers.
 */
final class PayloadFiles implements AutoCloseable {
    static final long FILE_BYTES = 256L << 20;

    private final Path folder;
    private final TreeMap<Integer, FileChannel> channels = new TreeMap<>();
    private final Map<Integer, Path> paths = new ConcurrentHashMap<>();
    /** Numbers of files that are no more, or are to go with the next commit. */
    private final TreeSet<Integer> gone = new TreeSet<>();

    private int files;
    private long lastLength;
    private boolean full;
    private boolean dirty;

    private PayloadFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the files and cuts off what lies behind the committed end. One that is missing or too short has no blocks
     * to read there; what is written later goes behind.
     *
     * @param gone numbers of the files given up, as {@link #gone()} wrote them
     */
    static PayloadFiles open(Path folder, int committedFiles, long committedLength, String gone) throws IOException {
        PayloadFiles opened = new PayloadFiles(folder);
        try {
            opened.gone.addAll(numbers(gone));
            for (int i = 0; i < committedFiles; i++) {
                if (opened.gone.contains(i)) {
                    Files.deleteIfExists(file(folder, i));
                } else if (Files.exists(file(folder, i))) {
                    opened.channels.put(
                            i, FileChannel.open(file(folder, i), StandardOpenOption.READ, StandardOpenOption.WRITE));
                }
            }
            int stray = committedFiles;
            while (Files.deleteIfExists(file(folder, stray))) {
                stray++;
            }
            opened.files = committedFiles;
            opened.lastLength = committedLength;
            opened.cutLast(committedLength);
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void cutLast(long committedLength) throws IOException {
        FileChannel last = channels.get(files - 1);
        if (last == null) {
            full = true;
            return;
        }
        last.truncate(committedLength);
    }

    /** Whether the file goes as far as the place does. */
    synchronized boolean reaches(BlockEntry.Place place) throws IOException {
        FileChannel channel = channels.get(place.file());
        return channel != null && place.offset() + place.length() <= channel.size();
    }

    static SortedSet<Integer> numbers(String gone) {
        return gone.isEmpty()
                ? new TreeSet<>()
                : List.of(gone.split(",", -1)).stream()
                        .map(Integer::valueOf)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    static Path file(Path folder, int number) {
        return folder.resolve("blocks-%04d.dat".formatted(number));
    }

    /** Asked for with every block that is read, so each name is put together once. */
    Path file(int number) {
        return paths.computeIfAbsent(number, unknown -> file(folder, unknown));
    }

    synchronized BlockEntry.Place append(byte[] block) throws IOException {
        if (files == 0 || full || lastLength + block.length > FILE_BYTES) {
            FileChannel last = channels.get(files - 1);
            if (last != null) {
                last.force(false);
            }
            channels.put(
                    files,
                    FileChannel.open(
                            file(files),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE));
            files++;
            DurableFolder.syncNames(folder);
            lastLength = 0;
            full = false;
        }
        long offset = lastLength;
        DurableFolder.writeFully(channels.lastEntry().getValue(), ByteBuffer.wrap(block), offset);
        lastLength += block.length;
        dirty = true;
        return new BlockEntry.Place(files - 1, offset, block.length);
    }

    /** Throws {@link ClosedChannelException} where the file was given up: its blocks are elsewhere by then. */
    byte[] read(BlockEntry.Place place) throws IOException {
        FileChannel channel;
        synchronized (this) {
            channel = channels.get(place.file());
        }
        if (channel == null) {
            throw new ClosedChannelException();
        }
        return DurableFolder.readFully(channel, file(place.file()), place.offset(), place.length());
    }

    /** Readers do not wait for it. */
    void sync() throws IOException {
        FileChannel last;
        synchronized (this) {
            last = dirty ? channels.get(files - 1) : null;
        }
        if (last != null) {
            last.force(false);
            synchronized (this) {
                dirty = false;
            }
        }
    }

    /** How long the files are that are not given up, by number. */
    synchronized Map<Integer, Long> sizes() throws IOException {
        Map<Integer, Long> sizes = new TreeMap<>();
        for (Map.Entry<Integer, FileChannel> each : channels.entrySet()) {
            if (!gone.contains(each.getKey())) {
                sizes.put(
                        each.getKey(),
                        each.getKey() == files - 1
                                ? lastLength
                                : each.getValue().size());
            }
        }
        return sizes;
    }

    /** What is appended from now on goes to a file of its own. */
    synchronized void endFile() {
        full = true;
    }

    /** Nothing in the file is needed once this is committed. */
    synchronized void giveUp(int number) {
        gone.add(number);
        full |= number == files - 1;
    }

    /** Deletes the files given up before the last commit; says how long they were. */
    synchronized long deleteGivenUp() throws IOException {
        long bytes = 0;
        for (int number : gone) {
            FileChannel channel = channels.remove(number);
            if (channel != null) {
                bytes += channel.size();
                channel.close();
                Files.deleteIfExists(file(number));
            }
        }
        return bytes;
    }

    /** All numbers up to this were used. */
    synchronized int files() {
        return files;
    }

    synchronized long lastLength() {
        return lastLength;
    }

    synchronized String gone() {
        return gone.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public synchronized void close() throws IOException {
        for (FileChannel channel : channels.values()) {
            channel.close();
        }
    }
}
