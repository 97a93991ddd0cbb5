package dev.nightjar.server.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the configuration: the file over the defaults, then the environment over the file. {@code NIGHTJAR_LISTEN} sets
 * {@code listen}, {@code NIGHTJAR_METRICS_RETENTION} sets {@code metrics.retention}, and so on.
 */
public final class ConfigLoader {
    private static final String PREFIX = "NIGHTJAR_";

    /** Read by the launcher, not part of the configuration. */
    private static final List<String> LAUNCHER = List.of("NIGHTJAR_JDK", "NIGHTJAR_JAVA_OPTS", "NIGHTJAR_TOKEN");

    private ConfigLoader() {}

    /** Throws with every problem of both sources; nothing is half applied. */
    public static NightjarConfig load(Optional<Path> file, Map<String, String> environment)
            throws ConfigurationException {
        List<String> problems = new ArrayList<>();
        NightjarConfig config = NightjarConfig.DEFAULTS;
        if (file.isPresent()) {
            config = new RecordReader(file.get().toString(), problems).read(config, parse(file.get()), "");
            Path folder =
                    Optional.ofNullable(file.get().toAbsolutePath().getParent()).orElse(Path.of(""));
            config = config.withDefinitions(folder.resolve(config.definitions()));
            String scraped = config.scrape().file();
            if (!scraped.isEmpty()) {
                config = config.withScrape(
                        new NightjarConfig.Scrape(folder.resolve(scraped).toString()));
            }
        }
        ObjectNode told = tree(environment);
        if (!told.isEmpty()) {
            config = new RecordReader("environment", problems).read(config, told, "");
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return config;
    }

    private static JsonNode parse(Path file) throws ConfigurationException {
        try {
            return new YAMLMapper().readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(List.of(file + ": no such configuration file"));
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(List.of(file + ":"
                    + (e.getLocation() == null ? "" : e.getLocation().getLineNr() + ":") + " not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse("")));
        } catch (IOException e) {
            throw new ConfigurationException(List.of(file + ": cannot be read: " + e.getMessage()));
        }
    }

    /** {@code NIGHTJAR_METRICS_MAX_SERIES=5} as {@code {metrics: {maxSeries: 5}}}. */
    private static ObjectNode tree(Map<String, String> environment) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !LAUNCHER.contains(name)) {
                place(root, NightjarConfig.DEFAULTS, name.substring(PREFIX.length()), value);
            }
        });
        return root;
    }

    private static void place(ObjectNode into, Record section, String name, String value) {
        for (var component : section.getClass().getRecordComponents()) {
            String upper = component.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
            if (name.equals(upper)) {
                into.put(component.getName(), value);
                return;
            }
            if (component.getType().isRecord() && name.startsWith(upper + "_")) {
                try {
                    Record nested = (Record) component.getAccessor().invoke(section);
                    place(
                            into.withObjectProperty(component.getName()),
                            nested,
                            name.substring(upper.length() + 1),
                            value);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("cannot read " + component, e);
                }
                return;
            }
        }
        into.put(PREFIX + name, value); // unknown: the reader says so
    }
}
