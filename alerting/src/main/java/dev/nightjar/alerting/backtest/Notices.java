package dev.nightjar.alerting.backtest;

import dev.nightjar.alerting.backtest.BacktestResult.Notice;
import dev.nightjar.alerting.backtest.BacktestResult.Variant;
import dev.nightjar.alerting.oncall.OnCall;
import dev.nightjar.alerting.oncall.Person;
import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.alerting.template.Template;
import dev.nightjar.definition.DurationText;
import dev.nightjar.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the stretches in which series held into pages, as the pager would make them: one for a rule and a service. */
final class Notices {
    private static final Set<String> PAGES = Set.of("page", "critical");
    private static final int NIGHT_BEGINS = 22;
    private static final int NIGHT_ENDS = 7;

    private final Rule.AlertRule rule;
    private final OnCall people;
    private final List<KnownIncident> incidents;
    private final Instant from;
    private final Duration step;

    Notices(Rule.AlertRule rule, OnCall people, List<KnownIncident> incidents, Instant from, Duration step) {
        this.rule = rule;
        this.people = people;
        this.incidents = List.copyOf(incidents);
        this.from = from;
        this.step = step;
    }

    /** In order of time. */
    List<Notice> of(Map<Labels, Holding> held, Duration holdFor) {
        long forSteps = steps(holdFor);
        long keepSteps = steps(rule.keepFiringFor());
        Map<String, List<Span>> byService = new HashMap<>();
        held.forEach((labels, holding) -> byService
                .computeIfAbsent(service(labels), service -> new ArrayList<>())
                .addAll(holding.firing(forSteps, keepSteps)));
        List<Notice> notices = new ArrayList<>();
        byService.forEach((service, spans) -> join(service, spans, notices));
        notices.sort(Comparator.comparing(Notice::at));
        return notices;
    }

    /** As many evaluations as it takes until so much time has gone by. */
    private long steps(Duration of) {
        return Math.ceilDiv(of.toMillis(), step.toMillis());
    }

    /** The rule's own label hides that of the series. */
    private String service(Labels labels) {
        Template own = rule.labels().get("service");
        return own != null && own.isPlain() ? own.text() : labels.get("service");
    }

    private void join(String service, List<Span> spans, List<Notice> notices) {
        spans.sort(Comparator.comparingLong(Span::first));
        int begun = 0;
        while (begun < spans.size()) {
            long last = spans.get(begun).last();
            int next = begun + 1;
            while (next < spans.size() && spans.get(next).first() <= last) {
                last = Math.max(last, spans.get(next++).last());
            }
            notices.add(notice(service, time(spans.get(begun).first()), time(last + 1), next - begun));
            begun = next;
        }
    }

    private Instant time(long at) {
        return from.plus(step.multipliedBy(at));
    }

    private Notice notice(String service, Instant at, Instant until, int alerts) {
        List<Person> called = people.called(people.policyOf(service).step(0), at);
        ZoneId zone = called.isEmpty() ? ZoneOffset.UTC : called.getFirst().zone();
        int hour = at.atZone(zone).getHour();
        return new Notice(
                at,
                until,
                service,
                alerts,
                called.stream().map(Person::displayName).toList(),
                hour >= NIGHT_BEGINS || hour < NIGHT_ENDS,
                incidents.stream()
                        .filter(incident -> incident.explains(service, at, until))
                        .findFirst()
                        .orElse(null));
    }

    Variant variant(@Nullable Double threshold, Duration holdFor, boolean current, List<Notice> notices) {
        return new Variant(threshold, holdFor, current, notices.size(), atNight(notices), inside(notices), (int)
                incidents.stream().filter(incident -> isSeen(incident, notices)).count());
    }

    private static int atNight(List<Notice> notices) {
        return (int) notices.stream().filter(Notice::night).count();
    }

    private static int inside(List<Notice> notices) {
        return (int)
                notices.stream().filter(notice -> notice.incident() != null).count();
    }

    private static boolean isSeen(KnownIncident incident, List<Notice> notices) {
        return notices.stream().anyMatch(notice -> incident.explains(notice.service(), notice.at(), notice.until()));
    }

    BacktestResult result(Instant until, int series, List<Notice> notices, List<Variant> variants) {
        boolean pages = pages();
        List<KnownIncident> missed = incidents.stream()
                .filter(incident -> incident.from().isAfter(from)
                        && notices.stream().anyMatch(notice -> notice.service().equals(incident.service()))
                        && !isSeen(incident, notices))
                .toList();
        return new BacktestResult(
                rule.name(),
                rule.query(),
                pages,
                from,
                until,
                step,
                series,
                notices.size(),
                atNight(notices),
                inside(notices),
                notices.subList(0, Math.min(notices.size(), BacktestResult.MOST_SHOWN)),
                missed,
                variants,
                sentence(pages, until, notices));
    }

    private boolean pages() {
        Template severity = rule.labels().get("severity");
        return severity != null && PAGES.contains(severity.text());
    }

    private String sentence(boolean pages, Instant until, List<Notice> notices) {
        String span =
                DurationText.of(Duration.ofMinutes(Duration.between(from, until).toMinutes()));
        String does = pages ? "paged" : "alerted";
        if (notices.isEmpty()) {
            return rule.name() + " would not have " + does + " in " + span + ".";
        }
        int night = atNight(notices);
        int inside = inside(notices);
        String where = incidents.isEmpty()
                ? "no incident is known for that time"
                : inside + " inside incidents and " + (notices.size() - inside) + " for nothing that is known";
        return rule.name() + " would have " + does + " " + (notices.size() == 1 ? "once" : notices.size() + " times")
                + " in " + span + ", " + night + " at night; " + where + ".";
    }
}
