package dev.nightjar.logindex;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightjar.model.DamageReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns {@code damaged/}: the list of what was not as it had been written, and the files that were put aside for it. It is
 * told once when it is found, and listed until someone deletes the folder. Thread-safe.
 */
final class Damages {
    private static final Logger LOG = LoggerFactory.getLogger(Damages.class);
    private static final String FOLDER = "damaged";
    private static final String LIST = "report.tsv";
    private static final String LOST = "lost";
    private static final String RESTORED = "restored";
    private static final int MOST_LISTED = 1000;

    /** {@code lost}: whether anything is, in contrast to what was made whole again. */
    record Found(boolean lost, DamageReport report) {}

    private final Path store;
    private final Path aside;
    private final InstantSource clock;
    private final List<Found> found;

    private Damages(Path store, InstantSource clock) {
        this.store = store;
        this.aside = store.resolve(FOLDER);
        this.clock = clock;
        this.found = new ArrayList<>(listed(store));
    }

    /** What is known of the store in that folder. */
    static Damages of(Path store, InstantSource clock) {
        return new Damages(store, clock);
    }

    /** What was found of the store in that folder so far; changes nothing. */
    static List<Found> listed(Path store) {
        Path list = store.resolve(FOLDER).resolve(LIST);
        List<Found> found = new ArrayList<>();
        try {
            if (Files.exists(list)) {
                new String(Files.readAllBytes(list), UTF_8).lines().forEach(line -> read(line, list, found));
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read: what was found damaged before is not listed", list, e);
        }
        return found.size() > MOST_LISTED ? found.subList(found.size() - MOST_LISTED, found.size()) : found;
    }

    private static void read(String line, Path list, List<Found> to) {
        String[] parts = line.split("\t", 4);
        try {
            to.add(new Found(parts[1].equals(LOST), new DamageReport(Instant.parse(parts[0]), parts[2], parts[3])));
        } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
            LOG.warn("{} has a line that is no report: {}", list, line);
        }
    }

    /** All that was ever found, the oldest first. */
    synchronized List<DamageReport> list() {
        return found.stream().map(Found::report).toList();
    }

    /** Tells that something is lost; {@code what} says what, and what to do. False where that was told before. */
    boolean lost(Path file, String what) {
        return add(true, file, what);
    }

    /** Tells of a damage that was made good. */
    boolean restored(Path file, String what) {
        return add(false, file, what + ": nothing is lost");
    }

    private synchronized boolean add(boolean lost, Path file, String what) {
        String name = name(file);
        String text = what.replaceAll("\\s+", " ");
        if (found.stream()
                .map(Found::report)
                .anyMatch(known -> known.file().equals(name) && known.what().equals(text))) {
            return false;
        }
        LOG.error("{} is damaged: {}", file, text);
        DamageReport report = new DamageReport(clock.instant(), name, text);
        found.add(new Found(lost, report));
        if (found.size() > MOST_LISTED) {
            found.removeFirst();
        }
        append(report.found() + "\t" + (lost ? LOST : RESTORED) + "\t" + name + "\t" + text);
        return true;
    }

    /** How a file is called in reports. */
    String name(Path file) {
        return (file.startsWith(store) ? store.relativize(file) : file).toString();
    }

    /** What of the files and folders right in that folder was lost as a whole, or in part. */
    synchronized SortedSet<String> lostIn(Path folder) {
        String before = name(folder) + "/";
        return found.stream()
                .filter(each -> each.lost() && each.report().file().startsWith(before))
                .map(each -> each.report().file().substring(before.length()))
                .filter(name -> name.indexOf('/') < 0)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void append(String line) {
        try {
            DurableFolder.create(aside);
            Files.writeString(aside.resolve(LIST), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("what was found damaged cannot be listed in {}", aside.resolve(LIST), e);
        }
    }

    /** Moves a file or a folder out of the store's way; says where it is now. */
    String putAside(Path file) throws IOException {
        Path to = free(String.valueOf(file.getFileName()));
        Files.move(file, to);
        DurableFolder.syncNames(aside);
        return store.relativize(to).toString();
    }

    /** Keeps a part of a file, which is about to go; says where. */
    String keep(Path file, int offset, byte[] part) throws IOException {
        Path to = free(file.getFileName() + ".at-" + offset);
        Files.write(to, part);
        return store.relativize(to).toString();
    }

    private synchronized Path free(String name) throws IOException {
        DurableFolder.create(aside);
        Path to = aside.resolve(name);
        for (int number = 2; Files.exists(to); number++) {
            to = aside.resolve(name + "." + number);
        }
        return to;
    }
}
