package dev.nightjar.alerting.routing;

import dev.nightjar.model.Labels;
import java.util.List;

/**
 * Whoever is told of alerts. One named {@code nightjar}, or {@code nightjar/<policy>}, calls whoever is on call.
 *
 * @param labels by which receivers are asked for; {@code name} is always there
 */
public record Receiver(String name, List<Integration> integrations, Labels labels) {
    /** Name of the receiver that is our own on-call. */
    public static final String ON_CALL = "nightjar";

    public Receiver {
        integrations = List.copyOf(integrations);
        labels = labels.with("name", name);
    }

    /** Without labels of its own. */
    public Receiver(String name, List<Integration> integrations) {
        this(name, integrations, Labels.EMPTY);
    }

    /** Whether alerts that reach it wake whoever is on call. */
    public static boolean isOnCall(String name) {
        return name.equals(ON_CALL) || name.startsWith(ON_CALL + "/");
    }

    /** The on-call policy that its name asks for; empty: that of the alert's service. */
    public static String policy(String name) {
        return name.startsWith(ON_CALL + "/") ? name.substring(ON_CALL.length() + 1) : "";
    }

    /** What an integration is called in events and history, such as {@code webhook[0]}. */
    public String integrationName(int index) {
        Integration integration = integrations.get(index);
        int number = 0;
        for (int i = 0; i < index; i++) {
            number += integrations.get(i).kind().equals(integration.kind()) ? 1 : 0;
        }
        return integration.kind() + "[" + number + "]";
    }
}
