package dev.nightjar.server.wiring;

import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.ingest.scrape.Scraping;
import dev.nightjar.ingest.scrapeconfig.ScrapeFile;
import dev.nightjar.ingest.scrapeconfig.ScrapeSettings;
import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.NightjarConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps scraping as the file says that names what is scraped. It is looked at every few seconds; what is wrong with a
 * changed one is logged, and everything goes on as before.
 */
public final class ScrapeWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeWatch.class);
    private static final long LOOK_SECONDS = 5;

    private final NightjarConfig.Scrape config;
    private final Scraping scraping;
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("scrape-file").daemon(true).factory());
    private volatile ScrapeSettings settings;
    private String looked;

    /** Reads the file. Nothing is scraped before {@link #start}. */
    public ScrapeWatch(NightjarConfig.Scrape config, Scraping scraping) throws ConfigurationException {
        this.config = config;
        this.scraping = scraping;
        this.looked = look();
        this.settings = read(config);
    }

    /** What the configured file says; nothing where there is none. */
    public static ScrapeSettings read(NightjarConfig.Scrape config) throws ConfigurationException {
        if (config.file().isEmpty()) {
            return ScrapeSettings.NONE;
        }
        try {
            return ScrapeFile.read(Path.of(config.file()));
        } catch (InvalidDefinitionsException e) {
            throw new ConfigurationException(
                    e.problems().stream().map(Object::toString).toList());
        }
    }

    public void start() {
        apply(settings);
        if (!config.file().isEmpty()) {
            ScheduledFuture<?> _ =
                    looker.scheduleWithFixedDelay(this::lookAgain, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** What is scraped, as YAML with the file's name above it; empty for nothing. */
    public String text() {
        return config.file().isEmpty() ? "" : "# " + config.file() + "\n" + settings.text();
    }

    private void apply(ScrapeSettings now) {
        now.notices().forEach(notice -> LOG.info("{}: {}", config.file(), notice));
        scraping.apply(now);
    }

    /** A failure must not end the looking. */
    private synchronized void lookAgain() {
        try {
            if (!look().equals(looked)) {
                reload();
            }
        } catch (RuntimeException e) {
            LOG.error("{} has changed, but could not be used", config.file(), e);
        }
    }

    /** Reads the file, changed or not, and says what is wrong with it: nothing is, or everything goes on as before. */
    public synchronized List<String> reload() {
        if (config.file().isEmpty()) {
            return List.of();
        }
        looked = look();
        try {
            settings = read(config);
        } catch (ConfigurationException e) {
            LOG.error("{} is not used as it is now, everything goes on as before: {}", config.file(), e.getMessage());
            return e.problems();
        }
        apply(settings);
        LOG.info(
                "{} was read: {} jobs are scraped as it says now",
                config.file(),
                settings.jobs().size());
        return List.of();
    }

    /** Tells whether the file is another one than before. */
    private String look() {
        return FileMark.of(Path.of(config.file()));
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }
}
