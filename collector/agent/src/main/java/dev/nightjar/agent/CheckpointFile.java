package dev.nightjar.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Keeps what is known of all tailed files in one file, replaced as a whole; layout in {@code
 * docs/formats/agent-checkpoints.md}.
 */
final class CheckpointFile {
    private final Path file;
    private final Path next;

    CheckpointFile(Path folder) {
        this.file = folder.resolve("log-checkpoints");
        this.next = folder.resolve("log-checkpoints.next");
    }

    /** Replaces what was saved before; on return it survives power failure. */
    void save(Progress progress) throws IOException {
        String text = CheckpointText.of(progress);
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text + "crc " + sum(text) + "\n");
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What was saved last; nothing where nothing was. Throws where the file is damaged. */
    Progress load() throws IOException {
        if (!Files.exists(file)) {
            return Progress.NONE;
        }
        String text = Files.readString(file);
        int crcLine = text.lastIndexOf("crc ");
        if (!CheckpointText.isKnown(text)
                || crcLine < 0
                || !text.substring(crcLine).equals("crc " + sum(text.substring(0, crcLine)) + "\n")) {
            throw new IOException(file + " is damaged (checksum); move it away to start over: lines still in the log"
                    + " files will then be sent a second time");
        }
        return CheckpointText.parse(text.substring(0, crcLine), Files.getLastModifiedTime(file));
    }

    private static String sum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
