package dev.nightjar.definition.heartbeat;

import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code heartbeats.yml}. */
public final class HeartbeatFile {
    /** Its name in the folder of definitions. */
    public static final String NAME = "heartbeats.yml";

    private static final int LEAST_TOKEN_CHARACTERS = 8;
    private static final Duration LEAST_INTERVAL = Duration.ofSeconds(5);
    private static final Set<String> OWN_LABELS = Set.of("job", "heartbeat", "alertname", "severity");

    private final Path folder;

    private HeartbeatFile(Path folder) {
        this.folder = folder;
    }

    /** The heartbeats of the file in {@code folder}, none if there is no such file. What is wrong goes to {@code problems}. */
    public static List<Heartbeat> read(Path folder, Problems problems) {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return List.of();
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        HeartbeatFile reader = new HeartbeatFile(folder);
        List<Heartbeat> heartbeats = new ArrayList<>();
        for (Node document : YamlFile.documents(NAME, text, problems)) {
            Section.of(NAME, "", document, problems).ifPresent(root -> reader.read(root, heartbeats));
        }
        return List.copyOf(heartbeats);
    }

    private void read(Section root, List<Heartbeat> to) {
        root.allow("heartbeats");
        Set<String> names = new HashSet<>();
        Set<String> tokens = new HashSet<>();
        for (Section section : root.sections("heartbeats", "heartbeat")) {
            String name = section.requiredText("name");
            Section one = section.as("heartbeat \"" + name + "\"");
            one.allow(
                    "name",
                    "token",
                    "token_file",
                    "every",
                    "cron",
                    "zone",
                    "grace",
                    "service",
                    "owner",
                    "labels",
                    "severity");
            if (!names.add(name)) {
                one.problem("name", "there is another heartbeat of this name; names are unique");
            }
            String token = token(one);
            if (!token.isEmpty() && !tokens.add(token)) {
                one.problem("token", "another heartbeat has the same token");
            }
            Optional<Rhythm> rhythm = rhythm(one);
            Map<String, String> labels = labels(one);
            Duration usual = rhythm.map(HeartbeatFile::usualGrace).orElse(Duration.ofMinutes(5));
            Duration grace = one.duration("grace", usual);
            String severity = one.text("severity").orElse("ticket");
            rhythm.ifPresent(found -> to.add(new Heartbeat(name, token, found, grace, labels, severity)));
        }
    }

    /** A tenth of the interval. */
    private static Duration usualGrace(Rhythm rhythm) {
        return switch (rhythm) {
            case Rhythm.Every every -> every.interval().dividedBy(10);
            case Rhythm.At at -> Duration.ofMinutes(5);
        };
    }

    private String token(Section of) {
        Optional<String> given = of.text("token");
        Optional<String> file = of.text("token_file");
        if (given.isPresent() == file.isPresent()) {
            of.problem(
                    "token",
                    "needs one of \"token\" and \"token_file\", found " + (given.isPresent() ? "both" : "neither"));
            return "";
        }
        String token = given.orElse("");
        if (file.isPresent()) {
            Path path = folder.resolve(file.get());
            try {
                token = Files.readString(path).strip();
            } catch (IOException e) {
                of.problem("token_file", "token_file: " + path + " cannot be read");
                return "";
            }
        }
        if (token.length() < LEAST_TOKEN_CHARACTERS || !token.matches("[A-Za-z0-9._~-]+")) {
            of.problem(
                    given.isPresent() ? "token" : "token_file",
                    "a token has at least " + LEAST_TOKEN_CHARACTERS
                            + " characters, letters, digits and . _ ~ - only: it is the last part of a URL, and"
                            + " whoever knows it may give the sign");
        }
        return token;
    }

    private static Optional<Rhythm> rhythm(Section of) {
        if (of.has("every") == of.has("cron")) {
            of.problem("every", "needs one of \"every\" and \"cron\", found " + (of.has("every") ? "both" : "neither"));
            return Optional.empty();
        }
        if (of.has("every")) {
            Duration every = of.duration("every", Duration.ofHours(1));
            if (every.compareTo(LEAST_INTERVAL) < 0) {
                of.problem("every", "every: must be at least 5s");
            }
            return Optional.of(new Rhythm.Every(every));
        }
        try {
            Cron cron = Cron.parse(of.text("cron").orElse(""));
            return Optional.of(new Rhythm.At(cron, zone(of)));
        } catch (IllegalArgumentException e) {
            of.problem("cron", "cron: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static ZoneId zone(Section of) {
        String name = of.text("zone").orElse("UTC");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            of.problem("zone", "zone: no such time zone: \"" + name + "\"; write it like Europe/Berlin");
            return ZoneOffset.UTC;
        }
    }

    private static Map<String, String> labels(Section of) {
        Map<String, String> labels = new LinkedHashMap<>(of.texts("labels"));
        for (String label : labels.keySet()) {
            if (OWN_LABELS.contains(label) || !label.matches("[a-zA-Z_][a-zA-Z0-9_]*") || label.startsWith("__")) {
                of.problem(
                        "labels", "labels: \"" + label + "\" is a label that heartbeats have by themselves, or none");
            }
        }
        of.text("service").ifPresent(service -> labels.put("service", service));
        of.text("owner").ifPresent(owner -> labels.put("owner", owner));
        return labels;
    }
}
