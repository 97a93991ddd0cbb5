package dev.nightjar.web.api;

import dev.nightjar.alerting.paging.NoiseReport;
import dev.nightjar.web.loki.LogContext;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every operation of {@code /nightjar/v1}, in words, for its OpenAPI document. A test holds it against the routes. */
final class ApiCatalog {
    /** What commands without a document of their own answer. */
    private record Done() {}

    private record Acted(boolean done) {}

    private record Name(String name) {}

    private record Freed(long bytesFreed) {}

    private record Deleted(long series) {}

    private static final String COMBINED =
            "Values of promql(…) and logql(…), joined by PromQL's operators, in Prometheus' shape, ";

    private record Cancelled(boolean cancelled) {}

    static final List<ApiOperation> OPERATIONS = List.of(
            of("GET overview", "Services by need, who is on call, open incidents, changes.", Documents.Overview.class)
                    .asking("end", "range"),
            of("GET services/:name", "A service: budgets, rates, instances by deviation.", Documents.Service.class)
                    .asking("end", "range"),
            of("GET services/:name/instances/:instance", "An instance against its peers.", Documents.Instance.class)
                    .asking("end", "range"),
            of("GET alerts", "Alerts that are pending or firing, and all rules.", Documents.AlertList.class),
            of(
                            "POST rules/backtest",
                            "What the alerting rules of a rule file would have done on stored history.",
                            list(BacktestDocuments.Backtest.class))
                    .sending("rules", "sinceSeconds?"),
            of("GET slos", "Objectives and what is left of their budgets.", list(Documents.Slo.class)),
            of("GET slos/:name", "One objective.", Documents.Slo.class),
            of("GET slos/:name/budget", "What an objective's budget went to.", BudgetDocuments.Budget.class),
            of("GET slos/:name/openslo", "An objective as OpenSLO v1.", null),
            of("POST slos/:name/corrections", "Takes a time out of the budget.", BudgetDocuments.Correction.class)
                    .sending("fromMillis", "untilMillis", "reason", "approvedBy"),
            of("POST slos/:name/corrections/:id/withdraw", "The time counts again.", BudgetDocuments.Budget.class),
            of("POST incidents/:id/classify", "Says which class of outage it was.", Documents.Incident.class)
                    .sending("cause?"),
            of("POST incidents/:id/exempt", "What it cost freezes nothing.", BudgetDocuments.Exemption.class)
                    .sending("reason", "approvedBy"),
            of("POST incidents/:id/exempt/withdraw", "What it cost freezes again.", Done.class),
            of("GET gate", "Whether a service may be changed now, by its budgets.", GateDocuments.Gate.class)
                    .asking("service"),
            of("POST gate/override", "Lets a service's changes out for a time.", GateDocuments.Gate.class)
                    .sending("service", "reason", "forSeconds?"),
            of("GET oncall", "Who is on call now and next.", list(Documents.OnCallNow.class)),
            of("GET oncall/schedule", "Shifts and escalation policies.", ScheduleDocuments.Schedule.class)
                    .asking("start", "end"),
            of("GET oncall/rotations/:name.ics", "A rotation's shifts as iCalendar, to subscribe to.", null),
            of("GET oncall/people/:name.ics", "A person's shifts as iCalendar, to subscribe to.", null),
            of(
                            "GET oncall/load",
                            "How often who was called, at night and at weekends apart, by their own clocks.",
                            list(ScheduleDocuments.Load.class))
                    .asking("days"),
            of(
                    "GET oncall/overrides",
                    "Overrides that people made: active, pending, over.",
                    list(HandOverDocuments.HandOverDocument.class)),
            of(
                            "POST oncall/overrides",
                            "Gives somebody a time of a rotation: whoever asks, from now until the shift's end, unless said"
                                    + " otherwise.",
                            HandOverDocuments.HandOverDocument.class)
                    .sending("rotation", "person?", "startMillis?", "endMillis?", "reason?", "overrideId?"),
            of(
                    "POST oncall/overrides/:id/end",
                    "Ends an override now; one that has not begun never counts.",
                    HandOverDocuments.HandOverDocument.class),
            of("GET pages", "Pages, the newest first.", list(Documents.PageSummary.class)),
            of("GET pages/:id", "A page with its evidence.", Documents.Page.class),
            of("POST pages/:id/acknowledge", "Takes the page.", Documents.Page.class),
            of("POST pages/:id/resolve", "Ends the page.", Documents.Page.class),
            of("POST pages/:id/escalate", "Pages the next in line.", Documents.Page.class),
            of("POST pages/:id/note", "Writes a note into the timeline.", Documents.Page.class)
                    .sending("text"),
            of("POST pages/:id/take", "Takes the page for a time, after which others are called.", Acted.class)
                    .sending("for"),
            of("POST pages/:id/release", "Gives the page back: the next are called.", Acted.class),
            of("POST pages/:id/judge", "Says whether it was worth being woken for.", Acted.class)
                    .sending("useful:boolean", "text?"),
            of("GET history", "What fired, who was told, who did what, newest first.", HistoryDocuments.History.class)
                    .asking("kind", "rule", "service", "instance", "person", "find", "start", "end", "before", "limit"),
            of("GET noise", "What pages were worth, by rule, the noisiest first.", list(NoiseReport.class))
                    .asking("days", "zone"),
            of("GET silences", "Silences: active, pending, over.", list(SilenceDocuments.SilenceDocument.class)),
            of("GET silences/preview", "What a silence would hold back.", HistoryDocuments.Preview.class)
                    .asking("filter"),
            of("POST silences", "Makes or changes a silence.", SilenceDocuments.SilenceDocument.class)
                    .sending(
                            "silenceId?",
                            "matchers:array",
                            "startsMillis?",
                            "endsMillis",
                            "comment",
                            "recurrence?:object",
                            "endWhenQuietSeconds?",
                            "remindBeforeSeconds?"),
            of("POST silences/:id/expire", "Ends a silence now.", SilenceDocuments.SilenceDocument.class),
            of("GET notices", "What receivers are told, by group, with failures.", NoticeDocuments.Notices.class),
            of("GET routes/explain", "Whom an alert goes to, and why.", RouteDocuments.RouteExplanation.class)
                    .asking("label"),
            of("GET incidents", "Incidents, the newest first.", list(Documents.IncidentSummary.class)),
            of("POST incidents", "Declares an incident.", Documents.Incident.class)
                    .sending("service", "title"),
            of("GET incidents/:id", "An incident with its timeline.", Documents.Incident.class),
            of("POST incidents/:id/acknowledge", "Takes the incident.", Documents.Incident.class),
            of("POST incidents/:id/note", "Writes a note into the timeline.", Documents.Incident.class)
                    .sending("text"),
            of("POST incidents/:id/resolve", "Ends the incident and its pages.", Documents.Incident.class)
                    .sending("text?"),
            of("POST incidents/:id/postmortem", "Opens the postmortem.", Documents.Postmortem.class),
            of("GET postmortems", "Postmortems, the newest first.", list(Documents.PostmortemSummary.class)),
            of("GET postmortems/:id", "A postmortem with its frozen graphs.", Documents.Postmortem.class),
            of("GET postmortems/:id/markdown", "The postmortem as Markdown.", null),
            of("POST postmortems/:id/section", "Writes a section.", Documents.Postmortem.class)
                    .sending("name", "text?"),
            of("POST postmortems/:id/action-items", "Adds an action item.", Documents.Postmortem.class)
                    .sending("text", "owner?", "due?"),
            of("POST postmortems/:id/action-items/:item/close", "Closes an action item.", Documents.Postmortem.class),
            of("GET changes", "What was changed: deploys, toggles.", list(Documents.Change.class))
                    .asking("service", "end", "range"),
            of("POST changes", "Reports a change; the same id again is the same change.", Documents.Change.class)
                    .sending("changeId", "kind", "summary", "service?", "instance?", "at?", "by?"),
            of(
                            "GET logs/patterns",
                            "Patterns of log lines: how often, since when, new ones.",
                            PatternDocuments.Patterns.class)
                    .asking("query", "end", "range", "limit"),
            of(
                    "GET agents",
                    "The agents that watch hosts: version, last seen, lag, loss.",
                    AgentDocuments.Agents.class),
            of(
                    "GET proposals",
                    "What listens on the server's host and could be scraped; asks each port, and takes seconds.",
                    AgentDocuments.Proposals.class),
            of(
                            "POST proposals/accept",
                            "Writes a proposal into the scrape file; it is scraped from then on.",
                            AgentDocuments.Proposals.class)
                    .sending("job", "targets:array"),
            of("GET probes", "What is probed from here, and how it went.", LookoutDocuments.Probes.class),
            of(
                    "GET heartbeats",
                    "Who has to give a sign of life, and when it came last.",
                    LookoutDocuments.Heartbeats.class),
            of(
                    "GET actions",
                    "What is done by itself when alerts fire, and how it stands.",
                    LookoutDocuments.Actions.class),
            of(
                    "GET senders",
                    "Who sends telemetry: what was accepted, what was refused and why.",
                    SenderDocuments.Senders.class),
            of("GET cardinality", "Where series come from, the largest first.", StoreDocuments.Cardinality.class)
                    .asking("limit"),
            of("GET storage", "What is kept, and what retention did.", StoreDocuments.Storage.class),
            of("POST storage/snapshot", "Copies the store by hard links.", Name.class),
            of("POST storage/clean", "Gives the space of deleted samples back.", Freed.class),
            of("POST storage/delete", "Deletes samples by selector and time.", Deleted.class)
                    .sending("selector", "startMillis?", "endMillis?"),
            of(
                    "GET logs/storage",
                    "How log lines are kept, what was found damaged, and how far deletions are.",
                    LogStoreDocuments.Storage.class),
            of("POST logs/delete", "Deletes log lines by query and time.", LogStoreDocuments.Deletion.class)
                    .sending("query", "startMillis?", "endMillis?"),
            of("POST logs/delete/:id/cancel", "Calls a deletion off.", Cancelled.class),
            of(
                            "GET logs/verify",
                            "Compares log lines with their chains of digests.",
                            LogStoreDocuments.Verification.class)
                    .asking("selector", "startMillis", "endMillis"),
            of("GET queries", "Queries that run, and those that were slow.", StoreDocuments.Queries.class),
            of("POST queries/:id/kill", "Stops a query.", Done.class),
            of("GET traces/:id", "A trace by the id of 32 hexadecimal digits.", TraceDocuments.Trace.class),
            of("GET explain", "Runs a query and says what each part of it took.", null)
                    .asking("query", "time", "start", "end", "step"),
            of("GET query", COMBINED + "at one time.", null).asking("query", "time", "timeout", "lookback_delta"),
            of("POST query", COMBINED + "at one time; parameters as a form.", null)
                    .asking("query", "time", "timeout", "lookback_delta"),
            of("GET query_range", COMBINED + "over a range.", null)
                    .asking("query", "start", "end", "step", "timeout", "lookback_delta"),
            of("POST query_range", COMBINED + "over a range; parameters as a form.", null)
                    .asking("query", "start", "end", "step", "timeout", "lookback_delta"),
            of("GET export", "All samples of one metric as OpenMetrics text, without the final # EOF.", null)
                    .asking("metric", "match[]", "start", "end"),
            of("GET logs/context", "The lines around one line of the same source.", LogContext.Around.class)
                    .asking("labels", "time", "line", "before", "after", "source"),
            of("GET logs/export", "All lines of a query, as ndjson or CSV, without a limit.", null)
                    .asking("query", "start", "end", "since", "direction", "format", "columns"),
            of("GET events/stream", "What changed, as server-sent events.", null),
            of("POST admin/flush", "Brings everything stored to its resting form.", Done.class),
            of("GET openapi.json", "This document.", null));

    private ApiCatalog() {}

    private static ApiOperation of(String key, String says, @Nullable Type answer) {
        return new ApiOperation(key, says, List.of(), List.of(), answer);
    }

    private static Type list(Class<?> of) {
        return new ParameterizedType() {
            @Override
            public Type[] getActualTypeArguments() {
                return new Type[] {of};
            }

            @Override
            public Type getRawType() {
                return List.class;
            }

            @Override
            public @Nullable Type getOwnerType() {
                return null;
            }
        };
    }
}
