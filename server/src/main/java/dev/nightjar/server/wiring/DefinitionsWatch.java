package dev.nightjar.server.wiring;

import dev.nightjar.definition.Problem;
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
 * Keeps what is in force the same as what the definition folder says. The folder is looked at every few seconds, and
 * read when somebody asks; where something in it is wrong, everything goes on as before, and it is said. Thread-safe.
 */
public final class DefinitionsWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DefinitionsWatch.class);
    private static final long LOOK_SECONDS = 5;
    /** What lies deeper is nobody's definition. */
    private static final int DEPTH = 4;

    private final Path folder;
    private final Supplier<List<Problem>> read;
    private final InstantSource clock;
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("definitions").daemon(true).factory());
    private String looked;
    private volatile boolean inForce = true;
    private volatile Instant inForceSince;

    /**
     * The folder as it is now is in force already. Nothing is looked at before {@link #start}.
     *
     * @param read brings all of the folder into force or nothing of it, and says what is wrong with it
     */
    public DefinitionsWatch(Path folder, Supplier<List<Problem>> read, InstantSource clock) {
        this.folder = folder;
        this.read = read;
        this.clock = clock;
        this.looked = look();
        this.inForceSince = clock.instant();
    }

    public void start() {
        ScheduledFuture<?> _ =
                looker.scheduleWithFixedDelay(this::lookAgain, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Reads the folder, changed or not, and says what is wrong with it: nothing is, and it is in force. */
    public synchronized List<Problem> reload() {
        looked = look();
        List<Problem> problems = read.get();
        inForce = problems.isEmpty();
        if (inForce) {
            inForceSince = clock.instant();
            LOG.info("{} is in force as it is now", folder);
        } else {
            LOG.error(
                    "{} is not used as it is now, everything goes on as before: {}",
                    folder,
                    problems.stream().map(Object::toString).collect(Collectors.joining("; ")));
        }
        return problems;
    }

    /** Whether what the folder said last is in force. */
    public boolean isInForce() {
        return inForce;
    }

    /** When what is in force was read. */
    public Instant inForceSince() {
        return inForceSince;
    }

    /** Reads the folder if it is another one than before. A failure must not end the looking. */
    synchronized void lookAgain() {
        try {
            if (!look().equals(looked)) {
                reload();
            }
        } catch (RuntimeException e) {
            LOG.error("{} has changed, but could not be read", folder, e);
        }
    }

    /** Tells whether any file is another one than before. */
    private String look() {
        if (!Files.isDirectory(folder)) {
            return "none";
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
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
