package dev.nightjar.server;

import dev.nightjar.agent.Agent;
import dev.nightjar.agent.AgentConfig;
import dev.nightjar.agent.file.AgentFile;
import dev.nightjar.agent.gateway.SampleFeed;
import dev.nightjar.agent.journald.JournalSettings;
import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.model.Labels;
import dev.nightjar.model.redact.RedactionPattern;
import dev.nightjar.model.redact.RedactionRules;
import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.ListenAddress;
import dev.nightjar.server.wiring.GatewayFeed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar agent}: watches this host and tails its log files, for a server here or elsewhere. */
@Command(
        name = "agent",
        subcommands = DiscoverCommand.class,
        mixinStandardHelpOptions = true,
        description = "Watch this host (CPU, memory, disks, network, load) and tail log files; ship both to a server.")
final class AgentCommand implements Callable<Integer> {
    private static final URI HERE = URI.create(ListenAddress.DEFAULT.url());

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "File of configuration (agent.yaml); options say more than it does.")
    @Nullable
    Path file;

    @Option(names = "--server", paramLabel = "URL", description = "Where to send (default: http://127.0.0.1:7300).")
    @Nullable
    URI server;

    @Mixin
    ServerCredentials credentials = new ServerCredentials();

    @Option(
            names = "--logs",
            paramLabel = "DIR|GLOB",
            description = "File, folder or pattern of log files to tail; may be given several times.")
    List<String> logs = List.of();

    @Option(names = "--journal", description = "Read the journal of systemd, too.")
    boolean journal;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where to remember what was sent (default: data/agent).")
    @Nullable
    Path data;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Time between two readings (default: 15s).")
    @Nullable
    Duration interval;

    @Option(names = "--instance", paramLabel = "NAME", description = "Name of this host (default: its host name).")
    @Nullable
    String instance;

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "Label on everything sent; may be given several times.")
    Map<String, String> labels = Map.of();

    @Option(
            names = "--redact",
            paramLabel = "RULE",
            split = ",",
            description = "Take these out of lines before they leave this host: card, email, token.")
    List<String> redact = List.of();

    @Option(
            names = "--redact-pattern",
            paramLabel = "NAME=RE2",
            description = "Take out what this matches, or its first group; may be given several times.")
    Map<String, String> redactPatterns = Map.of();

    @Override
    public Integer call() throws Exception {
        AgentConfig config;
        try {
            config = configured();
        } catch (InvalidDefinitionsException e) {
            throw new StartException(String.join(
                    "\n", e.problems().stream().map(Object::toString).toList()));
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
        CountDownLatch stopAsked = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (Agent agent = new Agent(config, Clock.systemUTC(), new SecureRandom(), feeds(config))) {
            agent.start();
            System.out.println("Nightjar's agent watches " + config.instance() + " for " + config.server());
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("agent-stop").unstarted(() -> {
                        stopAsked.countDown();
                        awaitQuietly(stopped);
                    }));
            stopAsked.await();
        } catch (IOException e) {
            throw new StartException("the agent cannot start: " + e.getMessage() + "; its state is kept in "
                    + config.state() + " (another: --data DIR)");
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private static List<SampleFeed> feeds(AgentConfig config) throws StartException {
        if (!config.gateway().feeds()) {
            return List.of();
        }
        try {
            return List.of(new GatewayFeed(config.gateway(), config.instance(), config.interval(), Clock.systemUTC()));
        } catch (ConfigurationException e) {
            throw new StartException(String.join("\n", e.problems()));
        }
    }

    /** The defaults, changed by the file, changed by the options. */
    private AgentConfig configured() throws StartException {
        AgentConfig config = AgentConfig.of(HERE, Path.of("data", "agent").toAbsolutePath())
                .withVersion(Version.TEXT)
                .withToken(ServerCredentials.tokenOfEnvironment());
        config = file == null ? config : AgentFile.read(file, config);
        config = server == null ? config : config.withServer(server);
        config = credentials.givenToken().map(config::withToken).orElse(config);
        config = credentials.givenAuthority().map(config::withAuthority).orElse(config);
        config = data == null ? config : config.withState(data.toAbsolutePath());
        config = interval == null ? config : config.withInterval(interval);
        config = instance == null ? config : config.withInstance(instance);
        config = logs.isEmpty() ? config : config.withLogs(logs);
        config = journal ? config.withJournal(JournalSettings.DEFAULTS) : config;
        config = labels.isEmpty() ? config : config.withLabels(Labels.of(labels));
        return config.withRedaction(redaction(config.redaction()));
    }

    private RedactionRules redaction(RedactionRules ofFile) {
        boolean given = !redact.isEmpty() || !redactPatterns.isEmpty();
        return new RedactionRules(
                given ? redact.stream().map(RedactionRules.BuiltIn::of).toList() : ofFile.builtIn(),
                given
                        ? redactPatterns.entrySet().stream()
                                .map(rule -> new RedactionPattern(rule.getKey(), rule.getValue()))
                                .toList()
                        : ofFile.patterns(),
                System.getenv().getOrDefault("NIGHTJAR_REDACTION_HASH_KEY", ""));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
