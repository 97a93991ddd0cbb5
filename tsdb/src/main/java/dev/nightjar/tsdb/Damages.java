package dev.nightjar.tsdb;

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
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns {@code damaged/}: the list of what was not as it had been written, and the files that were put aside for it. It is
 * told once when it is found, and listed until someone deletes the folder. Thread-safe.
 */
final class Damages {
    private static final Logger LOGGER = LoggerFactory.getLogger(Damages.class);
    private static final String REPORT = "report.tsv";
    private static final String SUSPECTS = "suspects";
    private static final int MOST_LISTED = 1000;

    private final Path store;
    private final Path aside;
    private final InstantSource clock;
    private final List<DamageReport> found = new ArrayList<>();
    private final Set<String> suspects = new LinkedHashSet<>();

    private Damages(Path store, InstantSource clock) {
        this.store = store;
        this.aside = store.resolve("damaged");
        this.clock = clock;
    }

    /** What is known of the store in that folder. */
    static Damages of(Path store, InstantSource clock) {
        Damages damages = new Damages(store, clock);
        damages.recall();
        return damages;
    }

    private void recall() {
        for (String line : lines(REPORT)) {
            String[] parts = line.split("\t", 3);
            try {
                found.add(new DamageReport(Instant.parse(parts[0]), parts[1], parts[2]));
            } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
                LOGGER.warn("{} has a line that is no report: {}", aside.resolve(REPORT), line);
            }
        }
        suspects.addAll(lines(SUSPECTS));
    }

    private List<String> lines(String name) {
        Path file = aside.resolve(name);
        try {
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), UTF_8).lines().toList()
                    : List.of();
        } catch (IOException e) {
            LOGGER.warn("{} cannot be read: what was found damaged before is not listed", file, e);
            return List.of();
        }
    }

    /** All that was ever found, the oldest first. */
    synchronized List<DamageReport> list() {
        return List.copyOf(found);
    }

    /** Tells of a damage at {@code offset} of the file. */
    void add(Path file, long offset, String what) {
        add(file, "at offset " + offset + ": " + what);
    }

    /** Tells of a damage; {@code what} says what is lost. */
    synchronized void add(Path file, String what) {
        String name = (file.startsWith(store) ? store.relativize(file) : file).toString();
        String text = what.replaceAll("\\s+", " ");
        if (found.stream()
                .anyMatch(known -> known.file().equals(name) && known.what().equals(text))) {
            return;
        }
        LOGGER.error("{} is damaged: {}", file, text);
        DamageReport report = new DamageReport(clock.instant(), name, text);
        found.add(report);
        if (found.size() > MOST_LISTED) {
            found.removeFirst();
        }
        append(REPORT, report.found() + "\t" + report.file() + "\t" + report.what());
    }

    private void append(String name, String line) {
        try {
            Files.createDirectories(aside);
            Files.writeString(aside.resolve(name), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOGGER.warn("what was found damaged cannot be listed in {}", aside.resolve(name), e);
        }
    }

    /** Moves a file out of the store's way; says where it is now. */
    String putAside(Path file) throws IOException {
        Path to = free(file);
        Files.move(file, to);
        return store.relativize(to).toString();
    }

    /**
     * Keeps a file that is about to be given up from {@code offset} on; says where. What an earlier start kept and did not
     * get beyond is not kept again.
     *
     * @param bytes the file's, the first {@code length} of them
     */
    String keep(Path file, int offset, byte[] bytes, int length) throws IOException {
        byte[] part = Arrays.copyOfRange(bytes, offset, length);
        Files.createDirectories(aside);
        String name = file.getFileName() + ".at-" + offset;
        Path to = aside.resolve(name);
        for (int number = 2; Files.exists(to) && !holds(to, part); number++) {
            to = aside.resolve(name + "." + number);
        }
        if (Files.notExists(to)) {
            Files.write(to, part);
        }
        return store.relativize(to).toString();
    }

    private static boolean holds(Path file, byte[] content) throws IOException {
        return Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content);
    }

    /** Keeps a copy of a file that is about to be given up; says where. */
    String copyAside(Path file) throws IOException {
        Path to = free(file);
        Files.copy(file, to);
        return store.relativize(to).toString();
    }

    private Path free(Path file) throws IOException {
        Files.createDirectories(aside);
        Path to = aside.resolve(file.getFileName());
        for (int number = 2; Files.exists(to); number++) {
            to = aside.resolve(file.getFileName() + "." + number);
        }
        return to;
    }

    /** Notes that a table could not be read; the next start looks at it and puts it aside if that is so. */
    synchronized void suspect(String table) {
        if (suspects.add(table)) {
            append(SUSPECTS, table);
            LOGGER.error(
                    "{} cannot be read: queries that need it fail. The next start puts it aside and keeps what is whole of it",
                    table);
        }
    }

    /** Names of tables that could not be read. */
    synchronized Set<String> suspects() {
        return Set.copyOf(suspects);
    }

    synchronized void forgetSuspects() throws IOException {
        suspects.clear();
        Files.deleteIfExists(aside.resolve(SUSPECTS));
    }
}
