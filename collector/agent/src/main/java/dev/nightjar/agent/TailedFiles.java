package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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

    private final Complaints complaints = new Complaints();
    private final LogSources sources;
    private final FileOpener opener = new FileOpener(complaints);
    private final OpenFiles open = new OpenFiles(complaints);
    private final PastFiles past = new PastFiles();
    private final GoneFiles gone;
    private final Intake intake;
    private final UnseenCopies unseen;
    private Instant nextLateLook = Instant.MIN;

    TailedFiles(List<LogSource> sources) {
        this.sources = new LogSources(sources, complaints);
        this.gone = new GoneFiles(this.sources, opener, open, past, this::isNew, complaints);
        this.intake = new Intake(opener, open, past, gone, complaints);
        this.unseen = new UnseenCopies(this.sources, opener, open, past, gone, intake, complaints);
    }

    private boolean isNew(Path file) {
        return unseen.isNew(file);
    }

    Collection<TailedFile> all() {
        return open.all();
    }

    /** What is to be written down. */
    Progress progress() {
        return new Progress(intake.checkpoints(), unseen.seenUntil());
    }

    /** Entries of folders that the last scan looked at. */
    int looked() {
        return sources.looked();
    }

    /** Files, perhaps with unshipped lines, that were gone when they were looked for. */
    long vanished() {
        return gone.vanished();
    }

    /** Opens the files that were tailed before, under whatever name they go by in their folder now, or compressed. */
    void resume(Progress last, Instant now) {
        sources.all().forEach(source -> sources.find(source, hidden -> {})); // for their folders
        unseen.begin(last.seenUntil(), now);
        List<Checkpoint> begun = new ArrayList<>();
        for (Checkpoint each : last.files()) {
            if (each.state() == Checkpoint.State.OPEN) {
                begun.add(each);
            } else {
                past.remember(each);
            }
        }
        gone.takeUp(begun, now);
    }

    /** Opens new files, notices rotated ones, lets go of those shipped to their end; true where the set changed. */
    boolean scan(Instant now) {
        boolean changed = open.each(file -> startOver(file, now));
        // before copies are looked for: what was written since the last look may have been copied by now
        changed |= open.each(TailedFile::learnHead);
        changed |= gone.lookAgain(now);
        changed |= writtenLate(now);
        Set<String> inPlace = new HashSet<>();
        for (LogSource source : sources.all()) {
            for (Path path : sources.find(source, hidden -> stayInPlace(hidden, inPlace))) {
                BasicFileAttributes attributes = Listings.attributes(path);
                if (attributes != null && attributes.isRegularFile()) {
                    String key = Listings.key(path, attributes);
                    inPlace.add(key);
                    changed |= intake.openIfNew(key, path, source.files(), now);
                }
            }
        }
        intake.forgetCopiesBut(inPlace);
        changed |= open.each(file -> follow(file, inPlace, now));
        changed |= unseen.look(inPlace, now);
        if (gone.awaited().isEmpty() && !unseen.isAwaiting()) {
            opener.forgetFailedBut(inPlace);
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
    private boolean follow(TailedFile file, Set<String> inPlace, Instant now) throws IOException {
        if (inPlace.contains(file.checkpoint().key())) {
            file.backInPlace();
            return false;
        }
        file.rotatedAway();
        if (!file.isDone(now)) {
            return false;
        }
        open.close(file);
        past.remember(file.past());
        return true;
    }

    /** Reads on in files that their writers did not let go of, though they had been silent for a while. */
    private boolean writtenLate(Instant now) {
        if (now.isBefore(nextLateLook)) {
            return false;
        }
        nextLateLook = now.plus(LATE_LOOK_EVERY);
        boolean found = false;
        for (Path folder : past.folders()) {
            try {
                for (Listings.Entry each : Listings.files(folder)) {
                    found |= intake.wasWrittenLate(each, sources, now);
                }
            } catch (IOException e) {
                complaints.of(folder, e.toString());
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
            past.remember(before.get().withoutReturn());
            if (behind) {
                gone.vanished(before.get());
            }
        }
        return true;
    }

    @Override
    public void close() {
        open.close();
    }
}
