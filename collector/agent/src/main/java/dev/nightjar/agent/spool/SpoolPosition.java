package dev.nightjar.agent.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Up to where a spool has been sent.
 *
 * @param segment number of the segment that is sent next
 * @param offset in it
 */
record SpoolPosition(long segment, long offset, SpoolCounts counts) {
    private static final String HEADER = "nightjar-spool 1";

    /** Replaces what was saved before. Not synced: what power failure takes back is sent again under the same id. */
    void save(Path folder) throws IOException {
        Path next = folder.resolve("position.next");
        Files.writeString(
                next,
                "%s\n%d %d %d %d %d\n"
                        .formatted(HEADER, segment, offset, counts.delivered(), counts.refused(), counts.dropped()));
        Files.move(
                next, folder.resolve("position"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The very beginning where nothing was saved. */
    static SpoolPosition load(Path folder) throws IOException {
        Path file = folder.resolve("position");
        try {
            String[] lines = Files.readString(file).split("\n", -1);
            String[] field = lines.length > 1 ? lines[1].split(" ", -1) : new String[0];
            if (lines[0].equals(HEADER) && field.length == 5) {
                return new SpoolPosition(
                        Long.parseLong(field[0]),
                        Long.parseLong(field[1]),
                        new SpoolCounts(Long.parseLong(field[2]), Long.parseLong(field[3]), Long.parseLong(field[4])));
            }
        } catch (NoSuchFileException e) {
            return new SpoolPosition(0, 0, SpoolCounts.NONE);
        } catch (NumberFormatException e) {
            throw new IOException(damaged(file), e);
        }
        throw new IOException(damaged(file));
    }

    private static String damaged(Path file) {
        return file + " is damaged; remove it: what waits is then sent from its beginning, and the server knows what it"
                + " has had lately";
    }
}
