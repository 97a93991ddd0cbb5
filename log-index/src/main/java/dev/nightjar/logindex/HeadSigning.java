package dev.nightjar.logindex;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps the file of signed heads true to what was committed and dropped. The key is read when it is first needed. */
final class HeadSigning {
    private final Path keyFile;
    private final Heads heads;
    private @Nullable HeadKey key;
    private boolean changed;

    private HeadSigning(Path keyFile, Heads heads) {
        this.keyFile = keyFile;
        this.heads = heads;
    }

    static HeadSigning open(Path folder, Path keyFile) throws IOException {
        return new HeadSigning(keyFile, Heads.read(folder).heads());
    }

    synchronized HeadKey key() throws IOException {
        HeadKey present = key;
        if (present == null) {
            present = HeadKey.open(keyFile);
            key = present;
        }
        return present;
    }

    Path keyFile() {
        return keyFile;
    }

    /** To be told after the commit; counts with the next {@link #write}. */
    synchronized void committed(Heads.Head head) {
        heads.committed(head);
        changed = true;
    }

    /** To be told, and written, before the day's files go. */
    synchronized void drop(long day, String cause, long millis) throws IOException {
        heads.drop(day, cause, millis);
        heads.write(0, key());
    }

    /**
     * Writes what is new; {@code through}: the number of the last durable line. Also where no day was committed but lines
     * came: cut off the write-ahead log, they are missed from then on, not only when a block of theirs was signed.
     */
    synchronized void write(long through) throws IOException {
        if (changed || through > heads.through()) {
            heads.write(through, key());
            changed = false;
        }
    }
}
