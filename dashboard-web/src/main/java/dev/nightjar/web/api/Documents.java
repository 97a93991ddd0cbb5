package dev.nightjar.web.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON documents of {@code /nightjar/v1}, one record each, in the words of {@code ui/src/api/contract}: both
 * change together. Times are milliseconds since the epoch, durations seconds; a component that may be missing is null.
 */
final class Documents {
    private Documents() {}

    record Overview(
            String sentence,
            List<ServiceTile> services,
            List<OnCallNow> onCall,
            List<IncidentSummary> openIncidents,
            List<Change> changes) {}

    record ServiceTile(
            String name,
            String health,
            @Nullable String reason,
            int instances,
            @Nullable TileBudget budget,
            int openAlerts,
            @Nullable Change lastDeploy,
            Sparkline requests,
            Sparkline errors,
            @Nullable Double latencyP95) {}

    record TileBudget(
            String slo,
            @Nullable Double remaining,
            @Nullable Double burn) {}

    record Sparkline(long startMillis, long stepSeconds, List<@Nullable Double> values) {}

    record Service(
            String name,
            String health,
            String sentence,
            List<Slo> slos,
            List<Panel> red,
            List<RankedInstance> instances,
            List<Change> changes,
            List<Mark> marks,
            String logSelector,
            @Nullable String runbook,
            @Nullable String owner,
            @Nullable OnCallNow onCall,
            @Nullable IncidentSummary openIncident) {}

    record RankedInstance(String instance, @Nullable String version, double deviation, List<Finding> findings) {}

    record Finding(
            String signal,
            String instance,
            String resource,
            String text,
            @Nullable Long sinceMillis,
            double score,
            String panel) {}

    record Panel(
            String id,
            String title,
            String unit,
            String query,
            List<String> legend,
            @Nullable String peersQuery,
            @Nullable Double threshold,
            String group,
            double deviation,
            @Nullable Finding finding) {}

    record Instance(
            String service,
            String instance,
            String sentence,
            @Nullable String version,
            List<Panel> panels,
            List<Finding> findings,
            List<Change> changes,
            List<Mark> marks,
            String logSelector) {}

    record Mark(
            long atMillis,
            String kind,
            String text,
            @Nullable String link) {}

    record Change(
            String changeId, long atMillis, String service, String instance, String kind, String summary, String by) {}

    record Slo(
            String name,
            String displayName,
            String service,
            String sentence,
            String health,
            double target,
            long windowSeconds,
            long knownSeconds,
            @Nullable Double sli,
            @Nullable Double budgetRemaining,
            @Nullable Double goodEvents,
            @Nullable Double badEvents,
            @Nullable Double totalEvents,
            @Nullable Double burn,
            @Nullable Long exhaustedAtMillis,
            List<BurnWindow> windows,
            String ratioQuery,
            String badQuery,
            String totalQuery,
            String source) {}

    record BurnWindow(
            String severity,
            long longSeconds,
            long shortSeconds,
            double factor,
            @Nullable Double burnLong,
            @Nullable Double burnShort,
            boolean firing) {}

    record AlertList(List<Alert> alerts, List<RuleGroup> groups) {}

    record Alert(
            String rule,
            String name,
            String service,
            String state,
            String severity,
            String summary,
            Map<String, String> labels,
            Map<String, String> annotations,
            long activeAtMillis,
            @Nullable Double value,
            @Nullable String pageId,
            String query) {}

    record RuleGroup(
            String name,
            String file,
            double intervalSeconds,
            @Nullable Long lastEvaluationMillis,
            List<Rule> rules) {}

    record Rule(
            String name,
            String kind,
            String query,
            double forSeconds,
            String health,
            @Nullable String lastError,
            @Nullable String state) {}

    record PageSummary(
            String pageId,
            String state,
            String severity,
            String service,
            String summary,
            long openedAtMillis,
            @Nullable String incidentId) {}

    record Page(
            String pageId,
            String state,
            String severity,
            String service,
            String summary,
            long openedAtMillis,
            @Nullable String incidentId,
            String description,
            long sinceMillis,
            @Nullable String acknowledgedBy,
            @Nullable Long acknowledgedAtMillis,
            @Nullable Long acknowledgedUntilMillis,
            @Nullable Long resolvedAtMillis,
            @Nullable Long nextEscalationAtMillis,
            List<Delivery> deliveries,
            Map<String, String> labels,
            @Nullable String runbook,
            Panel graph,
            List<Finding> suspects,
            List<LogLine> lines,
            String logSelector,
            List<Mark> marks,
            String policy,
            List<Map<String, String>> alerts,
            List<Verdict> verdicts) {}

    record Verdict(String by, boolean useful, String text, long atMillis) {}

    record Delivery(
            String person,
            String channel,
            String address,
            String kind,
            int step,
            String state,
            int attempts,
            String detail,
            long atMillis) {}

    record LogLine(String atNanos, Map<String, String> labels, String line) {}

    record IncidentSummary(
            String incidentId,
            String title,
            String service,
            String state,
            String severity,
            long openedAtMillis,
            @Nullable Long resolvedAtMillis) {}

    record Incident(
            String incidentId,
            String title,
            String service,
            String state,
            String severity,
            long openedAtMillis,
            @Nullable Long resolvedAtMillis,
            String sentence,
            @Nullable Long impactStartMillis,
            @Nullable Long detectedAtMillis,
            @Nullable String acknowledgedBy,
            @Nullable Long acknowledgedAtMillis,
            List<String> pageIds,
            List<TimelineEntry> timeline,
            List<Finding> suspects,
            List<Panel> graphs,
            List<Mark> marks,
            String logSelector,
            @Nullable String postmortemId,
            @Nullable String cause) {}

    record TimelineEntry(
            long atMillis,
            String kind,
            String text,
            String by,
            @Nullable String link) {}

    record PostmortemSummary(
            String postmortemId,
            String incidentId,
            String title,
            String service,
            long createdAtMillis,
            int openActionItems) {}

    record Postmortem(
            String postmortemId,
            String incidentId,
            String title,
            String service,
            long createdAtMillis,
            int openActionItems,
            List<PostmortemSection> sections,
            List<Measure> measures,
            List<TimelineEntry> timeline,
            List<FrozenGraph> graphs,
            List<ActionItem> actionItems) {}

    record Measure(String name, @Nullable Double seconds, String explanation) {}

    record PostmortemSection(
            String name,
            String title,
            String text,
            @Nullable String editedBy) {}

    record FrozenGraph(
            String title, String query, String unit, long startMillis, double stepSeconds, List<FrozenSeries> series) {}

    record FrozenSeries(Map<String, String> labels, List<@Nullable Double> values) {}

    record ActionItem(String actionItemId, String text, String owner, String due, boolean closed) {}

    record OnCallNow(
            String policy,
            String rotation,
            String person,
            long untilMillis,
            @Nullable String next) {}
}
