package dev.nightjar.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What the gate said, in a line. */
final class GateLine {
    private GateLine() {}

    /** {@code deny: checkout: the budget is overspent: 165 % used (burns 2.1 times too fast; policy 2026-1)}. */
    static String of(String service, JsonNode said) {
        StringBuilder line = new StringBuilder(said.path("decision").asText())
                .append(": ")
                .append(service)
                .append(": ");
        if (said.path("slo").isTextual()) {
            line.append(said.path("slo").asText()).append(": ");
        }
        line.append(said.path("reason").asText()).append(" (");
        if (said.path("burn").isNumber()) {
            line.append(String.format(
                    Locale.ROOT,
                    "burns %.1f times as fast as it may; ",
                    said.path("burn").asDouble()));
        }
        return line.append("policy ")
                .append(said.path("policy_version").asText())
                .append(", until ")
                .append(said.path("expires_at").asText())
                .append(')')
                .toString();
    }
}
