package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files being tailed, known by what they are (device and inode), not by what they are called. A file that begins
 * with what was shipped of another, under a name that rotation would give it, is that other one's copy.
 */
final class TailedFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TailedFiles.class);

    /** Files shipped to their end, of which a copy would be known. */
    private static final int MOST_ENDED = 1000;

    /** So often it is looked whether files that were let go are still written to. */
    private static final Duration LATE_LOOK_EVERY = Duration.ofSeconds(10);

    /** So long a file that was rotated away unseen may take to be whole, or to be found by the name it has by then. */
    private static final Duration COMPRESSING_TAKES = Duration.ofMinutes(2);

    /** For what was begun and rotated away unseen beside a file; goes on while something found cannot be opened yet. */
    private record Search(Checkpoint of, Instant until) {}

    private static final FileTime NEVER = FileTime.fromMillis(0);

    /** A folder is listed so often where files are renamed in it while it is read. */
    private static final int MOST_LISTINGS = 5;

    private final List<LogSource> sources;
    private final Map<String, TailedFile> byKey = new LinkedHashMap<>();
    private final ArrayDeque<Checkpoint> ended = new ArrayDeque<>();
    private final LetGo letGo = new LetGo();
    private final List<Checkpoint> unseen = new ArrayList<>();
    private final List<Search> searches = new ArrayList<>();
    private final Set<String> copies = new HashSet<>();
    private final AtomicLong vanished = new AtomicLong();
    private final Complaints complaints = new Complaints();
    private final FileOpener opener = new FileOpener(complaints);
    private FileTime seenUntil = NEVER;
    private FileTime youngestSeen = NEVER;
    private Instant nextLateLook = Instant.MIN;

    TailedFiles(List<LogSource> sources) {
        this.sources = List.copyOf(sources);
    }

    Collection<TailedFile> all() {
        return byKey.values();
    }

    /** What is to be written down. */
    List<Checkpoint> checkpoints() {
        List<Checkpoint> all = new ArrayList<>(ended);
        all.addAll(unseen);
        byKey.values().forEach(file -> all.add(file.checkpoint()));
        return all;
    }

    /** Entries of folders that the last scan looked at. */
    int looked() {
        return sources.stream().mapToInt(LogSource::looked).sum();
    }

    /** Files, perhaps with unshipped lines, that were gone when the agent came back. */
    long vanished() {
        return vanished.get();
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
        List<Checkpoint> open = new ArrayList<>();
        for (Checkpoint checkpoint : checkpoints) {
            (checkpoint.ended() ? ended : open).add(checkpoint);
        }
        Listings listings = new Listings();
        takeUp(open, listings, now);
        Set<String> asked = new HashSet<>();
        missed(checkpoints.stream().filter(each -> asked.add(each.path())).toList(), listings, now);
    }

    /** What nobody may look at right now is not gone: it is asked for again at every scan. */
    private void takeUp(List<Checkpoint> checkpoints, Listings listings, Instant now) {
        List<Checkpoint> gone = new ArrayList<>();
        for (Checkpoint each : checkpoints) {
            try {
                if (reopened(each, listings, now)) {
                    complaints.over(Path.of(each.path()));
                } else {
                    gone.add(each);
                }
            } catch (IOException e) {
                wait(each, e);
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
                        unseen.add(each);
                    } else {
                        vanished(each);
                    }
                }
            } catch (IOException e) {
                wait(each, e);
            }
        }
    }

    private void wait(Checkpoint of, IOException why) {
        unseen.add(of);
        complaints.of(Path.of(of.path()), why.toString());
    }

    private boolean missed(List<Checkpoint> of, Listings listings, Instant now) {
        boolean found = false;
        for (Checkpoint each : of) {
            found |= missed(new Search(each, now.plus(COMPRESSING_TAKES)), listings, now);
        }
        return found;
    }

    private boolean missed(Search search, Listings listings, Instant now) {
        try {
            return missed(search, listings.siblings(search.of()), now);
        } catch (IOException e) {
            complaints.of(Path.of(search.of().path()), e.toString());
            return false;
        }
    }

    /**
     * False where the file is gone; or was emptied and written anew, or another got its inode: what begins differently
     * is a new file, and found as one, and what was left of the old one is in its copy.
     */
    private boolean reopened(Checkpoint checkpoint, Listings listings, Instant now) throws IOException {
        for (int listing = 0; listing < MOST_LISTINGS; listing++) {
            Path name = listings.siblings(checkpoint).get(checkpoint.key());
            Optional<FileBytes> bytes = name == null ? Optional.empty() : opener.openAs(checkpoint.key(), name);
            if (bytes.isPresent()) {
                if (TailedFile.isStill(checkpoint, bytes.get())) {
                    tail(checkpoint.key(), TailedFile.of(bytes.get(), asOf(checkpoint), checkpoint, now));
                    return true;
                }
                bytes.get().close();
                return false;
            }
            listings.forget(checkpoint); // perhaps it was renamed between listing and opening
        }
        return false;
    }

    /** How it begins is known from now on: a copy of it may be the next that is looked at. */
    private void tail(String key, TailedFile file) throws IOException {
        byKey.put(key, file);
        file.learnHead();
    }

    /** Goes on in the copy that rotation made of a file that is gone; false where there is none. */
    private boolean resumeCopy(Checkpoint gone, Map<String, Path> siblings, Instant now) throws IOException {
        for (Map.Entry<String, Path> each : siblings.entrySet()) {
            Optional<FileBytes> copy =
                    byKey.containsKey(each.getKey()) || !LogSource.isRotationOf(each.getValue(), Path.of(gone.path()))
                            ? Optional.empty()
                            : opener.open(each.getKey(), each.getValue());
            if (copy.isPresent() && TailedFile.isCopy(gone, copy.get())) {
                LOG.info(
                        "{} holds what was {}; going on at byte {}", each.getValue(), gone.path(), gone.acknowledged());
                tail(each.getKey(), TailedFile.of(copy.get(), asOf(gone), gone.movedTo(each.getKey()), now));
                return true;
            }
            if (copy.isPresent()) {
                copy.get().close();
            }
        }
        return false;
    }

    /** Whether a new file that rotation may have made of {@code gone} cannot be read yet. */
    private boolean isBeingCompressed(Checkpoint gone, Map<String, Path> siblings) throws IOException {
        for (Map.Entry<String, Path> each : siblings.entrySet()) {
            if (opener.cannotRead(each.getKey())
                    && LogSource.isRotationOf(each.getValue(), Path.of(gone.path()))
                    && isNew(each.getValue())) {
                return true;
            }
        }
        return false;
    }

    private void vanished(Checkpoint gone) {
        vanished.incrementAndGet();
        LOG.warn(
                "the file that was {} is gone; if it held anything after byte {}, that is not shipped",
                gone.path(),
                gone.acknowledged());
    }

    /** What was begun and rotated away between two looks, or while no agent ran: written to after the last look. */
    private boolean missed(Search search, Map<String, Path> siblings, Instant now) throws IOException {
        Checkpoint of = search.of();
        boolean found = false;
        boolean left = false;
        for (Map.Entry<String, Path> each : siblings.entrySet()) {
            boolean unknown = !byKey.containsKey(each.getKey()) && !copies.contains(each.getKey());
            if (unknown && LogSource.isRotationOf(each.getValue(), Path.of(of.path())) && isNew(each.getValue())) {
                boolean awaited = unseen.stream().anyMatch(gone -> gone.path().equals(of.path()));
                Optional<FileBytes> bytes = awaited ? Optional.empty() : opener.open(each.getKey(), each.getValue());
                if (bytes.isPresent()) {
                    found |= take(each.getKey(), bytes.get(), asOf(of), each.getValue(), of.path(), now);
                } else {
                    left = true;
                }
            }
        }
        if (left && now.isBefore(search.until())) {
            searches.add(search);
        }
        return found;
    }

    private boolean isNew(Path file) throws IOException {
        BasicFileAttributes attributes = Listings.attributes(file);
        return attributes != null && attributes.lastModifiedTime().compareTo(seenUntil) > 0;
    }

    private LogFiles asOf(Checkpoint checkpoint) {
        for (LogSource source : sources) {
            if (source.means(Path.of(checkpoint.path()))) {
                return source.files();
            }
        }
        return LogFiles.of(checkpoint.path()); // not tailed any more; what was begun is finished
    }

    /** Opens new files, notices rotated ones, lets go of those shipped to their end; true where the set changed. */
    boolean scan(Instant now) {
        boolean changed = startOver(now);
        changed |= learnHeads();
        changed |= lookAgain(now);
        changed |= writtenLate(now);
        changed |= searchOn(now);
        Set<String> inPlace = new HashSet<>();
        FileTime youngest = youngestSeen;
        for (LogSource source : sources) {
            for (Path path : found(source, inPlace)) {
                BasicFileAttributes attributes = Listings.attributes(path);
                if (attributes != null && attributes.isRegularFile()) {
                    String key = Listings.key(path, attributes);
                    inPlace.add(key);
                    changed |= openIfNew(key, path, source.files(), now);
                    if (attributes.lastModifiedTime().compareTo(youngest) > 0) {
                        youngest = attributes.lastModifiedTime();
                    }
                }
            }
        }
        copies.retainAll(inPlace);
        List<Checkpoint> rotated = new ArrayList<>();
        for (Iterator<TailedFile> each = byKey.values().iterator(); each.hasNext(); ) {
            TailedFile file = each.next();
            try {
                if (inPlace.contains(file.checkpoint().key())) {
                    file.backInPlace();
                } else {
                    if (file.rotatedAway()) {
                        rotated.add(file.checkpoint());
                    }
                    if (file.isDone(now)) {
                        file.close();
                        each.remove();
                        letGo(file);
                        changed = true;
                    }
                }
            } catch (IOException e) {
                complaints.of(Path.of(file.checkpoint().path()), e.toString());
            }
        }
        changed |= missed(rotated, new Listings(), now);
        opener.forgetMadeBut(byKey.keySet());
        if (searches.isEmpty()) { // else what is searched for would be too old, also after a restart
            if (unseen.isEmpty()) {
                opener.forgetFailedBut(inPlace);
            }
            seenUntil = seenUntil.equals(NEVER) ? youngest : youngestSeen;
            youngestSeen = youngest;
        }
        return changed;
    }

    private boolean searchOn(Instant now) {
        List<Search> again = List.copyOf(searches);
        searches.clear();
        boolean found = false;
        Listings listings = new Listings();
        for (Search each : again) {
            found |= missed(each, listings, now);
        }
        return found;
    }

    /**
     * One pattern that leads nowhere must not keep the lines of the others; and what lies where nobody may look is not
     * rotated away.
     */
    private List<Path> found(LogSource source, Set<String> inPlace) {
        Path of = Path.of(source.files().path());
        try {
            List<Path> found = source.find();
            source.unreadable().forEach((folder, why) -> {
                complaints.of(folder, why);
                stayInPlace(file -> file.startsWith(folder), inPlace);
            });
            if (source.unreadable().isEmpty()) {
                complaints.over(of);
            }
            return found;
        } catch (IOException e) {
            complaints.of(of, e.toString());
            stayInPlace(source::means, inPlace);
            return List.of();
        }
    }

    private void stayInPlace(Predicate<Path> which, Set<String> inPlace) {
        for (TailedFile file : byKey.values()) {
            if (which.test(Path.of(file.checkpoint().path()))) {
                inPlace.add(file.checkpoint().key());
            }
        }
    }

    private boolean lookAgain(Instant now) {
        if (unseen.isEmpty()) {
            return false;
        }
        List<Checkpoint> again = List.copyOf(unseen);
        unseen.clear();
        takeUp(again, new Listings(), now);
        return unseen.size() < again.size();
    }

    private void letGo(TailedFile file) {
        remember(file.checkpoint().withEnd());
        FileTime since = opener.madeAt(file.checkpoint().key());
        if (since != null && !file.isComplete()) {
            letGo.add(file.checkpoint().withEnd(), since);
        }
    }

    /** Reads on in files that their writers did not let go of, though they had been silent for a while. */
    private boolean writtenLate(Instant now) {
        if (now.isBefore(nextLateLook)) {
            return false;
        }
        nextLateLook = now.plus(LATE_LOOK_EVERY);
        boolean found = false;
        for (Checkpoint in : letGo.folders()) {
            try {
                for (Map.Entry<String, Path> each : new Listings().siblings(in).entrySet()) {
                    found |= writtenLate(each.getKey(), each.getValue(), now);
                }
            } catch (IOException e) {
                complaints.of(Path.of(in.path()), e.toString());
            }
        }
        return found;
    }

    private boolean writtenLate(String key, Path path, Instant now) throws IOException {
        BasicFileAttributes is = Listings.attributes(path);
        Optional<Checkpoint> known = is == null ? Optional.empty() : letGo.of(key, is.creationTime());
        if (is == null || known.isEmpty() || is.size() <= known.get().acknowledged()) {
            return false;
        }
        Optional<FileBytes> bytes = opener.openAs(key, path);
        if (bytes.isEmpty()) {
            return false;
        }
        if (!goesOn(key, bytes.get(), asOf(known.get()), now)) {
            bytes.get().close();
            return false;
        }
        return true;
    }

    /** Takes over {@code bytes} of a file that was let go; else leaves them to the caller. */
    private boolean goesOn(String key, FileBytes bytes, LogFiles as, Instant now) throws IOException {
        FileTime since = opener.madeAt(key);
        Optional<Checkpoint> known = since == null ? Optional.empty() : letGo.of(key, since);
        letGo.forget(key);
        if (known.isEmpty() || !TailedFile.isStill(known.get(), bytes)) {
            return false;
        }
        ended.remove(known.get());
        tail(key, TailedFile.of(bytes, as, known.get().goingOn(), now));
        return true;
    }

    /** Notices files that were emptied; what had not been shipped by then is in their copies. */
    private boolean startOver(Instant now) {
        boolean changed = false;
        for (TailedFile file : List.copyOf(byKey.values())) {
            try {
                changed |= startOver(file, now);
            } catch (IOException e) {
                complaints.of(Path.of(file.checkpoint().path()), e.toString());
            }
        }
        return changed;
    }

    /** Before copies are looked for: what was written since the last look may have been copied by now. */
    private boolean learnHeads() {
        boolean learned = false;
        for (TailedFile file : byKey.values()) {
            try {
                learned |= file.learnHead();
            } catch (IOException e) {
                complaints.of(Path.of(file.checkpoint().path()), e.toString());
            }
        }
        return learned;
    }

    private boolean startOver(TailedFile file, Instant now) throws IOException {
        boolean behind = file.wasBehind();
        Optional<Checkpoint> before = file.emptied();
        if (before.isEmpty()) {
            return false;
        }
        if (!copyFound(before.get(), now)) {
            remember(before.get().withEnd());
            if (behind) {
                vanished(before.get());
            }
        }
        missed(List.of(before.get()), new Listings(), now);
        return true;
    }

    private boolean copyFound(Checkpoint of, Instant now) {
        try {
            return resumeCopy(of, new Listings().siblings(of), now);
        } catch (IOException e) {
            complaints.of(Path.of(of.path()), e.toString());
            return false;
        }
    }

    private void remember(Checkpoint shipped) {
        if (shipped.head().length() > 0) {
            ended.addLast(shipped);
            if (ended.size() > MOST_ENDED) {
                ended.removeFirst();
            }
        }
    }

    private boolean openIfNew(String key, Path path, LogFiles as, Instant now) {
        if (byKey.containsKey(key)
                || copies.contains(key)
                || unseen.stream().anyMatch(each -> each.key().equals(key))) {
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
     */
    private boolean take(String key, FileBytes bytes, LogFiles as, Path path, String named, Instant now)
            throws IOException {
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
        tail(key, TailedFile.of(bytes, as, Checkpoint.fresh(key, named), now));
        complaints.over(path);
        return true;
    }

    private boolean isCopy(Path path, FileBytes bytes) throws IOException {
        for (Checkpoint known : checkpoints()) {
            TailedFile open = byKey.get(known.key());
            if (LogSource.isRotationOf(path, Path.of(known.path()))
                    && TailedFile.isCopy(known, bytes)
                    && (open == null ? TailedFile.mayHaveMore(known, bytes) : open.holds(bytes))) {
                return true; // the rest of it, if any, is read from the original, which is still open
            }
        }
        return false;
    }

    private boolean isCopyInTheMaking(Path path, FileBytes bytes) throws IOException {
        for (TailedFile file : byKey.values()) {
            Checkpoint known = file.checkpoint();
            if (LogSource.isRotationOf(path, Path.of(known.path())) && TailedFile.isCopyInTheMaking(known, bytes)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        for (TailedFile file : byKey.values()) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.debug("closing {} failed", file.checkpoint().path(), e);
            }
        }
        byKey.clear();
    }
}
