package dev.nightjar.tsdb;

import dev.nightjar.tsdb.parity.ParityFile;
import dev.nightjar.tsdb.parity.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What damaged pages of a {@link HeadSnapshot} can be restored from, in a file beside it. */
final class HeadParity {
    /**
     * Adds a 64th to what a checkpoint of more than {@link ParityFile#COPIED_BYTES} writes, and makes good damage of a
     * 64th of the file side by side.
     */
    private static final int PAGES_PER_PARITY = 64;

    private static final String SUFFIX = ".parity";
    private static final Logger LOGGER = LoggerFactory.getLogger(HeadParity.class);

    private HeadParity() {}

    static Path file(Path snapshot) {
        return snapshot.resolveSibling(snapshot.getFileName() + SUFFIX);
    }

    /** A checkpoint that could not have it counts as well. */
    static void write(Path snapshot) {
        try {
            long bytes = Files.size(snapshot);
            ParityFile.write(snapshot, bytes, bytes <= ParityFile.COPIED_BYTES ? 1 : PAGES_PER_PARITY, file(snapshot));
        } catch (IOException e) {
            LOGGER.warn("{} has nothing beside it that damage could be restored from", snapshot, e);
        }
    }

    /** Makes a snapshot anew that is not there at all, if it was small enough to be kept twice. */
    static void restoreMissing(Path directory, Damages damages) throws IOException {
        List<Path> kept;
        try (Stream<Path> files = Files.list(directory)) {
            kept = files.filter(file -> file.getFileName().toString().endsWith(HeadSnapshot.SUFFIX + SUFFIX))
                    .sorted()
                    .toList();
        }
        if (!kept.isEmpty()) {
            String name = kept.getLast().getFileName().toString();
            restore(directory.resolve(name.substring(0, name.length() - SUFFIX.length())), damages);
        }
    }

    /** Restores what can be, and tells of it; true if anything was. */
    static boolean restore(Path snapshot, Damages damages) throws IOException {
        Optional<ParityFile> parity = ParityFile.read(file(snapshot));
        if (parity.isEmpty()) {
            return false;
        }
        Restored restored = parity.get().restore(snapshot);
        if (restored.bytes() > 0) {
            damages.add(snapshot, restored.from(), restored.words());
        }
        return restored.bytes() > 0;
    }
}
