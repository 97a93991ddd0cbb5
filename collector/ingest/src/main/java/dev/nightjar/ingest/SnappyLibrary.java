package dev.nightjar.ingest;

import dev.nightjar.model.library.BundledLibrary;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyLoader;

/** Snappy's own code, which its own loader would leave among the temporary files of a process that is killed. */
final class SnappyLibrary {
    static {
        BundledLibrary.loadBy(SnappyLoader.KEY_SNAPPY_TEMPDIR, "snappyjava", Snappy::getNativeLibraryVersion);
    }

    private SnappyLibrary() {}

    /** Does nothing where it was loaded before; to be called before any class of snappy's is used. */
    static void load() {
        // making this class ready has loaded it
    }
}
