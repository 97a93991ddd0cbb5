package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds files again that were tailed and are not where they were: under the name they go by now, or in the copy that
 * rotation made of them. What nobody may look at right now is not gone, and asked for again at every scan.
 */
final class GoneFiles {
    private static final Logger LOG = LoggerFactory.getLogger(GoneFiles.class);

    /** A folder is listed so often where files are renamed in it while it is read. */
    private static final int MOST_LISTINGS = 5;

    private final LogSources sources;
    private final FileOpener opener;
    private final OpenFiles open;
    private final PastFiles past;
    private final Predicate<Path> isNew;
    private final Complaints complaints;
    private final List<Checkpoint> awaited = new ArrayList<>();
    private final AtomicLong vanished = new AtomicLong();

    /** @param isNew whether a file was written to since the last agent's last look */
    GoneFiles(
            LogSources sources,
            FileOpener opener,
            OpenFiles open,
            PastFiles past,
            Predicate<Path> isNew,
            Complaints complaints) {
        this.sources = sources;
        this.opener = opener;
        this.open = open;
        this.past = past;
        this.isNew = isNew;
        this.complaints = complaints;
    }

    /** Those that may not be looked at, or are being compressed. */
    List<Checkpoint> awaited() {
        return List.copyOf(awaited);
    }

    boolean awaits(String key) {
        return awaited.stream().anyMatch(each -> each.key().equals(key));
    }

    /** Whether one is awaited that was first seen as {@code path}: its copy is nobody else's. */
    boolean awaitsOneOf(String path) {
        return awaited.stream().anyMatch(each -> each.path().equals(path));
    }

    /** Files, perhaps with unshipped lines, that were gone when they were looked for. */
    long vanished() {
        return vanished.get();
    }

    /** What is nowhere to be found is past, and counted. */
    void takeUp(List<Checkpoint> checkpoints, Instant now) {
        Listings listings = new Listings();
        List<Checkpoint> gone = new ArrayList<>();
        for (Checkpoint each : checkpoints) {
            try {
                if (reopened(each, listings, now)) {
                    complaints.over(Path.of(each.path()));
                } else {
                    gone.add(each);
                }
            } catch (IOException e) {
                await(each, e);
            }
        }
        // what most is known of first: a short beginning is in the copies of others, too
        gone.sort(Comparator.comparingLong((Checkpoint each) -> each.acknowledged())
                .reversed());
        for (Checkpoint each : gone) {
            try {
                Map<String, Path> siblings = listings.siblings(each);
                if (!resumeCopy(each, siblings, now)) {
                    if (isBeingCompressed(each, siblings)) {
                        awaited.add(each);
                    } else {
                        past.remember(each.in(Checkpoint.State.AWAY));
                        vanished(each);
                    }
                }
            } catch (IOException e) {
                await(each, e);
            }
        }
    }

    /** Those that were awaited once more; true where one is no longer. */
    boolean lookAgain(Instant now) {
        if (awaited.isEmpty()) {
            return false;
        }
        List<Checkpoint> again = awaited();
        awaited.clear();
        takeUp(again, now);
        return awaited.size() < again.size();
    }

    private void await(Checkpoint of, IOException why) {
        awaited.add(of);
        complaints.of(Path.of(of.path()), why.toString());
    }

    /**
     * False where the file is gone; or was emptied and written anew, or another got its inode: what begins differently
     * is a new file, and found as one, and what was left of the old one is in its copy.
     */
    private boolean reopened(Checkpoint checkpoint, Listings listings, Instant now) throws IOException {
        for (int listing = 0; listing < MOST_LISTINGS; listing++) {
            Path name = listings.siblings(checkpoint).get(checkpoint.key());
            Optional<FileOpener.Opened> file = name == null ? Optional.empty() : opener.openAs(checkpoint.key(), name);
            if (file.isPresent()) {
                FileBytes bytes = file.get().bytes();
                if (TailedFile.isStill(checkpoint, bytes)) {
                    Checkpoint is =
                            checkpoint.movedTo(checkpoint.key(), file.get().made());
                    open.add(TailedFile.of(bytes, sources.asOf(checkpoint.path()), is, now));
                    return true;
                }
                bytes.close();
                return false;
            }
            listings.forget(checkpoint); // perhaps it was renamed between listing and opening
        }
        return false;
    }

    /** Goes on in the copy that rotation made of a file that is gone; false where there is none. */
    boolean resumeCopy(Checkpoint gone, Instant now) {
        try {
            return resumeCopy(gone, new Listings().siblings(gone), now);
        } catch (IOException e) {
            complaints.of(Path.of(gone.path()), e.toString());
            return false;
        }
    }

    private boolean resumeCopy(Checkpoint gone, Map<String, Path> siblings, Instant now) throws IOException {
        for (Map.Entry<String, Path> each : siblings.entrySet()) {
            Optional<FileOpener.Opened> copy =
                    open.has(each.getKey()) || !RotatedName.isOf(each.getValue(), Path.of(gone.path()))
                            ? Optional.empty()
                            : opener.open(each.getKey(), each.getValue());
            if (copy.isPresent()
                    && past.compressed(copy.get().key(), copy.get().made()).isEmpty()
                    && TailedFile.isCopy(gone, copy.get().bytes())) {
                LOG.info(
                        "{} holds what was {}; going on at byte {}", each.getValue(), gone.path(), gone.acknowledged());
                Checkpoint is = gone.movedTo(each.getKey(), copy.get().made());
                open.add(TailedFile.of(copy.get().bytes(), sources.asOf(gone.path()), is, now));
                return true;
            }
            if (copy.isPresent()) {
                copy.get().bytes().close();
            }
        }
        return false;
    }

    /** Whether a new file that rotation may have made of {@code gone} cannot be read yet. */
    private boolean isBeingCompressed(Checkpoint gone, Map<String, Path> siblings) {
        for (Map.Entry<String, Path> each : siblings.entrySet()) {
            if (opener.cannotRead(each.getKey())
                    && RotatedName.isOf(each.getValue(), Path.of(gone.path()))
                    && isNew.test(each.getValue())) {
                return true;
            }
        }
        return false;
    }

    void vanished(Checkpoint gone) {
        vanished.incrementAndGet();
        LOG.warn(
                "the file that was {} is gone; if it held anything after byte {}, that is not shipped unless it comes"
                        + " back",
                gone.path(),
                gone.acknowledged());
    }
}
