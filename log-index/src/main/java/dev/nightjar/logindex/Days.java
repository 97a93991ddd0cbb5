package dev.nightjar.logindex;

import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** The folders of the days there are, each opened when it is first asked for. Thread-safe. */
final class Days implements AutoCloseable {
    private final Path folder;
    private final TreeSet<Long> known = new TreeSet<>();
    private final TreeMap<Long, Day> loaded = new TreeMap<>();

    private Days(Path folder) {
        this.folder = folder;
    }

    static Days open(Path folder) throws IOException {
        DurableFolder.create(folder);
        Days days = new Days(folder);
        for (Path file : DurableFolder.list(folder)) {
            try {
                days.known.add(LocalDate.parse(file.getFileName().toString()).toEpochDay());
            } catch (DateTimeParseException e) {
                throw new LogIndexException(
                        file + " is not a folder of a day; move it away, this directory is the log store's own", e);
            }
        }
        return days;
    }

    /** The day, made if there is none. */
    synchronized Day get(long number) throws IOException {
        Day present = loaded.get(number);
        if (present == null) {
            present = Day.open(folder, number);
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
        if (range.endNanos() == range.startNanos()) {
            return days;
        }
        long first = Day.ofNanos(range.startNanos());
        long last = Day.ofNanos(range.endNanos() - 1);
        for (long number : List.copyOf(known.subSet(first, true, last, true))) {
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

    /** Days that end before {@code dayNumber} are deleted; says which. Cursors over them read on. */
    synchronized List<Long> dropBefore(long dayNumber) throws IOException {
        List<Long> gone = List.copyOf(known.headSet(dayNumber, false));
        for (long number : gone) {
            Day day = loaded.remove(number);
            if (day != null) {
                day.unpin();
            }
            known.remove(number);
            DurableFolder.deleteTree(folder.resolve(Day.folderName(number)));
        }
        return gone;
    }

    @Override
    public synchronized void close() throws IOException {
        for (Day day : loaded.values()) {
            day.unpin();
        }
        loaded.clear();
    }
}
