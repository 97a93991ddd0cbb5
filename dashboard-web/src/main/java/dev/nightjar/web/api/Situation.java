package dev.nightjar.web.api;

import dev.nightjar.web.api.Documents.Alert;
import dev.nightjar.web.api.Documents.AlertList;
import dev.nightjar.web.api.Documents.PageSummary;
import java.util.List;

/** Alerts and pages at one moment, asked once for all services of a view. Pure. */
record Situation(List<Alert> alerts, List<PageSummary> pages) {
    private static final String FIRING = "firing";

    Situation {
        alerts = List.copyOf(alerts);
        pages = List.copyOf(pages);
    }

    static Situation of(Alarms alarms) {
        AlertList list = alarms.alerts();
        return new Situation(
                list.alerts(), alarms.pages().stream().map(PageFacts::summary).toList());
    }

    List<Alert> firing(String service) {
        return alerts.stream()
                .filter(alert ->
                        alert.service().equals(service) && alert.state().equals(FIRING))
                .toList();
    }

    Needs needs(String service, boolean reports) {
        List<String> open = pages.stream()
                .filter(page -> page.service().equals(service) && !page.state().equals("resolved"))
                .filter(page -> page.severity().equals("page"))
                .map(PageSummary::summary)
                .toList();
        List<Alert> firing = firing(service);
        return new Needs(
                open,
                firing.stream()
                        .filter(alert -> alert.severity().equals("page"))
                        .map(Alert::summary)
                        .toList(),
                firing.stream()
                        .filter(alert -> !alert.severity().equals("page"))
                        .map(Alert::summary)
                        .toList(),
                reports);
    }
}
