package dev.nightjar.logindex;

import dev.nightjar.model.LostLines;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders of the days there are, each opened when it is first asked for. Thread-safe. */
final class Days implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Days.class);

    private final Path folder;
    private final Damages damages;
    private final HeadSigning heads;
    private final TreeSet<Long> known = new TreeSet<>();
    private final TreeMap<Long, Day> loaded = new TreeMap<>();

    private Days(Path folder, Damages damages, HeadSigning heads) {
        this.folder = folder;
        this.damages = damages;
        this.heads = heads;
    }

    static Days open(Path folder, Damages damages, HeadSigning heads) throws IOException {
        DurableFolder.create(folder);
        Days days = new Days(folder, damages, heads);
        for (Path file : DurableFolder.list(folder)) {
            try {
                days.known.add(LocalDate.parse(file.getFileName().toString()).toEpochDay());
            } catch (DateTimeParseException e) {
                LOG.warn("{} is not a folder of a day; move it away, this directory is the log store's own", file);
            }
        }
        for (long number : heads.days()) {
            if (!days.known.contains(number)) {
                damages.lost(
                        folder.resolve(Day.folderName(number)),
                        "the day's folder is missing: its lines are lost, but those that the write-ahead log has,"
                                + " unless it is put back from a backup while the server is stopped");
                heads.lost(number, "the folder was missing");
            }
        }
        return days;
    }

    /** The day, made if there is none. */
    synchronized Day get(long number) throws IOException {
        Day present = loaded.get(number);
        if (present == null) {
            present = Day.open(folder, number, damages, heads);
            loaded.put(number, present);
            if (known.add(number)) {
                DurableFolder.syncNames(folder);
            }
        }
        return present;
    }

    /** The days there are within a range, pinned: the caller unpins each. */
    synchronized List<Day> pinned(NanoRange range) throws IOException {
        List<Day> days = new ArrayList<>();
        for (long number : within(range)) {
            Day day = get(number);
            if (day.pin()) {
                days.add(day);
            }
        }
        return days;
    }

    synchronized List<Day> loaded() {
        return List.copyOf(loaded.values());
    }

    /** All there are, oldest first. */
    synchronized List<Long> numbers() {
        return List.copyOf(known);
    }

    synchronized int count() {
        return known.size();
    }

    /** The numbers of the days there are within a range, the oldest first. */
    synchronized List<Long> within(NanoRange range) {
        return range.endNanos() == range.startNanos()
                ? List.of()
                : List.copyOf(
                        known.subSet(Day.ofNanos(range.startNanos()), true, Day.ofNanos(range.endNanos() - 1), true));
    }

    /** The days within a range whose folders were lost, though they may have lines again. */
    List<LostLines> lost(NanoRange range) {
        List<LostLines> lost = new ArrayList<>();
        for (String day : damages.lostIn(folder)) {
            if (Day.overlaps(LocalDate.parse(day).toEpochDay(), range)) {
                lost.add(new LostLines.Day(day, damages.name(folder.resolve(day))));
            }
        }
        return lost;
    }

    /** Whether any block of an opened day within a range was found to be damaged. */
    synchronized boolean anyBlockLost(NanoRange range) {
        return loaded.values().stream()
                .anyMatch(
                        day -> Day.overlaps(day.number(), range) && day.stored().hasLost());
    }

    /** The day, pinned, if there is one: the caller unpins it. */
    synchronized @Nullable Day pinnedOrNull(long number) throws IOException {
        if (!known.contains(number)) {
            return null;
        }
        Day day = get(number);
        return day.pin() ? day : null;
    }

    /** What the day's files take. */
    long bytes(long number) throws IOException {
        return DurableFolder.bytes(folder.resolve(Day.folderName(number)));
    }

    /** Deletes the day. Cursors over it read on. */
    synchronized void drop(long number) throws IOException {
        Day day = loaded.remove(number);
        if (day != null) {
            day.unpin();
        }
        known.remove(number);
        DurableFolder.deleteTree(folder.resolve(Day.folderName(number)));
    }

    @Override
    public synchronized void close() throws IOException {
        for (Day day : loaded.values()) {
            day.unpin();
        }
        loaded.clear();
    }
}
