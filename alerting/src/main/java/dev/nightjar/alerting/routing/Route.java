package dev.nightjar.alerting.routing;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import java.time.Duration;
import java.util.List;

/**
 * A node of the tree, with what it inherited.
 *
 * @param id place in the tree, unlike any other's
 * @param key as receivers see it: the matchers from the root on; equal for two with the same matchers
 * @param groupBy labels whose values make a group
 * @param groupByAll every label makes a group: {@code group_by: ['...']}
 */
public record Route(
        String id,
        String key,
        int line,
        List<Matcher> matchers,
        String receiver,
        boolean continues,
        List<String> groupBy,
        boolean groupByAll,
        Duration groupWait,
        Duration groupInterval,
        Duration repeatInterval,
        List<String> mutedIn,
        List<String> activeIn,
        List<Route> children) {
    public Route {
        matchers = List.copyOf(matchers);
        groupBy = List.copyOf(groupBy);
        mutedIn = List.copyOf(mutedIn);
        activeIn = List.copyOf(activeIn);
        children = List.copyOf(children);
    }

    public boolean takes(Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    /** The labels by which an alert is told together with others. */
    public Labels group(Labels labels) {
        return groupByAll ? labels : labels.keep(groupBy);
    }

    /** Group key as Alertmanager writes it. */
    public String groupKey(Labels groupLabels) {
        return key + ":" + groupLabels;
    }
}
