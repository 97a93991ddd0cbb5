package dev.nightjar.server;

import dev.nightjar.agent.discovery.ListeningServices;
import dev.nightjar.agent.discovery.MetricsProbe;
import dev.nightjar.agent.discovery.Proposals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code nightjar agent discover}: what listens on this host, as configuration to be copied. */
@Command(
        name = "discover",
        mixinStandardHelpOptions = true,
        description = "Look for services on this host and propose what to scrape and tail; changes nothing.")
final class DiscoverCommand implements Callable<Integer> {
    @Override
    public Integer call() throws StartException {
        try (MetricsProbe probe = new MetricsProbe()) {
            System.out.print(Proposals.write(
                    ListeningServices.find(Path.of("/proc")), ProgramDescription.hostName(), probe::answers));
            return 0;
        } catch (IOException e) {
            throw new StartException("cannot see what listens on this host: " + e.getMessage());
        }
    }
}
