package dev.nightjar.tsdb;

import dev.nightjar.tsdb.chunk.ByteSource;
import dev.nightjar.tsdb.chunk.DamagedBytesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a {@link HeadSnapshot} as far as it is whole. Pages carry no number, so where a page's length cannot be trusted,
 * those behind it are counted from the end of the file, which all of them together must reach exactly.
 */
final class HeadSnapshotReader {
    /** More entries than pages are ever written apart. */
    private static final long MOST_APART = 1L << 32;

    private final Path file;
    private final Head head;
    private final Damages damages;
    private final byte[] bytes;
    private final HeadDump dump = new HeadDump();
    private long firstEntry = LogReplay.UNKNOWN;
    private boolean damaged;

    HeadSnapshotReader(Path file, Head head, Damages damages) throws IOException {
        this.file = file;
        this.head = head;
        this.damages = damages;
        this.bytes = Files.readAllBytes(file);
    }

    private long sequence() {
        String name = String.valueOf(file.getFileName());
        return Long.parseLong(name.substring(0, name.length() - HeadSnapshot.SUFFIX.length()));
    }

    /** Whether header and pages are all as they were written. */
    boolean isWhole() {
        int count = countInHeader(sequence());
        int at = HeadSnapshot.HEADER_BYTES;
        for (int page = 0; page < count; page++) {
            if (!isPage(at)) {
                return false;
            }
            at = end(at);
        }
        return count >= 0 && at == bytes.length;
    }

    HeadSnapshot.Loaded read() throws IOException {
        long sequence = sequence();
        int count = pageCount(sequence);
        long[] pageEntry = new long[count];
        int at = HeadSnapshot.HEADER_BYTES;
        int page = 0;
        while (page < count) {
            if (isPage(at) && load(at, page)) {
                pageEntry[page++] = entry(at);
                at = end(at);
                continue;
            }
            int next = nextPage(at, count - page);
            int found = next < 0 ? count : count - pagesFrom(next);
            damaged(at, "page " + page + " does not match its checksum; " + lost(page, found));
            page = found;
            at = Math.max(at, next);
        }
        return new HeadSnapshot.Loaded(new WriteAheadLog.Mark(sequence, firstEntry), pageEntry, damaged);
    }

    private static String lost(int from, int to) {
        return "the newest samples of the series " + (from << HeadPage.BITS) + " to " + ((to << HeadPage.BITS) - 1)
                + ", as far as they are not in the log, are lost";
    }

    /** What the header says; or how many pages lie between it and the end of the file. */
    private int pageCount(long sequence) throws IOException {
        int said = countInHeader(sequence);
        if (said >= 0) {
            return said;
        }
        int count = Math.max(0, pagesFrom(HeadSnapshot.HEADER_BYTES));
        damaged(0, "it has no valid header" + (count > 0 ? "; its pages are whole" : ": the newest samples are lost"));
        return count;
    }

    /** How many pages follow; notes the first entry of the log. -1 if the header is not one of this snapshot. */
    private int countInHeader(long sequence) {
        int headerBytes = HeadSnapshot.HEADER_BYTES;
        if (bytes.length < headerBytes) {
            return -1;
        }
        ByteSource in = new ByteSource().over(bytes, 0, headerBytes);
        boolean magic = in.readLong() == HeadSnapshot.MAGIC && in.readLong() == sequence;
        long entry = in.readLong();
        int count = in.readInt();
        boolean valid = magic
                && count >= 0
                && count <= bytes.length
                && in.readInt() == HeadSnapshot.checksum(bytes, 0, headerBytes - 4);
        if (!valid) {
            return -1;
        }
        firstEntry = entry;
        return count;
    }

    private boolean hasHeader(int at) {
        return bytes.length - at >= HeadSnapshot.BLOCK_HEADER_BYTES && length(at) >= 0 && length(at) <= room(at);
    }

    private int room(int at) {
        return bytes.length - at - HeadSnapshot.BLOCK_HEADER_BYTES;
    }

    private int length(int at) {
        return new ByteSource().over(bytes, at, 4).readInt();
    }

    private long entry(int at) {
        return new ByteSource().over(bytes, at + 8, 8).readLong();
    }

    private int end(int at) {
        return at + HeadSnapshot.BLOCK_HEADER_BYTES + length(at);
    }

    private boolean isPage(int at) {
        return hasHeader(at)
                && HeadSnapshot.checksum(bytes, at + 8, length(at) + 8)
                        == new ByteSource().over(bytes, at + 4, 4).readInt();
    }

    /** How many pages lie from {@code from} to the end, by their lengths; -1 if they do not end there. */
    private int pagesFrom(int from) {
        int at = from;
        int pages = 0;
        while (at < bytes.length && hasHeader(at)) {
            at = end(at);
            pages++;
        }
        return at == bytes.length ? pages : -1;
    }

    /** Where the first whole page behind the one at {@code at} is, with fewer than {@code most} from there on; or -1. */
    private int nextPage(int at, int most) {
        for (int next = at + HeadSnapshot.BLOCK_HEADER_BYTES; next < bytes.length; next++) {
            if (hasHeader(next) && isPlausible(entry(next)) && isPage(next)) {
                int pages = pagesFrom(next);
                if (pages > 0 && pages < most) {
                    return next;
                }
            }
        }
        return -1;
    }

    private boolean isPlausible(long entry) {
        long from = Math.max(1, firstEntry);
        return entry >= from && (firstEntry == LogReplay.UNKNOWN || entry - from < MOST_APART);
    }

    private boolean load(int at, int page) throws IOException {
        try {
            dump.read(new ByteSource().over(bytes, at + HeadSnapshot.BLOCK_HEADER_BYTES, length(at)), head, page);
            return true;
        } catch (DamagedBytesException e) {
            for (int i = 0; i < HeadPage.SIZE; i++) {
                head.forget(page << HeadPage.BITS | i);
            }
            damaged(at, "page " + page + " is " + e.getMessage());
            return false;
        }
    }

    private void damaged(int offset, String what) throws IOException {
        if (!damaged) {
            damaged = true;
            damages.add(file, "a copy is kept as " + damages.copyAside(file));
        }
        damages.add(file, offset, what);
    }
}
