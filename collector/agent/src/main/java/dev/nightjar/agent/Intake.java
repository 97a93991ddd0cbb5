package dev.nightjar.agent;

import dev.nightjar.agent.FileOpener.Opened;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a file is that stands where none that is tailed stood: a new one, one that was tailed before and is back,
 * or a copy of another. A file that begins with what was shipped of another, under a name that rotation would give it,
 * is that other one's copy.
 */
final class Intake {
    /** What came of a file. */
    enum Taken {
        TAILED,
        /** All of it was, or will be, read elsewhere. */
        COPY,
        /** Has less than what it begins as: to be looked at again. */
        COPY_IN_THE_MAKING
    }

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

    /** Of all files known, those of which rotation may have made {@code rotated}; by the names they were first seen by. */
    Set<String> originalsOf(Path rotated) {
        Set<String> paths = new HashSet<>();
        past.all().forEach(known -> paths.add(known.path()));
        gone.awaited().forEach(known -> paths.add(known.path()));
        open.all().forEach(file -> paths.add(file.checkpoint().path()));
        paths.removeIf(path -> !RotatedName.isOf(rotated, Path.of(path)));
        return paths;
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
            Optional<Opened> file = opener.open(key, path);
            if (file.isEmpty()) {
                return false;
            }
            Taken taken = take(file.get(), as, path, path.toString(), Set.of(), now);
            if (taken == Taken.COPY) {
                copies.add(key);
            }
            return taken == Taken.TAILED;
        } catch (IOException e) {
            complaints.of(path, e.toString());
            return false;
        }
    }

    /**
     * Takes {@code file} over. One that was tailed before goes on where it was, a new one begins at its beginning.
     *
     * @param named name under which its lines go
     * @param rotated keys of what stands beside it under rotated names: what is not compressed is no copy of these
     */
    Taken take(Opened file, LogFiles as, Path path, String named, Set<String> rotated, Instant now) throws IOException {
        if (goesOn(file, as, now)) {
            complaints.over(path);
            return Taken.TAILED;
        }
        Checkpoint from = Checkpoint.fresh(file.key(), named, placeFor(named), file.made());
        if (RotatedName.mayBeOfAnother(path)) {
            Set<String> originals = originalsOf(path);
            boolean compressed = FileOpener.isCompressed(path);
            PossibleCopy copy = new PossibleCopy(file, originals, compressed ? Set.of() : rotated, compressed);
            if (isCopy(copy)) {
                file.bytes().close();
                return Taken.COPY;
            }
            if (isCopyInTheMaking(copy)) {
                file.bytes().close();
                return Taken.COPY_IN_THE_MAKING;
            }
            from = begunElsewhere(copy)
                    .map(begun -> begun.movedTo(file.key(), file.made()))
                    .orElse(from);
        }
        open.add(TailedFile.of(file.bytes(), as, from, now));
        complaints.over(path);
        return Taken.TAILED;
    }

    /** Reads on in a file that was closed, where its writer wrote more to it. */
    boolean wasWrittenLate(Listings.Entry entry, LogSources sources, Instant now) throws IOException {
        Optional<Checkpoint> known = open.has(entry.key()) ? Optional.empty() : past.of(entry.key(), entry.made());
        if (known.isEmpty() || entry.is().size() <= known.get().acknowledged()) {
            return false;
        }
        Optional<Opened> file = opener.openAs(entry.key(), entry.path());
        if (file.isEmpty()) {
            return false;
        }
        if (!goesOn(file.get(), sources.asOf(known.get().path()), now)) {
            file.get().bytes().close();
            return false;
        }
        return true;
    }

    /** Takes over a file that was tailed before; else leaves it to the caller. */
    private boolean goesOn(Opened file, LogFiles as, Instant now) throws IOException {
        Optional<Checkpoint> known = past.of(file.key(), file.made());
        if (known.isEmpty()) {
            return false;
        }
        past.forget(known.get());
        if (!TailedFile.isStill(known.get(), file.bytes())) {
            past.remember(known.get().withoutReturn()); // emptied since: a copy of what it was may turn up
            return false;
        }
        open.add(TailedFile.of(file.bytes(), as, known.get().movedTo(file.key(), file.made()), now));
        return true;
    }

    private boolean isCopy(PossibleCopy copy) throws IOException {
        Optional<Checkpoint> itself = copy.itself(past);
        if (itself.isPresent() && TailedFile.isWholeCopy(itself.get(), copy.bytes())) {
            return true;
        }
        for (TailedFile file : open.all()) {
            Checkpoint known = file.checkpoint();
            if (copy.mayBeOf(known)
                    && TailedFile.isCopy(known, copy.bytes())
                    && file.holds(copy.bytes())
                    && copy.isSurelyOf(file)) {
                if (copy.isOneOfMany()) {
                    file.compressedTo(copy.inPlaceOf(known));
                }
                return true; // the rest of it, if any, is read from the original
            }
        }
        for (Checkpoint known : past.all()) {
            if (copy.mayBeOf(known) && TailedFile.isWholeCopy(known, copy.bytes()) && !copy.isOfAnother(known)) {
                if (copy.isOneOfMany()) {
                    past.forget(known);
                    past.remember(copy.inPlaceOf(known));
                }
                return true;
            }
        }
        return false;
    }

    private boolean isCopyInTheMaking(PossibleCopy copy) throws IOException {
        for (TailedFile file : open.all()) {
            Checkpoint known = file.checkpoint();
            if (copy.mayBeOf(known)
                    && TailedFile.isCopyInTheMaking(known, copy.bytes())
                    && !copy.isOneOfMany()) { // as what can be read, though compressed, is whole
                return true;
            }
        }
        for (Checkpoint known : gone.awaited()) {
            if (copy.mayBeOf(known) && TailedFile.isCopy(known, copy.bytes())) {
                return true; // perhaps that very one, which is read on where it was
            }
        }
        return false;
    }

    /** A file that was shipped, or away, and goes on in this copy: written to after it was closed, or since it is away. */
    private Optional<Checkpoint> begunElsewhere(PossibleCopy copy) throws IOException {
        Checkpoint most = null;
        for (Checkpoint known : past.all()) {
            if ((most == null || known.acknowledged() > most.acknowledged())
                    && copy.mayBeOf(known)
                    && TailedFile.isLongerCopy(known, copy.bytes())
                    && !copy.isOfAnother(known)) {
                most = known;
            }
        }
        if (most != null && copy.isOneOfMany()) {
            past.forget(most); // it is this one, and no other's beginning
        }
        return Optional.ofNullable(most);
    }

    /** Behind all others of its path. */
    private long placeFor(String path) throws IOException {
        long place = 0;
        for (TailedFile file : open.all()) {
            if (file.checkpoint().path().equals(path)) {
                place = Math.max(place, file.placeBehind());
            }
        }
        for (List<Checkpoint> closed : List.of(past.all(), gone.awaited())) {
            for (Checkpoint known : closed) {
                if (known.path().equals(path)) {
                    place = Math.max(place, known.placeBehind(0));
                }
            }
        }
        return place;
    }
}
