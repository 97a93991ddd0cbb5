package dev.nightjar.web.api;

import dev.nightjar.alerting.Alerting;
import dev.nightjar.alerting.CommandResult;
import dev.nightjar.alerting.history.HistoryQuestion;
import dev.nightjar.alerting.paging.NoiseReport;
import dev.nightjar.web.api.HistoryDocuments.History;
import dev.nightjar.web.http.HttpProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** {@link AlertRecords} by the alert engine. */
final class AlertingRecords implements AlertRecords {
    private final Alerting alerting;

    AlertingRecords(Alerting alerting) {
        this.alerting = alerting;
    }

    @Override
    public History history(HistoryQuestion question) {
        return History.of(alerting.history(question));
    }

    @Override
    public List<NoiseReport> noise(Instant since, ZoneId zone) {
        return alerting.noise(since, zone);
    }

    @Override
    public void judge(String pageId, String by, boolean useful, String text) {
        check(alerting.judge(pageId, by, useful, text));
    }

    @Override
    public void acknowledge(String pageId, String by, Duration time) {
        check(alerting.acknowledge(pageId, by, time));
    }

    @Override
    public void release(String pageId, String by) {
        switch (alerting.release(pageId, by)) {
            case CommandResult.Done done -> {}
            case CommandResult.Refused refused ->
                throw new HttpProblem(409, "nobody has the page", "page " + pageId, null);
            case CommandResult.Unknown unknown -> throw unknown(unknown);
        }
    }

    private static void check(CommandResult result) {
        switch (result) {
            case CommandResult.Done done -> {}
            case CommandResult.Refused refused ->
                throw new HttpProblem(
                        409, refused.reason(), "page " + refused.page().id(), null);
            case CommandResult.Unknown unknown -> throw unknown(unknown);
        }
    }

    private static HttpProblem unknown(CommandResult.Unknown unknown) {
        return HttpProblem.notFound(
                "there is no page \"" + unknown.pageId() + "\"", "GET /nightjar/v1/pages lists them");
    }
}
