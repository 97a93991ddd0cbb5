package dev.nightjar.ingest.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Remembers in a file how far an import has come, so that the next run goes on there. */
public final class ImportProgress {
    private static final String FIRST_LINE = "nightjar import progress 1";

    private final Path file;
    private final String source;

    /** {@code source} says what is imported where, so that a run with something else does not go on from here. */
    public ImportProgress(Path file, String source) {
        this.file = file;
        this.source = source;
    }

    /** Steps that need not be sent again, 0 if nothing is remembered. */
    public long steps() throws TransferException {
        if (!Files.exists(file)) {
            return 0;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() != 3 || !lines.getFirst().equals(FIRST_LINE)) {
                throw new TransferException(file + " is no file of an import's progress; name another with --progress");
            }
            if (!lines.get(1).equals(source)) {
                throw new TransferException(file + " belongs to another import (" + lines.get(1) + ", now " + source
                        + "); delete it to begin anew, or name another with --progress");
            }
            return Long.parseLong(lines.get(2));
        } catch (IOException | NumberFormatException e) {
            throw new TransferException(file + " cannot be read: " + e, e);
        }
    }

    /** Durable when this returns. */
    public void reached(long steps) throws TransferException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.writeString(next, FIRST_LINE + "\n" + source + "\n" + steps + "\n");
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new TransferException(
                    "the progress cannot be kept in " + file + " (" + e + "); name another file with --progress", e);
        }
    }

    public void delete() throws TransferException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new TransferException(file + " cannot be deleted: " + e, e);
        }
    }
}
