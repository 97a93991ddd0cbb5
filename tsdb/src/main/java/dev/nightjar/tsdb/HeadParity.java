package dev.nightjar.tsdb;

import dev.nightjar.tsdb.parity.ParityFile;
import dev.nightjar.tsdb.parity.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What damaged pages of a {@link HeadSnapshot} can be restored from, in a file beside it. */
final class HeadParity {
    /** Adds a 64th to what a checkpoint writes, and makes good damage of a 64th of the file side by side. */
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
            ParityFile.write(snapshot, Files.size(snapshot), PAGES_PER_PARITY, file(snapshot));
        } catch (IOException e) {
            LOGGER.warn("{} has nothing beside it that damage could be restored from", snapshot, e);
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
