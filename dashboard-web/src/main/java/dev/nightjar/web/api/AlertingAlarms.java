package dev.nightjar.web.api;

import dev.nightjar.alerting.Alerting;
import dev.nightjar.alerting.CommandResult;
import dev.nightjar.alerting.action.ActionView;
import dev.nightjar.alerting.backtest.BacktestResult;
import dev.nightjar.alerting.backtest.KnownIncident;
import dev.nightjar.alerting.paging.Page;
import dev.nightjar.web.api.Documents.AlertList;
import dev.nightjar.web.api.Documents.OnCallNow;
import dev.nightjar.web.api.Documents.Slo;
import dev.nightjar.web.api.ScheduleDocuments.Schedule;
import dev.nightjar.web.http.HttpProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@link Alarms} by the alert engine. */
final class AlertingAlarms implements Alarms {
    private final Alerting alerting;
    private final InstantSource clock;

    AlertingAlarms(Alerting alerting, InstantSource clock) {
        this.alerting = alerting;
        this.clock = clock;
    }

    @Override
    public AlertList alerts() {
        List<Page> pages = alerting.pages();
        return new AlertList(
                alerting.alerts().stream()
                        .map(alert -> AlarmDocuments.alert(alert, pages))
                        .toList(),
                alerting.groups().stream().map(AlarmDocuments::group).toList());
    }

    @Override
    public List<Slo> slos() {
        return alerting.slos().stream().map(SloDocuments::slo).toList();
    }

    @Override
    public Optional<Slo> slo(String name) {
        return alerting.slo(name).map(SloDocuments::slo);
    }

    @Override
    public Optional<dev.nightjar.alerting.slo.Slo> objective(String name) {
        return alerting.objective(name);
    }

    @Override
    public Budgets budgets() {
        return new AlertingBudgets(alerting);
    }

    @Override
    public List<OnCallNow> onCall() {
        return alerting.onCall().stream().map(AlarmDocuments::onCall).toList();
    }

    @Override
    public Schedule schedule(Instant from, Instant until) {
        return ScheduleDocuments.schedule(
                alerting.schedule(from, until), alerting.people().people().values());
    }

    @Override
    public HandOvers handOvers() {
        return new AlertingHandOvers(alerting.onCallDesk(), clock);
    }

    @Override
    public List<ScheduleDocuments.Load> load(Instant since) {
        return alerting.load(since).stream().map(ScheduleDocuments::load).toList();
    }

    @Override
    public Optional<OnCallNow> onCallFor(String service) {
        String policy = alerting.people().policyOf(service).name();
        return onCall().stream().filter(now -> now.policy().equals(policy)).findFirst();
    }

    @Override
    public List<PageFacts> pages() {
        return alerting.pages().stream().map(AlarmDocuments::page).toList();
    }

    @Override
    public Optional<PageFacts> page(String pageId) {
        return alerting.page(pageId).map(AlarmDocuments::page);
    }

    @Override
    public void acknowledge(String pageId, String by) {
        check(alerting.acknowledge(pageId, by), Page.State.ACKNOWLEDGED);
    }

    @Override
    public void resolve(String pageId, String by) {
        check(alerting.resolve(pageId, by), Page.State.RESOLVED);
    }

    @Override
    public void escalate(String pageId, String by) {
        switch (alerting.escalate(pageId)) {
            case CommandResult.Done done -> {}
            case CommandResult.Refused refused -> throw refused(refused);
            case CommandResult.Unknown unknown -> throw unknown(unknown);
        }
    }

    @Override
    public List<BacktestResult> backtest(String ruleFile, Duration since, List<KnownIncident> incidents) {
        return alerting.backtest(ruleFile, since, incidents);
    }

    @Override
    public List<ActionView> actions() {
        return alerting.actions();
    }

    @Override
    public AlertRecords records() {
        return new AlertingRecords(alerting);
    }

    @Override
    public Notices notices() {
        return new AlertingNotices(alerting, clock);
    }

    /** What is already as wanted is no failure: two people may press the same button. */
    private static void check(CommandResult result, Page.State wanted) {
        switch (result) {
            case CommandResult.Done done -> {}
            case CommandResult.Refused refused when refused.page().state() == wanted -> {}
            case CommandResult.Refused refused -> throw refused(refused);
            case CommandResult.Unknown unknown -> throw unknown(unknown);
        }
    }

    private static HttpProblem refused(CommandResult.Refused refused) {
        String hint = refused.page().state() == Page.State.OPEN
                ? "everybody whom its policy names was called: reach somebody by other means, or acknowledge it yourself"
                : null;
        return new HttpProblem(409, refused.reason(), "page " + refused.page().id(), hint);
    }

    private static HttpProblem unknown(CommandResult.Unknown unknown) {
        return HttpProblem.notFound(
                "there is no page \"" + unknown.pageId() + "\"", "GET /nightjar/v1/pages lists them");
    }
}
