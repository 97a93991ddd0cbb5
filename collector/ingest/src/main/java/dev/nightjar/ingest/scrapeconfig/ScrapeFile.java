package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.YamlFile;
import dev.nightjar.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code global}, {@code scrape_configs} and {@code scrape_config_files} of a {@code prometheus.yml}. */
public final class ScrapeFile {
    /** Sections that Prometheus reads and this does not, with what stands for them here. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("rule_files", "rules are read from definitions/rules"),
            Map.entry("alerting", "alerts are paged from here; definitions/oncall.yml says to whom"),
            Map.entry("remote_write", "nothing is sent on"),
            Map.entry("remote_read", "nothing is read from elsewhere"),
            Map.entry("storage", "the store is configured by nightjar.yaml"),
            Map.entry("tracing", "nothing is traced"),
            Map.entry("otlp", "OTLP is configured by nightjar.yaml"),
            Map.entry("runtime", "there is no Go run time"));

    /** Of jobs and of all: accepted, and not written. */
    static final String FAILURE_LOG = "scrape_failure_log_file";

    private ScrapeFile() {}

    /** @throws InvalidDefinitionsException with everything that is wrong */
    public static ScrapeSettings read(Path file) {
        Problems problems = new Problems();
        String text = text(file, problems);
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionsException(problems.sorted());
        }
        return parse(file.toString(), text, folder(file));
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    }

    private static String text(Path file, Problems problems) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            problems.add(file.toString(), 1, "cannot be read: " + e.getMessage());
            return "";
        }
    }

    /**
     * @param file to call it in messages
     * @param folder that paths in it start at
     */
    public static ScrapeSettings parse(String file, String text, Path folder) {
        return parse(file, text, folder, System.getenv());
    }

    static ScrapeSettings parse(String file, String text, Path folder, Map<String, String> environment) {
        Problems problems = new Problems();
        List<Node> documents = YamlFile.documents(file, text, problems);
        ScrapeSettings settings = documents.isEmpty()
                ? ScrapeSettings.NONE
                : Section.of(file, "", documents.getFirst(), problems)
                        .map(section -> settings(section, documents.getFirst(), folder, environment, problems))
                        .orElse(ScrapeSettings.NONE);
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionsException(problems.sorted());
        }
        return settings;
    }

    private static ScrapeSettings settings(
            Section root, Node node, Path folder, Map<String, String> environment, Problems problems) {
        List<String> known = new ArrayList<>(List.of("global", "scrape_configs", "scrape_config_files"));
        known.addAll(ELSEWHERE.keySet());
        root.allow(known.toArray(String[]::new));
        List<String> notices = new ArrayList<>();
        ELSEWHERE.forEach((field, instead) -> {
            if (root.has(field)) {
                notices.add(field + " is not read from here: " + instead);
            }
        });
        Optional<Section> global = root.section("global", "global");
        global.ifPresent(section -> notices.addAll(GlobalSettings.notices(section)));
        GlobalSettings shared = global.map(GlobalSettings::read).orElse(GlobalSettings.DEFAULTS);
        Set<String> names = new HashSet<>();
        List<ScrapeJob> jobs = new ArrayList<>(jobs(root, node, reader(shared, folder, environment), names));
        List<String> patterns = root.textList("scrape_config_files");
        IncludedFiles included = patterns.isEmpty() ? IncludedFiles.NONE : new IncludedFiles(folder, patterns);
        for (Path file : found(root, included)) {
            List<Node> documents = YamlFile.documents(file.toString(), text(file, problems), problems);
            if (!documents.isEmpty()) {
                Section.of(file.toString(), "", documents.getFirst(), problems)
                        .ifPresent(section -> jobs.addAll(jobs(
                                section.allow("scrape_configs"),
                                documents.getFirst(),
                                reader(shared, folder(file), environment),
                                names)));
            }
        }
        if (jobs.stream().anyMatch(job -> job.text().contains(FAILURE_LOG))
                || global.filter(section -> section.has(FAILURE_LOG)).isPresent()) {
            notices.add(FAILURE_LOG + " is not written: the page Targets and /api/v1/targets have the last failure");
        }
        return new ScrapeSettings(
                jobs,
                global.map(section -> ExternalLabels.read(section, environment)).orElse(Labels.EMPTY),
                notices.stream().sorted().toList(),
                included,
                YamlText.of(node));
    }

    private static JobReader reader(GlobalSettings shared, Path folder, Map<String, String> environment) {
        HttpAccessReader access = new HttpAccessReader(folder, environment);
        return new JobReader(shared, access, new DiscoveryReader(folder, access));
    }

    private static List<Path> found(Section root, IncludedFiles included) {
        try {
            return included.find();
        } catch (IOException | IllegalArgumentException e) {
            root.problem("scrape_config_files", "scrape_config_files cannot be looked for: " + e.getMessage());
            return List.of();
        }
    }

    private static List<ScrapeJob> jobs(Section root, Node node, JobReader reader, Set<String> names) {
        List<ScrapeJob> jobs = new ArrayList<>();
        List<Node> nodes = node instanceof Node.Mapping mapping
                        && mapping.fields().get("scrape_configs") instanceof Node.Sequence sequence
                ? sequence.items().stream()
                        .filter(Node.Mapping.class::isInstance)
                        .toList()
                : List.of();
        for (Section section : root.sections("scrape_configs", "scrape_configs")) {
            String name = section.text("job_name").orElse("");
            Section named = name.isEmpty() ? section : section.as("job \"" + name + "\"");
            ScrapeJob job = reader.read(named, YamlText.of(nodes.get(jobs.size())));
            if (!names.add(job.name())) {
                named.problem("job_name", "there is another job of this name; names are unique");
            }
            jobs.add(job);
        }
        return jobs;
    }
}
