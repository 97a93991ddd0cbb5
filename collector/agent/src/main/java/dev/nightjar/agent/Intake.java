package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a file is that stands where none that is tailed stood: a new one, one that was let go and is back, or a
 * copy of another. A file that begins with what was shipped of another, under a name that rotation would give it, is that
 * other one's copy.
 */
final class Intake {
    private final FileOpener opener;
    private final OpenFiles open;
    private final PastFiles past;
    private final GoneFiles gone;
    private final Complaints complaints;
    private final Set<String> copies = new HashSet<>();

    Intake(FileOpener opener, OpenFiles open, PastFiles past, GoneFiles gone, Complaints complaints) {
        this.opener = opener;
        this.open = open;
        this.past = past;
        this.gone = gone;
        this.complaints = complaints;
    }

    /** All that is known of files, and to be written down. */
    List<Checkpoint> checkpoints() {
        List<Checkpoint> all = new ArrayList<>(past.all());
        all.addAll(gone.awaited());
        open.all().forEach(file -> all.add(file.checkpoint()));
        return all;
    }

    boolean isKnownCopy(String key) {
        return copies.contains(key);
    }

    void forgetCopiesBut(Set<String> keys) {
        copies.retainAll(keys);
    }

    /** Tails what stands under a tailed name, where that is not done yet. */
    boolean openIfNew(String key, Path path, LogFiles as, Instant now) {
        if (open.has(key) || copies.contains(key) || gone.awaits(key)) {
            return false;
        }
        try {
            Optional<FileBytes> bytes = opener.open(key, path);
            return bytes.isPresent() && take(key, bytes.get(), as, path, path.toString(), now);
        } catch (IOException e) {
            complaints.of(path, e.toString());
            return false;
        }
    }

    /**
     * Tails a file that was let go from where it was, and a new one from its beginning; false where it is, or is
     * becoming, a copy of one that is, or was, tailed.
     *
     * @param named name under which its lines go
     */
    boolean take(String key, FileBytes bytes, LogFiles as, Path path, String named, Instant now) throws IOException {
        if (goesOn(key, bytes, as, now)) {
            complaints.over(path);
            return true;
        }
        boolean copy = isCopy(path, bytes);
        if (copy || isCopyInTheMaking(path, bytes)) {
            if (copy) {
                copies.add(key);
            }
            bytes.close();
            return false;
        }
        open.add(TailedFile.of(bytes, as, Checkpoint.fresh(key, named), now));
        complaints.over(path);
        return true;
    }

    /** Reads on in a file that was let go, where its writer wrote more to it. */
    boolean wasWrittenLate(String key, Path path, LogSources sources, Instant now) throws IOException {
        BasicFileAttributes is = Listings.attributes(path);
        Optional<Checkpoint> known = is == null ? Optional.empty() : past.letGo(key, is.creationTime());
        if (is == null || known.isEmpty() || is.size() <= known.get().acknowledged()) {
            return false;
        }
        Optional<FileBytes> bytes = opener.openAs(key, path);
        if (bytes.isEmpty()) {
            return false;
        }
        if (!goesOn(key, bytes.get(), sources.asOf(known.get()), now)) {
            bytes.get().close();
            return false;
        }
        return true;
    }

    /** Takes over {@code bytes} of a file that was let go; else leaves them to the caller. */
    private boolean goesOn(String key, FileBytes bytes, LogFiles as, Instant now) throws IOException {
        FileTime since = opener.madeAt(key);
        Optional<Checkpoint> known = since == null ? Optional.empty() : past.takeBack(key, since);
        if (known.isEmpty() || !TailedFile.isStill(known.get(), bytes)) {
            return false;
        }
        past.forget(known.get());
        open.add(TailedFile.of(bytes, as, known.get().goingOn(), now));
        return true;
    }

    private boolean isCopy(Path path, FileBytes bytes) throws IOException {
        for (Checkpoint known : checkpoints()) {
            if (RotatedName.isOf(path, Path.of(known.path())) && TailedFile.isCopy(known, bytes)) {
                Optional<TailedFile> original = open.of(known.key());
                if (original.isPresent() ? original.get().holds(bytes) : TailedFile.mayHaveMore(known, bytes)) {
                    return true; // the rest of it, if any, is read from the original, which is still open
                }
            }
        }
        return false;
    }

    private boolean isCopyInTheMaking(Path path, FileBytes bytes) throws IOException {
        for (TailedFile file : open.all()) {
            Checkpoint known = file.checkpoint();
            if (RotatedName.isOf(path, Path.of(known.path())) && TailedFile.isCopyInTheMaking(known, bytes)) {
                return true;
            }
        }
        return false;
    }
}
