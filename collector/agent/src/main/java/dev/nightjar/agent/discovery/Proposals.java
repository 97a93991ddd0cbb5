package dev.nightjar.agent.discovery;

import static dev.nightjar.agent.discovery.ProposedJob.quoted;

import java.util.List;
import java.util.function.IntPredicate;

/** Writes what was found as configuration to be looked through, changed and copied: nothing is scraped or tailed by it. */
public final class Proposals {
    private Proposals() {}

    /**
     * @param host to write as the targets' host
     * @param exposesMetrics whether {@code /metrics} on a port of this host answers with metrics
     * @return {@code scrape_configs} for a {@code prometheus.yml}, and {@code logs} for an {@code agent.yaml}
     */
    public static String write(List<ListeningService> services, String host, IntPredicate exposesMetrics) {
        StringBuilder scrapes = new StringBuilder();
        StringBuilder logs = new StringBuilder();
        StringBuilder others = new StringBuilder();
        for (ListeningService service : services) {
            List<Integer> exposed =
                    service.ports().stream().filter(exposesMetrics::test).toList();
            if (!exposed.isEmpty()) {
                List<String> targets =
                        exposed.stream().map(port -> host + ":" + port).toList();
                scrapes.append(
                        new ProposedJob(service.program(), targets).yaml().indent(2));
            }
            for (String file : service.logFiles()) {
                logs.append("  - path: ").append(quoted(file)).append('\n');
                logs.append("    labels: {service: ")
                        .append(quoted(service.program()))
                        .append("}\n");
            }
            if (exposed.isEmpty()) {
                others.append("#   ")
                        .append(service.program())
                        .append(" on ")
                        .append(service.ports())
                        .append('\n');
            }
        }
        return "# Proposals: copy what you want. Into prometheus.yml (scrape.file of the server, or gateway.scrape of"
                + " the agent):\n"
                + (scrapes.isEmpty() ? "# nothing on this host answers /metrics\n" : "scrape_configs:\n" + scrapes)
                + "\n# Into agent.yaml (nightjar agent --config):\n"
                + (logs.isEmpty() ? "# no service has a log file open\n" : "logs:\n" + logs)
                + (others.isEmpty() ? "" : "\n# Listening without metrics:\n" + others);
    }
}
