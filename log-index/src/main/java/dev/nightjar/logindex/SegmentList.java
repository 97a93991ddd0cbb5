package dev.nightjar.logindex;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beside the folder of the write-ahead log, which segments there are: nothing else tells of one that is missing. A segment
 * is listed once it is on the disk and taken off before it is deleted. The list is not synced: one that is not whole says
 * nothing, and none is better than one that is out of date.
 */
final class SegmentList {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentList.class);

    private final Path file;
    private final NavigableMap<Long, Instant> begun = new TreeMap<>();

    /** @param log the folder of the segments */
    SegmentList(Path log) {
        file = log.resolveSibling(log.getFileName() + ".segments");
    }

    Path file() {
        return file;
    }

    /** The segments that should be there, by the number of their first line, and when each was begun. */
    NavigableMap<Long, Instant> read() throws IOException {
        NavigableMap<Long, Instant> listed = new TreeMap<>();
        if (!Files.isRegularFile(file)) {
            return listed;
        }
        String text = new String(Files.readAllBytes(file), UTF_8);
        int last = text.lastIndexOf('\n', text.length() - 2) + 1;
        if (!text.substring(last).equals(checksum(text.substring(0, last)))) {
            LOG.warn("{} is not as it was written: a segment of the log that is missing is not missed", file);
            return listed;
        }
        try {
            text.substring(0, last)
                    .lines()
                    .map(line -> line.split(" ", 2))
                    .forEach(parts -> listed.put(Long.parseLong(parts[0], 16), Instant.parse(parts[1])));
        } catch (DateTimeException | NumberFormatException e) {
            LOG.warn(
                    "{} cannot be read ({}): a segment of the log that is missing is not missed", file, e.getMessage());
            return new TreeMap<>();
        }
        return listed;
    }

    /** Lists what was found at start. */
    void begin(Collection<Long> segments, Function<Long, Instant> since) {
        segments.forEach(first -> begun.put(first, since.apply(first)));
        write();
    }

    void add(long first, Instant since) {
        begun.put(first, since);
        write();
    }

    /** To be called before the segment is deleted. */
    void remove(long first) {
        if (begun.remove(first) != null) {
            write();
        }
    }

    private void write() {
        try {
            StringBuilder text = new StringBuilder();
            for (Map.Entry<Long, Instant> segment : begun.entrySet()) {
                text.append("%016x %s\n".formatted(segment.getKey(), segment.getValue()));
            }
            Path made = file.resolveSibling(file.getFileName() + ".tmp");
            Files.writeString(made, text + checksum(text.toString()));
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: a segment of the log that is missing is not missed", file, e);
            forget();
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} is out of date and cannot be deleted", file, e);
        }
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return "%08x\n".formatted(crc.getValue());
    }
}
