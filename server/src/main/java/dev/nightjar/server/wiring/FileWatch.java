package dev.nightjar.server.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is in force the same as what a file, or a folder of them, says. It is looked at every few seconds, and read
 * when somebody asks; where something in it is wrong, everything goes on as before, and it is said. Thread-safe.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final long LOOK_SECONDS = 5;
    /** What lies deeper is nobody's definition. */
    private static final int DEPTH = 4;

    /**
     * What is in force.
     *
     * @param since when it was read
     * @param problems what is wrong with what stands there now; none, and it is what is in force
     * @param found when these were found
     */
    public record State(Instant since, List<String> problems, Instant found) {
        public State {
            problems = List.copyOf(problems);
        }
    }

    private final Path place;
    private final Supplier<List<Path>> included;
    private final Supplier<List<String>> read;
    private final InstantSource clock;
    private final ScheduledExecutorService looker;
    private String looked;
    private volatile State state;

    /**
     * What stands there now is in force already. Nothing is looked at before {@link #start}.
     *
     * @param read brings all of it into force or nothing of it, and says what is wrong with it
     */
    public FileWatch(Path place, Supplier<List<String>> read, InstantSource clock) {
        this(place, List::of, read, clock);
    }

    /** @param included files beside it that what was read last includes */
    FileWatch(Path place, Supplier<List<Path>> included, Supplier<List<String>> read, InstantSource clock) {
        this.place = place;
        this.included = included;
        this.read = read;
        this.clock = clock;
        this.looker = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
                .name("watch-" + place.getFileName())
                .daemon(true)
                .factory());
        this.looked = look();
        this.state = new State(clock.instant(), List.of(), clock.instant());
    }

    public void start() {
        ScheduledFuture<?> _ =
                looker.scheduleWithFixedDelay(this::lookAgain, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Reads it, changed or not, and says what is wrong with it: nothing is, and it is in force. */
    public synchronized List<String> reload() {
        looked = look();
        List<String> problems = read.get();
        Instant now = clock.instant();
        if (problems.isEmpty()) {
            state = new State(now, List.of(), now);
            LOG.info("{} is in force as it is now", place);
        } else {
            state = new State(state.since, problems, now);
            LOG.error(
                    "{} is not used as it is now, everything goes on as before: {}",
                    place,
                    String.join("; ", problems));
        }
        return problems;
    }

    public State state() {
        return state;
    }

    /** Reads it if it is another one than before. A failure must not end the looking. */
    synchronized void lookAgain() {
        try {
            if (!look().equals(looked)) {
                reload();
            }
        } catch (RuntimeException e) {
            LOG.error("{} has changed, but could not be read", place, e);
        }
    }

    /** Tells whether any file is another one than before. */
    private String look() {
        if (!Files.isDirectory(place)) {
            return Stream.concat(Stream.of(place), included.get().stream())
                    .map(file -> file + " " + FileMark.of(file))
                    .collect(Collectors.joining("\n"));
        }
        try (Stream<Path> files = Files.walk(place, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> file + " " + FileMark.of(file))
                    .collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException e) {
            return "unreadable: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }
}
