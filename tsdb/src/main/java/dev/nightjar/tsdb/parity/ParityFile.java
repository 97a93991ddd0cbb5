package dev.nightjar.tsdb.parity;

import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Lies beside a file that never changes: a checksum for each of its pages, and for each group of pages their sum (exclusive
 * or), from which one of them that is damaged can be had again. A group of one page is a copy.
 *
 * <p>It is not synced: one that a crash left half written does not match its checksum and is made anew.
 */
public final class ParityFile {
    /** A file up to this is better copied than shared out among groups: then it can even be missing. */
    public static final long COPIED_BYTES = 256 << 10;

    private static final long MAGIC = 0x315952415053544EL; // "NTSPARY1"
    private static final int HEADER_BYTES = 32;
    private static final int BUFFER_BYTES = 1 << 20;

    private final Pages pages;
    private final byte[] bytes;

    private ParityFile(Pages pages, byte[] bytes) {
        this.pages = pages;
        this.bytes = bytes;
    }

    /**
     * Makes {@code to} for {@code file}.
     *
     * @param aloneFrom from where on every page is to be had again, whichever are damaged
     * @param perGroup of so many pages before that, one
     */
    public static void write(Path file, long aloneFrom, int perGroup, Path to) throws IOException {
        Path unfinished = to.resolveSibling("unfinished");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ParityFile made = of(channel, Pages.of(channel.size(), aloneFrom, perGroup));
            Files.write(unfinished, made.bytes);
            Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    private static ParityFile of(FileChannel channel, Pages pages) throws IOException {
        int summed = HEADER_BYTES + (pages.count() + pages.groups()) * Integer.BYTES;
        int length = Math.addExact(summed, Math.multiplyExact(pages.groups(), pages.pageBytes()));
        ByteSink out = new ByteSink(length);
        out.reserve(length);
        out.writeLong(MAGIC);
        out.writeLong(pages.fileBytes());
        out.writeInt(pages.pageBytes());
        out.writeInt(pages.shared());
        out.writeInt(pages.alone());
        out.writeInt(0);
        out.size(length);
        ParityFile made = new ParityFile(pages, out.bytes());
        new PageReader(channel, pages).forEach((page, from, at) -> {
            out.putInt(made.checksumAt(page), checksum(from, at, pages.pageBytes()));
            add(from, at, out.bytes(), made.parityAt(pages.group(page)), pages.pageBytes());
        });
        for (int group = 0; group < pages.groups(); group++) {
            out.putInt(
                    made.checksumAt(pages.count() + group),
                    checksum(out.bytes(), made.parityAt(group), pages.pageBytes()));
        }
        out.putInt(HEADER_BYTES - 4, checksumOfChecksums(out.bytes(), summed));
        return made;
    }

    /** The one that lies at {@code file}, if it is whole. */
    public static Optional<ParityFile> read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (bytes.length < HEADER_BYTES) {
            return Optional.empty();
        }
        ByteSource in = new ByteSource().over(bytes, 0, HEADER_BYTES);
        boolean magic = in.readLong() == MAGIC;
        Pages pages = new Pages(in.readLong(), in.readInt(), in.readInt(), in.readInt());
        if (!magic || !pages.isPossible()) {
            return Optional.empty();
        }
        long summed = HEADER_BYTES + ((long) pages.count() + pages.groups()) * Integer.BYTES;
        boolean whole = bytes.length == summed + (long) pages.groups() * pages.pageBytes()
                && in.readInt() == checksumOfChecksums(bytes, (int) summed);
        return whole ? Optional.of(new ParityFile(pages, bytes)) : Optional.empty();
    }

    /** Bytes of the file that it was made for. */
    public long fileBytes() {
        return pages.fileBytes();
    }

