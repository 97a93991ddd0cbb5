package dev.nightjar.web.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What asks for somebody at a service: gathered from alerts, pages and objectives.
 *
 * @param pages summaries of open pages, worst first
 * @param pagingAlerts summaries of firing alerts that page
 * @param otherAlerts summaries of firing alerts that do not
 * @param reports whether the service sends data now
 */
record Needs(List<String> pages, List<String> pagingAlerts, List<String> otherAlerts, boolean reports) {
    Needs {
        pages = List.copyOf(pages);
        pagingAlerts = List.copyOf(pagingAlerts);
        otherAlerts = List.copyOf(otherAlerts);
    }

    static final Needs NONE = new Needs(List.of(), List.of(), List.of(), true);

    String health() {
        if (!pages.isEmpty() || !pagingAlerts.isEmpty()) {
            return Health.PAGE;
        }
        if (!otherAlerts.isEmpty()) {
            return Health.WARNING;
        }
        return reports ? Health.FINE : Health.UNKNOWN;
    }

    @Nullable
    String reason() {
        if (!pages.isEmpty()) {
            return pages.getFirst();
        }
        if (!pagingAlerts.isEmpty()) {
            return pagingAlerts.getFirst();
        }
        if (!otherAlerts.isEmpty()) {
            return otherAlerts.getFirst();
        }
        return reports ? null : "sends no data";
    }

    /** The service and why it needs somebody, its name once. */
    private String told(String service) {
        String reason = String.valueOf(reason());
        return reason.startsWith(service + " ") ? reason : service + " (" + reason + ")";
    }

    /** The overview's answer in words. */
    static String sentence(Map<String, Needs> services) {
        if (services.isEmpty()) {
            return "No service reports yet: send metrics with the labels service and instance.";
        }
        List<Map.Entry<String, Needs>> needy = services.entrySet().stream()
                .filter(each -> each.getValue().health().equals(Health.PAGE))
                .toList();
        List<Map.Entry<String, Needs>> warned = services.entrySet().stream()
                .filter(each -> each.getValue().health().equals(Health.WARNING))
                .toList();
        List<Map.Entry<String, Needs>> named = needy.isEmpty() ? warned : needy;
        List<String> silent = services.entrySet().stream()
                .filter(each -> each.getValue().health().equals(Health.UNKNOWN))
                .map(Map.Entry::getKey)
                .toList();
        if (named.isEmpty() && !silent.isEmpty()) {
            return silent.size() + " of " + Words.count(services.size(), "service")
                    + (silent.size() == 1 ? " sends" : " send") + " no data: " + Words.list(silent) + "."
                    + (silent.size() < services.size() ? " The others are fine." : "");
        }
        if (named.isEmpty()) {
            return services.size() == 1 ? "The one service is fine." : "All " + services.size() + " services are fine.";
        }
        String verb = named.size() == 1 ? " needs you: " : " need you: ";
        if (needy.isEmpty()) {
            verb = named.size() == 1 ? " is worth a look: " : " are worth a look: ";
        }
        List<String> parts =
                named.stream().map(each -> each.getValue().told(each.getKey())).toList();
        return named.size() + " of " + Words.count(services.size(), "service") + verb + Words.list(parts) + ".";
    }
}
