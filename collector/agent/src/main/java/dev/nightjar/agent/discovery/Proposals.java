package dev.nightjar.agent.discovery;

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
                scrapes.append("  - job_name: ")
                        .append(quoted(service.program()))
                        .append('\n');
                scrapes.append("    static_configs:\n");
                scrapes.append("      - targets: [")
                        .append(String.join(
                                ", ",
                                exposed.stream()
                                        .map(port -> quoted(host + ":" + port))
                                        .toList()))
                        .append("]\n");
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
        return "# Proposals: copy what you want. Into prometheus.yml (scrape.file of the server, or gateway.scrape of the agent):\n"
                + (scrapes.isEmpty() ? "# nothing on this host answers /metrics\n" : "scrape_configs:\n" + scrapes)
                + "\n# Into agent.yaml (nightjar agent --config):\n"
                + (logs.isEmpty() ? "# no service has a log file open\n" : "logs:\n" + logs)
                + (others.isEmpty() ? "" : "\n# Listening without metrics:\n" + others);
    }

    /** As YAML takes any text. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
