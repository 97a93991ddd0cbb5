package dev.nightjar.alerting;

import dev.nightjar.alerting.notify.KnownAlert;
import dev.nightjar.alerting.paging.FiredAlert;
import dev.nightjar.alerting.paging.Pager;
import dev.nightjar.alerting.rules.ActiveAlert;
import dev.nightjar.alerting.rules.AlertBook;
import dev.nightjar.alerting.rules.RuleStep;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.AlertEvent.AlertTransitioned;
import dev.nightjar.model.event.PageEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the ledger asks of paging: which alerts wake somebody, ours and received ones, and what becomes of them when
 * nothing holds them back any more. Called under the ledger's lock.
 */
final class PageDesk {
    /** Received alerts of one name are followed as if a rule of that name were behind them. */
    private static final String RECEIVED = "received/";

    private final AlertBook alerts;
    private final Pager pager;
    private final NoticeDesk notices;

    /** Rules with alerts that would page but for what holds them back, and their expressions. */
    private final Map<String, String> held = new ConcurrentHashMap<>();

    PageDesk(AlertBook alerts, Pager pager, NoticeDesk notices) {
        this.alerts = alerts;
        this.pager = pager;
        this.notices = notices;
    }

    /** What follows for paging from one evaluation of a rule; {@code begun} is all that begins with it. */
    List<PageEvent> follow(RuleStep step, List<AlertTransitioned> begun, Instant now) {
        // An evaluation that failed says nothing about whether anything is over.
        if (!step.succeeded()) {
            return List.of();
        }
        return follow(
                step.rule().id(),
                step.rule().query(),
                step.firing(),
                begun.stream().map(AlertTransitioned::labels).toList(),
                now);
    }

    List<PageEvent> retired(String rule, Instant now) {
        held.remove(rule);
        return pager.follow(rule, List.of(), this::paging, now);
    }

    private List<PageEvent> follow(
            String rule, String query, List<ActiveAlert> firing, List<Labels> begun, Instant now) {
        List<FiredAlert> fired = new ArrayList<>();
        for (ActiveAlert alert : firing) {
            fired.add(fired(rule, query, alert, begun, now));
        }
        if (fired.stream().anyMatch(FiredAlert::isHeld)) {
            held.put(rule, query);
        } else {
            held.remove(rule);
        }
        return pager.follow(rule, fired, this::paging, now);
    }

    private FiredAlert fired(String rule, String query, ActiveAlert alert, List<Labels> begun, Instant now) {
        Optional<String> policy = notices.onCall.policyOf(alert.labels(), true);
        Instant firedAt = alert.firedAt();
        return new FiredAlert(
                rule,
                query,
                alert.labels(),
                alert.annotations(),
                alert.activeAt(),
                firedAt == null ? now : firedAt,
                alert.value(),
                policy.isPresent(),
                policy.orElse(""),
                policy.isPresent()
                        && notices.suppression.of(alert.labels(), begun, now).isHeld());
    }

    /**
     * What time alone brings to one rule: alerts that were held back and are no longer, received ones, or pages that are
     * over. To be asked until there is nothing more.
     */
    List<PageEvent> due(Instant now) {
        for (Map.Entry<String, String> rule : held.entrySet()) {
            List<ActiveAlert> firing = alerts.of(rule.getKey()).values().stream()
                    .filter(PageDesk::fires)
                    .toList();
            List<PageEvent> events = follow(rule.getKey(), rule.getValue(), firing, List.of(), now);
            if (!events.isEmpty()) {
                return events;
            }
        }
        for (Map.Entry<String, List<FiredAlert>> rule : receivedByName(now).entrySet()) {
            List<PageEvent> events = pager.follow(rule.getKey(), rule.getValue(), this::paging, now);
            if (!events.isEmpty()) {
                return events;
            }
        }
        return pager.close(this::paging, now);
    }

    private static boolean fires(ActiveAlert alert) {
        return alert.firedAt() != null;
    }

    private Map<String, List<FiredAlert>> receivedByName(Instant now) {
        Map<String, List<FiredAlert>> byName = new LinkedHashMap<>();
        for (KnownAlert alert : notices.groups.pool().received()) {
            Optional<String> policy = notices.onCall.policyOf(alert.labels(), false);
            if (policy.isPresent()) {
                String rule = RECEIVED + alert.labels().get("alertname");
                byName.computeIfAbsent(rule, name -> new ArrayList<>())
                        .add(new FiredAlert(
                                rule,
                                "",
                                alert.labels(),
                                alert.annotations(),
                                alert.startsAt(),
                                alert.startsAt(),
                                Double.NaN,
                                true,
                                policy.get(),
                                notices.suppression.of(alert.labels(), now).isHeld()));
            }
        }
        return byName;
    }

    /** The services for which alerts of a rule fire that page, held back or not. */
    private Set<String> paging(String rule) {
        Set<String> services = new LinkedHashSet<>();
        if (rule.startsWith(RECEIVED)) {
            for (KnownAlert alert : notices.groups.pool().received()) {
                if (rule.equals(RECEIVED + alert.labels().get("alertname"))
                        && notices.onCall.policyOf(alert.labels(), false).isPresent()) {
                    services.add(alert.labels().get("service"));
                }
            }
            return services;
        }
        for (ActiveAlert alert : alerts.of(rule).values()) {
            if (fires(alert) && notices.onCall.policyOf(alert.labels(), true).isPresent()) {
                services.add(alert.labels().get("service"));
            }
        }
        return services;
    }
}
