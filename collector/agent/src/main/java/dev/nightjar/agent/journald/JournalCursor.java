package dev.nightjar.agent.journald;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * How far the journal has been sent; {@code journal-cursor} in the agent's state folder: a line that says its version,
 * one with each cursor.
 *
 * @param acknowledged the server has everything up to this entry; empty at the very beginning
 * @param intended last entry of the batch that was begun; the same as {@code acknowledged} where there is none
 */
record JournalCursor(String acknowledged, String intended) {
    private static final String HEADER = "nightjar-journal 1";
    private static final String FILE = "journal-cursor";

    static JournalCursor load(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() == 3 && lines.get(0).equals(HEADER)) {
                return new JournalCursor(lines.get(1), lines.get(2));
            }
        } catch (NoSuchFileException e) {
            return new JournalCursor("", "");
        }
        throw new IOException(file + " is damaged; remove it to begin with the last hour of the journal");
    }

    /** Replaces what was saved before; on return it survives power failure. */
    void save(Path folder) throws IOException {
        Path next = folder.resolve(FILE + ".next");
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(HEADER + "\n" + acknowledged + "\n" + intended + "\n");
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(next, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
