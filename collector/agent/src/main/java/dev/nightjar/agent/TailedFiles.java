package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Follows files through what rotation does to them: each {@link #scan} finds new ones, starts over in those that were
 * emptied, finds those that are gone under their new names or in their copies, and closes those shipped to their end.
 */
final class TailedFiles implements AutoCloseable {
    /** So often it is looked whether files that were let go are still written to. */
    private static final Duration LATE_LOOK_EVERY = Duration.ofSeconds(10);

    private static final FileTime NEVER = FileTime.fromMillis(0);

    private final Complaints complaints = new Complaints();
    private final LogSources sources;
    private final FileOpener opener = new FileOpener(complaints);
    private final OpenFiles open = new OpenFiles(complaints);
    private final PastFiles past = new PastFiles();
    private final GoneFiles gone;
    private final Intake intake;
    private final MissedFiles missed;
    private FileTime seenUntil = NEVER;
    private FileTime youngestSeen = NEVER;
    private Instant nextLateLook = Instant.MIN;

    TailedFiles(List<LogSource> sources) {
        this.sources = new LogSources(sources, complaints);
        this.gone = new GoneFiles(this.sources, opener, open, complaints);
        this.intake = new Intake(opener, open, past, gone, complaints);
        this.missed = new MissedFiles(this.sources, opener, open, gone, intake, complaints);
    }

    Collection<TailedFile> all() {
        return open.all();
    }

    /** What is to be written down. */
    List<Checkpoint> checkpoints() {
        return intake.checkpoints();
    }

    /** Entries of folders that the last scan looked at. */
    int looked() {
        return sources.looked();
    }

    /** Files, perhaps with unshipped lines, that were gone when they were looked for. */
    long vanished() {
        return gone.vanished();
    }

    /**
     * The youngest time of writing that any tailed file had in the look before the last: what was begun and rotated away
     * since the last one began was written later. One file of a look may be looked at, rotated, and another be written to
     * before that is looked at.
     */
    FileTime seenUntil() {
        return seenUntil;
    }

    /**
     * Opens the files that were tailed before, under whatever name they go by in their folder now, or compressed; and
     * those that came and were rotated away since the last look.
     */
    void resume(List<Checkpoint> checkpoints, FileTime lastSeenUntil, Instant now) {
        seenUntil = lastSeenUntil;
        youngestSeen = lastSeenUntil;
        List<Checkpoint> begun = new ArrayList<>();
        for (Checkpoint each : checkpoints) {
            if (each.ended()) {
                past.remember(each);
            } else {
                begun.add(each);
            }
        }
        Listings listings = new Listings();
        gone.takeUp(begun, listings, seenUntil, now);
        Set<String> asked = new HashSet<>();
        missed.searchBeside(
                checkpoints.stream().filter(each -> asked.add(each.path())).toList(), listings, seenUntil, now);
    }

    /** Opens new files, notices rotated ones, lets go of those shipped to their end; true where the set changed. */
    boolean scan(Instant now) {
        boolean changed = open.each(file -> startOver(file, now));
        // before copies are looked for: what was written since the last look may have been copied by now
        changed |= open.each(TailedFile::learnHead);
        changed |= gone.lookAgain(seenUntil, now);
        changed |= writtenLate(now);
        changed |= missed.searchOn(seenUntil, now);
        Set<String> inPlace = new HashSet<>();
        FileTime youngest = youngestSeen;
        for (LogSource source : sources.all()) {
            for (Path path : sources.find(source, hidden -> stayInPlace(hidden, inPlace))) {
                BasicFileAttributes attributes = Listings.attributes(path);
                if (attributes != null && attributes.isRegularFile()) {
                    String key = Listings.key(path, attributes);
                    inPlace.add(key);
                    changed |= intake.openIfNew(key, path, source.files(), now);
                    if (attributes.lastModifiedTime().compareTo(youngest) > 0) {
                        youngest = attributes.lastModifiedTime();
                    }
                }
            }
        }
        intake.forgetCopiesBut(inPlace);
        List<Checkpoint> rotated = new ArrayList<>();
        changed |= open.each(file -> follow(file, inPlace, rotated, now));
        changed |= missed.searchBeside(rotated, new Listings(), seenUntil, now);
        opener.forgetMadeBut(open.keys());
        if (!missed.isSearching()) { // else what is searched for would be too old, also after a restart
            if (gone.awaited().isEmpty()) {
                opener.forgetFailedBut(inPlace);
            }
            seenUntil = seenUntil.equals(NEVER) ? youngest : youngestSeen;
            youngestSeen = youngest;
        }
        return changed;
    }

    /** What lies where nobody may look is not rotated away. */
    private void stayInPlace(Predicate<Path> hidden, Set<String> inPlace) {
        for (TailedFile file : open.all()) {
            if (hidden.test(Path.of(file.checkpoint().path()))) {
                inPlace.add(file.checkpoint().key());
            }
        }
    }

    /** Notices that it was rotated away, or is back; closes it when it was shipped to its end. */
    private boolean follow(TailedFile file, Set<String> inPlace, List<Checkpoint> rotated, Instant now)
            throws IOException {
        if (inPlace.contains(file.checkpoint().key())) {
            file.backInPlace();
            return false;
        }
        if (file.rotatedAway()) {
            rotated.add(file.checkpoint());
        }
        if (!file.isDone(now)) {
            return false;
        }
        open.close(file);
        Checkpoint shipped = file.checkpoint().withEnd();
        past.remember(shipped);
        FileTime since = opener.madeAt(shipped.key());
        if (since != null && !file.isComplete()) {
            past.letGo(shipped, since);
        }
        return true;
    }

    /** Reads on in files that their writers did not let go of, though they had been silent for a while. */
    private boolean writtenLate(Instant now) {
        if (now.isBefore(nextLateLook)) {
            return false;
        }
        nextLateLook = now.plus(LATE_LOOK_EVERY);
        boolean found = false;
        for (Checkpoint in : past.folders()) {
            try {
                for (Map.Entry<String, Path> each : new Listings().siblings(in).entrySet()) {
                    found |= intake.wasWrittenLate(each.getKey(), each.getValue(), sources, now);
                }
            } catch (IOException e) {
                complaints.of(Path.of(in.path()), e.toString());
            }
        }
        return found;
    }

    /** Notices that it was emptied; what had not been shipped by then is in its copy. */
    private boolean startOver(TailedFile file, Instant now) throws IOException {
        boolean behind = file.wasBehind();
        Optional<Checkpoint> before = file.emptied();
        if (before.isEmpty()) {
            return false;
        }
        if (!gone.resumeCopy(before.get(), now)) {
            past.remember(before.get().withEnd());
            if (behind) {
                gone.vanished(before.get());
            }
        }
        missed.searchBeside(List.of(before.get()), new Listings(), seenUntil, now);
        return true;
    }

    @Override
    public void close() {
        open.close();
    }
}
