package dev.nightjar.web.api;

import dev.nightjar.alerting.backtest.BacktestResult;
import dev.nightjar.alerting.backtest.KnownIncident;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents of rules that were tried on stored history. Times are milliseconds since the epoch. */
final class BacktestDocuments {
    private BacktestDocuments() {}

    record Backtest(
            String rule,
            String query,
            boolean pages,
            String sentence,
            long fromMillis,
            long untilMillis,
            double stepSeconds,
            int series,
            int count,
            int atNight,
            int insideIncidents,
            List<Notice> notices,
            List<Incident> missed,
            List<Variant> variants) {}

    record Notice(
            long atMillis,
            long untilMillis,
            String service,
            int alerts,
            List<String> called,
            boolean night,
            @Nullable Incident incident) {}

    record Incident(String incidentId, String title, long fromMillis, long untilMillis) {}

    record Variant(
            @Nullable Double threshold,
            double forSeconds,
            boolean current,
            int count,
            int atNight,
            int insideIncidents,
            int incidentsSeen) {}

    static Backtest of(BacktestResult result) {
        return new Backtest(
                result.rule(),
                result.query(),
                result.pages(),
                result.sentence(),
                result.from().toEpochMilli(),
                result.until().toEpochMilli(),
                result.step().toMillis() / 1000.0,
                result.series(),
                result.count(),
                result.atNight(),
                result.insideIncidents(),
                result.notices().stream().map(BacktestDocuments::notice).toList(),
                result.missed().stream().map(BacktestDocuments::incident).toList(),
                result.variants().stream().map(BacktestDocuments::variant).toList());
    }

    private static Notice notice(BacktestResult.Notice notice) {
        KnownIncident incident = notice.incident();
        return new Notice(
                notice.at().toEpochMilli(),
                notice.until().toEpochMilli(),
                notice.service(),
                notice.alerts(),
                notice.called(),
                notice.night(),
                incident == null ? null : incident(incident));
    }

    private static Incident incident(KnownIncident incident) {
        return new Incident(
                incident.id(),
                incident.title(),
                incident.from().toEpochMilli(),
                incident.until().toEpochMilli());
    }

    private static Variant variant(BacktestResult.Variant variant) {
        return new Variant(
                variant.threshold(),
                variant.holdFor().toMillis() / 1000.0,
                variant.current(),
                variant.count(),
                variant.atNight(),
                variant.insideIncidents(),
                variant.incidentsSeen());
    }
}
