package dev.nightjar.server;

import dev.nightjar.agent.Agent;
import dev.nightjar.agent.AgentConfig;
import dev.nightjar.model.Labels;
import dev.nightjar.model.redact.RedactionPattern;
import dev.nightjar.model.redact.RedactionRules;
import dev.nightjar.server.config.ListenAddress;
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
import picocli.CommandLine.Option;

/** {@code nightjar agent}: watches this host and tails its log files, for a server here or elsewhere. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = "Watch this host (CPU, memory, disks, network, load) and tail log files; ship both to a server.")
final class AgentCommand implements Callable<Integer> {
    @Option(names = "--server", paramLabel = "URL", description = "Where to send (default: http://127.0.0.1:7300).")
    URI server = URI.create(ListenAddress.DEFAULT.url());

    @Option(
            names = "--logs",
            paramLabel = "DIR|GLOB",
            description = "Folder or pattern of log files to tail; may be given several times.")
    List<String> logs = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where to remember what was sent (default: data/agent).")
    Path data = Path.of("data", "agent");

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Time between two readings (default: 15s).")
    Duration interval = Duration.ofSeconds(15);

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
            config = AgentConfig.of(server, data.toAbsolutePath())
                    .withLogs(logs)
                    .withInterval(interval)
                    .withLabels(Labels.of(labels))
                    .withRedaction(new RedactionRules(
                            redact.stream().map(RedactionRules.BuiltIn::of).toList(),
                            redactPatterns.entrySet().stream()
                                    .map(rule -> new RedactionPattern(rule.getKey(), rule.getValue()))
                                    .toList(),
                            System.getenv().getOrDefault("NIGHTJAR_REDACTION_HASH_KEY", "")))
                    .withToken(System.getenv().getOrDefault("NIGHTJAR_TOKEN", ""));
            config = instance == null ? config : config.withInstance(instance);
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
        CountDownLatch stopAsked = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (Agent agent = new Agent(config, Clock.systemUTC(), new SecureRandom())) {
            agent.start();
            System.out.println("Nightjar's agent watches " + config.instance() + " for " + server);
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("agent-stop").unstarted(() -> {
                        stopAsked.countDown();
                        awaitQuietly(stopped);
                    }));
            stopAsked.await();
        } catch (IOException e) {
            throw new StartException("cannot keep the agent's state in " + data.toAbsolutePath() + " (" + e.getMessage()
                    + "); make it writable or choose another with --data DIR");
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
