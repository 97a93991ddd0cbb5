package dev.nightjar.server.wiring;

import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.ingest.scrape.Scraping;
import dev.nightjar.ingest.scrapeconfig.ScrapeFile;
import dev.nightjar.ingest.scrapeconfig.ScrapeSettings;
import dev.nightjar.model.Labels;
import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.NightjarConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps scraping as the file says that names what is scraped, with those that it includes. */
public final class ScrapeWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeWatch.class);

    private final NightjarConfig.Scrape config;
    private final Scraping scraping;
    private final Optional<FileWatch> watch;
    private volatile ScrapeSettings settings;

    /** Reads the file. Nothing is scraped before {@link #start}. */
    public ScrapeWatch(NightjarConfig.Scrape config, Scraping scraping, InstantSource clock)
            throws ConfigurationException {
        this.config = config;
        this.scraping = scraping;
        this.settings = read(config);
        this.watch = config.file().isEmpty()
                ? Optional.empty()
                : Optional.of(new FileWatch(Path.of(config.file()), this::included, this::use, clock));
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
        watch.ifPresent(FileWatch::start);
    }

    /** Whether it is the file as it stands there that is followed; empty where none is named. */
    public Optional<FileWatch.State> state() {
        return watch.map(FileWatch::state);
    }

    /** Reads the file, changed or not, and says what is wrong with it: nothing is, or everything goes on as before. */
    public List<String> reload() {
        return watch.map(FileWatch::reload).orElse(List.of());
    }

    /** What is scraped, as YAML with the file's name above it; empty for nothing. */
    public String text() {
        return config.file().isEmpty() ? "" : "# " + config.file() + "\n" + settings.text();
    }

    /** What tells this server from others, as the file says. */
    public Labels externalLabels() {
        return settings.externalLabels();
    }

    private void apply(ScrapeSettings now) {
        now.notices().forEach(notice -> LOG.info("{}: {}", config.file(), notice));
        scraping.apply(now);
    }

    private List<Path> included() {
        try {
            return settings.included().find();
        } catch (IOException e) {
            LOG.warn("{}: what it includes cannot be looked for: {}", config.file(), e.toString());
            return List.of();
        }
    }

    private List<String> use() {
        try {
            settings = read(config);
        } catch (ConfigurationException e) {
            return e.problems();
        }
        apply(settings);
        return List.of();
    }

    @Override
    public void close() {
        watch.ifPresent(FileWatch::close);
    }
}
