package dev.nightjar.web.api;

import dev.nightjar.alerting.slo.Slo;
import dev.nightjar.alerting.slo.SloStatus;
import dev.nightjar.web.api.Documents.BurnWindow;
import java.time.Duration;

/** Turns objectives into documents. Pure. */
final class SloDocuments {
    private SloDocuments() {}

    static Documents.Slo slo(SloStatus status) {
        Slo slo = status.slo();
        Duration shortest = slo.windows().isEmpty()
                ? Duration.ofMinutes(5)
                : slo.windows().getFirst().shortWindow();
        Double bad = status.badEvents();
        Double total = status.totalEvents();
        return new Documents.Slo(
                slo.name(),
                slo.displayName(),
                slo.service(),
                status.sentence(),
                health(status),
                slo.target(),
                slo.window().toSeconds(),
                status.known().toSeconds(),
                status.sli(),
                status.budgetRemaining(),
                bad == null || total == null ? null : total - bad,
                bad,
                total,
                status.burn(),
                ResponseDocuments.millis(status.exhaustedAt()),
                status.windows().stream()
                        .map(row -> new BurnWindow(
                                row.window().pages() ? "page" : "ticket",
                                row.window().longWindow().toSeconds(),
                                row.window().shortWindow().toSeconds(),
                                row.window().factor(),
                                row.burnLong(),
                                row.burnShort(),
                                row.burning()))
                        .toList(),
                slo.ratioQuery(shortest),
                slo.badQuery(shortest),
                slo.totalQuery(shortest),
                slo.source());
    }

    static String health(SloStatus status) {
        if (status.sli() == null) {
            return Health.UNKNOWN;
        }
        if (status.paging()) {
            return Health.PAGE;
        }
        Double remaining = status.budgetRemaining();
        boolean spent = remaining != null && remaining <= 0;
        boolean burning = status.windows().stream().anyMatch(SloStatus.WindowStatus::burning);
        return spent || burning ? Health.WARNING : Health.FINE;
    }
}
