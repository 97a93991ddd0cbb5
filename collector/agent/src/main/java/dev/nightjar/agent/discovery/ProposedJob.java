package dev.nightjar.agent.discovery;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A job for a {@code prometheus.yml}.
 *
 * @param targets host and port of each
 */
public record ProposedJob(String name, List<String> targets) {
    public ProposedJob {
        targets = List.copyOf(targets);
    }

    /** As an entry of {@code scrape_configs}, not indented. */
    public String yaml() {
        return "- job_name: %s\n  static_configs:\n    - targets: [%s]\n"
                .formatted(
                        quoted(name), targets.stream().map(ProposedJob::quoted).collect(Collectors.joining(", ")));
    }

    /** As YAML takes any text. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
