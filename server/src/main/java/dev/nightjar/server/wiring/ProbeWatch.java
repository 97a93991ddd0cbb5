package dev.nightjar.server.wiring;

import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.ingest.probe.Probing;
import dev.nightjar.ingest.probeconfig.ProbeFiles;
import dev.nightjar.ingest.probeconfig.ProbeSettings;
import dev.nightjar.server.config.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps probing as {@code probes.yml} and {@code blackbox.yml} of the definitions say. They are looked at every few
 * seconds; what is wrong with changed ones is logged, and everything goes on as before.
 */
public final class ProbeWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeWatch.class);
    private static final long LOOK_SECONDS = 5;

    private final Path folder;
    private final Probing probing;
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("probe-files").daemon(true).factory());
    private final ProbeSettings first;
    private List<String> looked;

    /** Reads the files. Nothing is probed before {@link #start}. */
    public ProbeWatch(Path folder, Probing probing) throws ConfigurationException {
        this.folder = folder;
        this.probing = probing;
        this.looked = look();
        this.first = read(folder);
    }

    /** What the files say; nothing where there are none. */
    public static ProbeSettings read(Path folder) throws ConfigurationException {
        try {
            return ProbeFiles.read(folder);
        } catch (InvalidDefinitionsException e) {
            throw new ConfigurationException(
                    e.problems().stream().map(problem -> folder + "/" + problem).toList());
        }
    }

    public void start() {
        apply(first);
        ScheduledFuture<?> _ =
                looker.scheduleWithFixedDelay(this::lookAgain, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void apply(ProbeSettings now) {
        now.notices().forEach(notice -> LOG.info("{}/{}", folder, notice));
        probing.apply(now);
    }

    private synchronized void lookAgain() {
        if (look().equals(looked)) {
            return;
        }
        try {
            reload();
        } catch (ConfigurationException e) {
            LOG.error("what is probed has changed, but is not used: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("what is probed has changed, but could not be used", e);
        }
    }

    /** Reads the files, changed or not. What is wrong with them is thrown, and everything goes on as before. */
    public synchronized void reload() throws ConfigurationException {
        looked = look();
        ProbeSettings settings = read(folder);
        apply(settings);
        LOG.info(
                "{}: {} probes and {} modules are used as the files say now",
                folder,
                settings.probes().size(),
                settings.modules().size());
    }

    /** Tells whether the files are others than before. */
    private List<String> look() {
        return List.of(FileMark.of(folder.resolve(ProbeFiles.PROBES)), FileMark.of(folder.resolve(ProbeFiles.MODULES)));
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }
}
