package dev.nightjar.server;

import dev.nightjar.server.systemd.OwnAnswer;
import dev.nightjar.server.systemd.Systemd;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar server}: everything in one process. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description = "Run the server: stores, queries, alerts, pages, the web interface, and the agent of this host.")
final class ServerCommand implements Callable<Integer> {
    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--no-agent", description = "Do not watch this host from within the server.")
    boolean noAgent;

    @Override
    public Integer call() throws Exception {
        var config = common.load();
        if (noAgent) {
            var agent = config.agent();
            config = config.withAgent(
                    new dev.nightjar.server.config.NightjarConfig.Agent(false, agent.interval(), agent.logs()));
        }
        try (RunningServer server = RunningServer.start(config);
                OwnAnswer answers = new OwnAnswer(server.here());
                Systemd systemd = Systemd.of(System.getenv())) {
            server.announce(System.out);
            systemd.ready(answers);
            server.awaitStop();
        }
        return 0;
    }
}
