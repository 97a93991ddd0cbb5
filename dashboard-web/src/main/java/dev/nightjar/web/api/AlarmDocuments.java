package dev.nightjar.web.api;

import dev.nightjar.alerting.oncall.OnCallNow;
import dev.nightjar.alerting.oncall.Person;
import dev.nightjar.alerting.paging.Delivery;
import dev.nightjar.alerting.paging.Page;
import dev.nightjar.alerting.rules.ActiveAlert;
import dev.nightjar.alerting.rules.AlertView;
import dev.nightjar.alerting.rules.GroupView;
import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.PageEvent.PageEscalated;
import dev.nightjar.model.event.PageEvent.PageJudged;
import dev.nightjar.web.api.Documents.Alert;
import dev.nightjar.web.api.Documents.Mark;
import dev.nightjar.web.api.Documents.PageSummary;
import dev.nightjar.web.api.Documents.RuleGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns alerts, rule groups, pages and shifts into documents. Pure. */
final class AlarmDocuments {
    /** What {@code untilMillis} says of a shift that never ends: the last moment of the year 9999. */
    private static final long FOR_EVER = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    private AlarmDocuments() {}

    static Alert alert(AlertView view, List<Page> pages) {
        ActiveAlert alert = view.alert();
        Map<String, String> labels = alert.labels().toMap();
        String service = labels.getOrDefault("service", "");
        return new Alert(
                view.rule(),
                view.name(),
                service,
                alert.state().name().toLowerCase(Locale.ROOT),
                labels.getOrDefault("severity", ""),
                summary(view.name(), alert.annotations()),
                labels,
                alert.annotations(),
                alert.activeAt().toEpochMilli(),
                RequestNumbers.finite(alert.value()),
                pages.stream()
                        .filter(page -> page.state() != Page.State.RESOLVED
                                && page.opened().rule().equals(view.rule())
                                && page.opened().service().equals(service))
                        .findFirst()
                        .map(Page::id)
                        .orElse(null),
                view.query());
    }

    private static String summary(String name, Map<String, String> annotations) {
        String summary = annotations.getOrDefault("summary", "");
        return summary.isBlank() ? name : summary;
    }

    static RuleGroup group(GroupView view) {
        return new RuleGroup(
                view.group().name(),
                view.group().file(),
                view.group().interval().toMillis() / 1000.0,
                ResponseDocuments.millis(view.lastEvaluation()),
                view.rules().stream().map(AlarmDocuments::rule).toList());
    }

    private static Documents.Rule rule(GroupView.RuleView view) {
        String health =
                view.health().word().equals("err") ? "error" : view.health().word();
        return switch (view.rule()) {
            case Rule.AlertRule alert ->
                new Documents.Rule(
                        alert.name(),
                        "alert",
                        alert.query(),
                        alert.holdFor().toMillis() / 1000.0,
                        health,
                        view.health().error(),
                        view.state());
            case Rule.RecordRule record ->
                new Documents.Rule(
                        record.name(),
                        "record",
                        record.query(),
                        0,
                        health,
                        view.health().error(),
                        null);
        };
    }

    static Documents.OnCallNow onCall(OnCallNow now) {
        Instant until = now.until();
        Person next = now.next();
        return new Documents.OnCallNow(
                now.policy(),
                now.rotation(),
                now.person().displayName(),
                until == null ? FOR_EVER : until.toEpochMilli(),
                next == null ? null : next.displayName());
    }

    static PageFacts page(Page page) {
        Map<String, String> annotations = page.opened().annotations();
        String runbook = annotations.getOrDefault("runbook_url", annotations.getOrDefault("runbook", ""));
        return new PageFacts(
                new PageSummary(
                        page.id(),
                        page.state().name().toLowerCase(Locale.ROOT),
                        page.opened().severity().name().toLowerCase(Locale.ROOT),
                        page.opened().service(),
                        page.summary(),
                        page.opened().at().toEpochMilli(),
                        null),
                page.opened().description(),
                page.opened().since().toEpochMilli(),
                page.acknowledgedBy(),
                ResponseDocuments.millis(page.acknowledgedAt()),
                ResponseDocuments.millis(page.acknowledgedUntil()),
                ResponseDocuments.millis(page.resolvedAt()),
                ResponseDocuments.millis(page.nextStepAt()),
                page.deliveries().stream().map(AlarmDocuments::delivery).toList(),
                page.opened().alertLabels().toMap(),
                runbook.isEmpty() ? null : runbook,
                page.opened().query(),
                marks(page),
                page.opened().policy(),
                page.alerts().stream().map(Labels::toMap).toList(),
                page.judgements().values().stream()
                        .sorted(Comparator.comparing(PageJudged::at))
                        .map(judged -> new Documents.Verdict(
                                judged.by(),
                                judged.useful(),
                                judged.text(),
                                judged.at().toEpochMilli()))
                        .toList());
    }

    private static Documents.Delivery delivery(Delivery delivery) {
        return new Documents.Delivery(
                delivery.person(),
                delivery.channel(),
                delivery.address(),
                delivery.kind().name().toLowerCase(Locale.ROOT),
                delivery.step(),
                delivery.state().name().toLowerCase(Locale.ROOT),
                delivery.attempts(),
                delivery.detail(),
                delivery.at().toEpochMilli());
    }

    private static List<Mark> marks(Page page) {
        List<Mark> marks = new ArrayList<>();
        marks.add(mark(page.opened().since(), "alert", page.summary()));
        for (PageEscalated step : page.escalations()) {
            marks.add(mark(step.at(), "page", "paged " + Words.list(step.people())));
        }
        add(marks, page.acknowledgedAt(), "ack", "acknowledged by " + page.acknowledgedBy());
        String by = page.resolvedBy();
        add(
                marks,
                page.resolvedAt(),
                "resolve",
                by == null || by.isEmpty() ? "resolved by itself" : "resolved by " + by);
        return marks;
    }

    private static void add(List<Mark> marks, @Nullable Instant at, String kind, String text) {
        if (at != null) {
            marks.add(mark(at, kind, text));
        }
    }

    private static Mark mark(Instant at, String kind, String text) {
        return new Mark(at.toEpochMilli(), kind, text, null);
    }
}
