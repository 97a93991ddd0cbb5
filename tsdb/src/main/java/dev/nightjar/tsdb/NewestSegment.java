package dev.nightjar.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A note of which of the log's files was begun last, beside the log: nothing else says that the last of its files is
 * missing. It is written once the file itself is on the disk, and not synced: after a power failure it may tell of an
 * earlier file, never of one that was not there.
 *
 * @param begun when, so that whoever misses it knows what is lost with it
 */
record NewestSegment(long sequence, long firstEntry, Instant begun) {
    /** Where nothing is known. */
    static final NewestSegment NONE = new NewestSegment(0, 0, Instant.EPOCH);

    private static final Pattern FORM = Pattern.compile("((\\d{1,18}) (\\d{1,18}) (\\S{1,40})) ([0-9a-f]{1,8})\n");

    private static Path file(Path log) {
        return log.resolveSibling(log.getFileName() + ".newest");
    }

    /** Notes it beside the folder of the log. */
    void write(Path log) throws IOException {
        String text = sequence + " " + firstEntry + " " + begun;
        Path made = log.resolveSibling(log.getFileName() + ".newest.made");
        Files.writeString(made, text + " " + checksum(text) + "\n");
        Files.move(made, file(log), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What is noted beside the folder of the log; {@link #NONE} if that is missing or not as it was written. */
    static NewestSegment read(Path log) throws IOException {
        Path file = file(log);
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        Matcher noted = FORM.matcher(new String(Files.readAllBytes(file), UTF_8));
        if (!noted.matches() || !checksum(noted.group(1)).equals(noted.group(5))) {
            return NONE;
        }
        try {
            return new NewestSegment(
                    Long.parseLong(noted.group(2)), Long.parseLong(noted.group(3)), Instant.parse(noted.group(4)));
        } catch (DateTimeException e) {
            return NONE;
        }
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
