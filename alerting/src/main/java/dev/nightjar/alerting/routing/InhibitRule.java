package dev.nightjar.alerting.routing;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import java.util.List;

/**
 * While a source fires, targets with the same values of {@code equal} reach nobody. A label that neither has is equal.
 */
public record InhibitRule(List<Matcher> source, List<Matcher> target, List<String> equal) {
    public InhibitRule {
        source = List.copyOf(source);
        target = List.copyOf(target);
        equal = List.copyOf(equal);
    }

    public boolean isSource(Labels labels) {
        return source.stream().allMatch(matcher -> matcher.matches(labels));
    }

    public boolean isTarget(Labels labels) {
        return target.stream().allMatch(matcher -> matcher.matches(labels));
    }

    /** What has to be the same for a source and its targets. */
    public List<String> key(Labels labels) {
        return equal.stream().map(labels::get).toList();
    }
}
