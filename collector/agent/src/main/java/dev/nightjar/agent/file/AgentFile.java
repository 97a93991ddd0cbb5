package dev.nightjar.agent.file;

import dev.nightjar.agent.AgentConfig;
import dev.nightjar.agent.LogFiles;
import dev.nightjar.agent.gateway.GatewaySettings;
import dev.nightjar.agent.journald.JournalSettings;
import dev.nightjar.client.TrustedAuthority;
import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.YamlFile;
import dev.nightjar.model.Labels;
import dev.nightjar.model.redact.RedactionPattern;
import dev.nightjar.model.redact.RedactionRules;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code agent.yaml}; every key is described in the module's README. What is not written stays as it was. */
public final class AgentFile {
    private static final InetSocketAddress DEFAULT_GATEWAY = new InetSocketAddress("127.0.0.1", 4318);

    private final Section root;
    private AgentConfig config;

    private AgentFile(Section root, AgentConfig otherwise) {
        this.root = root;
        this.config = otherwise;
    }

    /**
     * @param otherwise what holds where the file says nothing
     * @throws InvalidDefinitionsException with everything that is wrong
     */
    public static AgentConfig read(Path file, AgentConfig otherwise) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            Problems problems = new Problems();
            problems.add(file.toString(), 1, "cannot be read: " + e.getMessage());
            throw new InvalidDefinitionsException(problems.sorted());
        }
        return parse(file.toString(), text, otherwise);
    }

    /** @param file to call it in messages */
    static AgentConfig parse(String file, String text, AgentConfig otherwise) {
        Problems problems = new Problems();
        List<Node> documents = YamlFile.documents(file, text, problems);
        AgentConfig config = documents.isEmpty()
                ? otherwise
                : Section.of(file, "", documents.getFirst(), problems)
                        .map(root -> new AgentFile(root, otherwise).applied())
                        .orElse(otherwise);
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionsException(problems.sorted());
        }
        return config;
    }

    private AgentConfig applied() {
        root.allow(
                "server",
                "tokenFile",
                "authority",
                "instance",
                "interval",
                "state",
                "spoolMegabytes",
                "labels",
                "logs",
                "journal",
                "gateway",
                "redact",
                "textfiles",
                "metricRelabel",
                "logRelabel");
        set("server", text -> config.withServer(server(text)));
        set("tokenFile", text -> config.withToken(token(Path.of(text))));
        set("authority", text -> config.withAuthority(authority(Path.of(text))));
        set("instance", config::withInstance);
        set("state", text -> config.withState(Path.of(text)));
        set("textfiles", text -> config.withHost(config.host().withTextfiles(Path.of(text))));
        set("interval", text -> config.withInterval(root.duration("interval", config.interval())));
        set("spoolMegabytes", text -> config.withSpoolBytes((long) root.wholeNumber("spoolMegabytes", 256) << 20));
        if (root.has("labels")) {
            config = config.withLabels(labels(root));
        }
        if (root.has("logs")) {
            List<LogFiles> files = new ArrayList<>();
            root.sections("logs", "logs").forEach(each -> files(each).ifPresent(files::add));
            config = config.withLogFiles(files);
        }
        root.section("journal", "journal").ifPresent(this::journal);
        root.section("gateway", "gateway").ifPresent(this::gateway);
        root.section("redact", "redact").ifPresent(this::redact);
        if (root.has("metricRelabel")) {
            config = config.withMetricRules(RelabelSection.read(root, "metricRelabel"));
        }
        return root.has("logRelabel") ? config.withLogRules(RelabelSection.read(root, "logRelabel")) : config;
    }

    /** What cannot work is told where it stands. */
    private void set(String field, Function<String, AgentConfig> to) {
        Optional<String> text = root.has(field) ? root.text(field) : Optional.empty();
        if (text.isPresent()) {
            try {
                config = to.apply(text.get());
            } catch (IllegalArgumentException e) {
                root.problem(field, field + ": " + e.getMessage());
            }
        }
    }

    private static URI server(String text) {
        URI server = URI.create(text);
        if (server.getHost() == null || !List.of("http", "https").contains(String.valueOf(server.getScheme()))) {
            throw new IllegalArgumentException("\"" + text + "\" is no address such as http://nightjar:7300");
        }
        return server;
    }

    private static String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Throws {@link IllegalArgumentException} where nothing could be trusted by it. */
    private static Path authority(Path file) {
        TrustedAuthority.of(file);
        return file;
    }

    private static Labels labels(Section of) {
        Labels.Builder labels = Labels.EMPTY.toBuilder();
        for (Map.Entry<String, String> each : of.texts("labels").entrySet()) {
            labels.set(each.getKey(), each.getValue());
        }
        return labels.build();
    }

    private static Optional<LogFiles> files(Section of) {
        of.allow("path", "exclude", "encoding", "format", "labels");
        String format = of.text("format").orElse("auto");
        try {
            return Optional.of(new LogFiles(
                    of.requiredText("path"),
                    of.textList("exclude"),
                    of.text("encoding").orElse(""),
                    format(format),
                    labels(of)));
        } catch (IllegalArgumentException e) {
            of.problem("path", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static LogFiles.Format format(String word) {
        for (LogFiles.Format each : LogFiles.Format.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "format \"" + word + "\" is not one that is read; there are auto, plain, docker and cri");
    }

    private void journal(Section of) {
        of.allow("enabled", "program", "arguments");
        if (of.flag("enabled", true)) {
            String program = of.text("program").orElse(JournalSettings.DEFAULTS.program());
            config = config.withJournal(new JournalSettings(program, of.textList("arguments")));
        }
    }

    /** One that says nothing takes OTLP where OpenTelemetry's libraries send it by default. */
    private void gateway(Section of) {
        of.allow("listen", "statsd", "scrape");
        Optional<Path> scrapes = of.text("scrape").map(Path::of);
        boolean quiet = !of.has("listen") && !of.has("statsd") && scrapes.isEmpty();
        config = config.withGateway(new GatewaySettings(
                quiet ? Optional.of(DEFAULT_GATEWAY) : address(of, "listen", "127.0.0.1:4318"),
                address(of, "statsd", "127.0.0.1:8125"),
                scrapes));
    }

    private static Optional<InetSocketAddress> address(Section of, String field, String such) {
        Optional<String> text = of.text(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI at = URI.create("gateway://" + text.get());
            if (at.getHost() != null && at.getPort() >= 0) {
                return Optional.of(new InetSocketAddress(at.getHost(), at.getPort()));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        of.problem(field, field + ": \"" + text.get() + "\" is no address such as " + such);
        return Optional.empty();
    }

    private void redact(Section of) {
        of.allow("rules", "patterns");
        try {
            List<RedactionPattern> patterns = new ArrayList<>();
            of.texts("patterns").forEach((name, regex) -> patterns.add(new RedactionPattern(name, regex)));
            config = config.withRedaction(new RedactionRules(
                    of.textList("rules").stream()
                            .map(RedactionRules.BuiltIn::of)
                            .toList(),
                    patterns,
                    config.redaction().hashKey()));
        } catch (IllegalArgumentException e) {
            of.problem("rules", String.valueOf(e.getMessage()));
        }
    }
}