    /** Whether what it restores from is as it was written. */
    public boolean isWhole() {
        for (int group = 0; group < pages.groups(); group++) {
            if (!isWhole(group)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Restores, in {@code file} itself, what can be, and gives it its length back. A file that is missing is made only
     * where all of it can be restored.
     */
    public Restored restore(Path file) throws IOException {
        if (!Files.exists(file) && pages.alone() > 0) {
            return Restored.NOTHING;
        }
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            PageReader reader = new PageReader(channel, pages);
            BitSet damaged = damagedPages(reader);
            int[] inGroup = new int[pages.groups()];
            damaged.stream().forEach(page -> inGroup[pages.group(page)]++);
            long from = -1;
            long restored = 0;
            long lost = 0;
            for (int page = damaged.nextSetBit(0); page >= 0; page = damaged.nextSetBit(page + 1)) {
                if (inGroup[pages.group(page)] == 1 && restore(page, reader)) {
                    from = from < 0 ? pages.offset(page) : from;
                    restored += pages.bytesOf(page);
                } else {
                    lost += pages.bytesOf(page);
                }
            }
            if (channel.size() != pages.fileBytes()) {
                channel.truncate(pages.fileBytes());
            }
            channel.force(true);
            return new Restored(Math.max(0, from), restored, lost);
        }
    }

    /** A page that is cut off is damaged, also where only zeros are missing. */
    private BitSet damagedPages(PageReader reader) throws IOException {
        BitSet damaged = new BitSet();
        long there = reader.channel.size();
        reader.forEach((page, from, at) -> {
            if (pages.offset(page) + pages.bytesOf(page) > there
                    || checksum(from, at, pages.pageBytes()) != intAt(checksumAt(page))) {
                damaged.set(page);
            }
        });
        return damaged;
    }

    /** Writes the page anew from all others of its group, if that gives what it was. */
    private boolean restore(int page, PageReader reader) throws IOException {
        int group = pages.group(page);
        if (!isWhole(group)) {
            return false;
        }
        byte[] sum = new byte[pages.pageBytes()];
        add(bytes, parityAt(group), sum, 0, sum.length);
        int step = page < pages.alone() ? pages.shared() : pages.count();
        for (int other = page % step; other < (page < pages.alone() ? pages.alone() : 0); other += step) {
            if (other != page) {
                add(reader.page(other), 0, sum, 0, sum.length);
            }
        }
        if (checksum(sum, 0, sum.length) != intAt(checksumAt(page))) {
            return false;
        }
        ByteBuffer out = ByteBuffer.wrap(sum, 0, pages.bytesOf(page));
        for (long at = pages.offset(page); out.hasRemaining(); ) {
            at += reader.channel.write(out, at);
        }
        return true;
    }

    private boolean isWhole(int group) {
        return checksum(bytes, parityAt(group), pages.pageBytes()) == intAt(checksumAt(pages.count() + group));
    }

    private int checksumAt(int pageOrGroup) {
        return HEADER_BYTES + pageOrGroup * Integer.BYTES;
    }

    private int parityAt(int group) {
        return checksumAt(pages.count() + pages.groups()) + group * pages.pageBytes();
    }

    private int intAt(int at) {
        return new ByteSource().over(bytes, at, Integer.BYTES).readInt();
    }

    private static void add(byte[] from, int at, byte[] to, int toAt, int length) {
        for (int i = 0; i < length; i++) {
            to[toAt + i] ^= from[at + i];
        }
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** Of the header without its own place, and of all checksums. */
    private static int checksumOfChecksums(byte[] bytes, int end) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, HEADER_BYTES - Integer.BYTES);
        crc.update(bytes, HEADER_BYTES, end - HEADER_BYTES);
        return (int) crc.getValue();
    }

    /** Reads a file by pages; what lies behind its end is taken for zeros. */
    private static final class PageReader {
        private final FileChannel channel;
        private final Pages pages;
        private final byte[] buffer;

        PageReader(FileChannel channel, Pages pages) {
            this.channel = channel;
            this.pages = pages;
            this.buffer = new byte[Math.max(BUFFER_BYTES / pages.pageBytes(), 1) * pages.pageBytes()];
        }

        interface Taker {
            void page(int page, byte[] from, int at);
        }

        void forEach(Taker taker) throws IOException {
            int atOnce = buffer.length / pages.pageBytes();
            for (int first = 0; first < pages.count(); first += atOnce) {
                int some = Math.min(atOnce, pages.count() - first);
                read(first, some);
                for (int i = 0; i < some; i++) {
                    taker.page(first + i, buffer, i * pages.pageBytes());
                }
            }
        }

        /** Valid until the next is read. */
        byte[] page(int page) throws IOException {
            read(page, 1);
            return buffer;
        }

        private void read(int first, int count) throws IOException {
            int length = count * pages.pageBytes();
            long from = pages.offset(first);
            int wanted = (int) Math.min(length, pages.fileBytes() - from);
            ByteBuffer to = ByteBuffer.wrap(buffer, 0, wanted);
            while (to.hasRemaining()) {
                int got = channel.read(to, from + to.position());
                if (got < 0) {
                    break;
                }
            }
            Arrays.fill(buffer, to.position(), length, (byte) 0);
        }
    }
}
