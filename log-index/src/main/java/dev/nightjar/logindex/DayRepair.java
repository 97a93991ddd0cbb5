package dev.nightjar.logindex;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a day whole that cannot be opened: what its {@link Ledger} has a copy of is written anew. Where that is not
 * enough the folder is put aside and the day begins anew, with what the write-ahead log has of it. What was damaged is
 * kept in {@code damaged/}.
 */
final class DayRepair {
    private static final String BROKEN_SECTOR = "Input/output error";

    private final Path folder;
    private final Damages damages;

    DayRepair(Path folder, Damages damages) {
        this.folder = folder;
        this.damages = damages;
    }

    /** Whether files are not as they were written or missing, in contrast to a disk that is full or refuses to work. */
    static boolean isDamage(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> false;
            case LogIndexException e -> true;
            case ByteReader.Malformed e -> true;
            case NoSuchFileException e -> true;
            case EOFException e -> true;
            case CorruptIndexException e -> true;
            case IndexFormatTooNewException e -> true;
            case IndexFormatTooOldException e -> true;
            case IOException e when String.valueOf(e.getMessage()).contains(BROKEN_SECTOR) -> true;
            case IllegalArgumentException e -> true; // what a count or a number of bytes that is none leads to
            case IndexOutOfBoundsException e -> true;
            default -> isDamage(failure.getCause());
        };
    }

    /** Writes anew what is damaged and of which there is a copy; false where there is none. */
    boolean restore() throws IOException {
        Optional<Ledger.Copy> found = Ledger.read(folder);
        if (found.isEmpty()) {
            return false;
        }
        Ledger.Copy copy = found.get();
        String lucene = faultOf(() -> catalog(copy));
        if (!lucene.isEmpty()) {
            Path index = folder.resolve("lucene");
            String kept = Files.exists(index) ? "; the damaged files are in " + damages.putAside(index) : "";
            Catalog.write(folder, copy);
            damages.restored(index, "the index cannot be read (" + lucene + "); it was made anew of ledger.dat" + kept);
        }
        DayCommit commit = DayTable.read(folder).commit();
        restore(
                folder.resolve("templates.dat"),
                faultOf(() -> TemplateFile.read(folder, commit.number("templateLength"))
                        .close()),
                copy.templates());
        restore(
                ChangeFile.file(folder),
                faultOf(() -> ChangeFile.read(folder, commit.number("changeLength"))),
                copy.changes());
        return true;
    }

    private void catalog(Ledger.Copy copy) throws IOException {
        long generation = DayTable.read(folder).commit().number("generation");
        if (generation == 0 || generation < copy.generation() - 1) {
            throw new LogIndexException(
                    "it is as commit " + generation + " left it, and there was commit " + copy.generation());
        }
    }

    private void restore(Path file, String fault, byte[] copy) throws IOException {
        if (!fault.isEmpty()) {
            String kept = Files.exists(file) ? "; the damaged file is " + damages.putAside(file) : "";
            DurableFolder.writeWhole(file, copy, copy.length);
            damages.restored(file, "it cannot be read (" + fault + "); it was made anew of ledger.dat" + kept);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** What is damaged; empty where nothing is. */
    private static String faultOf(Work work) throws IOException {
        try {
            work.run();
            return "";
        } catch (IOException | RuntimeException e) {
            if (!isDamage(e)) {
                throw e;
            }
            return String.valueOf(e.getMessage());
        }
    }

    /** Moves the day out of the way. */
    void putAside(Throwable why) throws IOException {
        String kept = damages.putAside(folder);
        damages.lost(
                folder,
                "the day cannot be read (" + why.getMessage()
                        + "): its lines are left out, but those that the write-ahead log has. The folder is kept as "
                        + kept + "; to have them back, stop the server and put the folder of a backup in its place");
    }
}
