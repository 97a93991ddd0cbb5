package dev.nightjar.alerting.action;

import dev.nightjar.alerting.routing.HttpSettings;
import dev.nightjar.alerting.routing.Secret;
import dev.nightjar.alerting.template.Template;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request that is made when alerts fire.
 *
 * @param matchers that an alert has to meet
 * @param by labels that tell apart what it is done for, each with a cool-down of its own
 * @param cooldown for how long it is not done again
 * @param repeat after which it is done again while the alerts still fire; empty: once
 * @param dryRun whether it is only written down
 * @param timeout zero for the usual one
 * @param body empty: the alerts as JSON
 */
public record Action(
        String name,
        List<Matcher> matchers,
        List<String> by,
        Duration cooldown,
        Optional<Duration> repeat,
        boolean dryRun,
        Secret url,
        HttpSettings http,
        Duration timeout,
        Optional<Template> body) {
    public Action {
        matchers = List.copyOf(matchers);
        by = List.copyOf(by);
    }

    boolean isFor(Labels alert) {
        return matchers.stream().allMatch(matcher -> matcher.matches(alert));
    }

    Labels key(Labels alert) {
        return alert.keep(Set.copyOf(by));
    }
}
