package dev.nightjar.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was begun and rotated away between two looks, or while no agent ran: written to after the last look. */
final class MissedFiles {
    /** So long a file that was rotated away unseen may take to be whole, or to be found by the name it has by then. */
    private static final Duration COMPRESSING_TAKES = Duration.ofMinutes(2);

    /** Beside the file that {@code of} is of; goes on while something found cannot be opened yet. */
    private record Search(Checkpoint of, Instant until) {}

    private final LogSources sources;
    private final FileOpener opener;
    private final OpenFiles open;
    private final GoneFiles gone;
    private final Intake intake;
    private final Complaints complaints;
    private final List<Search> searches = new ArrayList<>();

    MissedFiles(
            LogSources sources,
            FileOpener opener,
            OpenFiles open,
            GoneFiles gone,
            Intake intake,
            Complaints complaints) {
        this.sources = sources;
        this.opener = opener;
        this.open = open;
        this.gone = gone;
        this.intake = intake;
        this.complaints = complaints;
    }

    /** Whether something found cannot be opened yet. */
    boolean isSearching() {
        return !searches.isEmpty();
    }

    /** True where any was found. */
    boolean searchBeside(List<Checkpoint> of, Listings listings, FileTime seenUntil, Instant now) {
        boolean found = false;
        for (Checkpoint each : of) {
            found |= search(new Search(each, now.plus(COMPRESSING_TAKES)), listings, seenUntil, now);
        }
        return found;
    }

    boolean searchOn(FileTime seenUntil, Instant now) {
        List<Search> again = List.copyOf(searches);
        searches.clear();
        boolean found = false;
        Listings listings = new Listings();
        for (Search each : again) {
            found |= search(each, listings, seenUntil, now);
        }
        return found;
    }

    private boolean search(Search search, Listings listings, FileTime seenUntil, Instant now) {
        try {
            return search(search, listings.siblings(search.of()), seenUntil, now);
        } catch (IOException e) {
            complaints.of(Path.of(search.of().path()), e.toString());
            return false;
        }
    }

    private boolean search(Search search, Map<String, Path> siblings, FileTime seenUntil, Instant now)
            throws IOException {
        Checkpoint of = search.of();
        boolean found = false;
        boolean left = false;
        for (Map.Entry<String, Path> each : siblings.entrySet()) {
            boolean unknown = !open.has(each.getKey()) && !intake.isKnownCopy(each.getKey());
            if (unknown && RotatedName.isOf(each.getValue(), Path.of(of.path())) && isNew(each.getValue(), seenUntil)) {
                Optional<FileBytes> bytes =
                        gone.awaitsOneOf(of.path()) ? Optional.empty() : opener.open(each.getKey(), each.getValue());
                if (bytes.isPresent()) {
                    found |= intake.take(each.getKey(), bytes.get(), sources.asOf(of), each.getValue(), of.path(), now);
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

    private static boolean isNew(Path file, FileTime seenUntil) {
        BasicFileAttributes attributes = Listings.attributes(file);
        return attributes != null && attributes.lastModifiedTime().compareTo(seenUntil) > 0;
    }
}
