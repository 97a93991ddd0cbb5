package dev.nightjar.agent.gateway;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.relabel.RelabelRules;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of the labels of a service's samples before they leave its host. Labels of all that the agent sends are
 * added where the service has none of that name; an {@code instance} that means "here", as {@code localhost:9100} does on
 * every host, says which host.
 *
 * @param common labels of all that the agent sends
 * @param host the agent's {@code instance}
 * @param rules of the host for metrics
 */
public record EdgeLabels(Labels common, String host, RelabelRules rules) {
    private static final String INSTANCE = "instance";
    private static final Pattern HERE =
            Pattern.compile("(?:localhost|127(?:\\.\\d{1,3}){3}|0\\.0\\.0\\.0|\\[::1?])(:\\d+)?");

    /** Empty where the series does not leave this host. */
    Optional<Labels> of(Labels series) {
        Labels.Builder labels = series.toBuilder();
        for (Label label : common) {
            if (!series.has(label.name())) {
                labels.set(label.name(), label.value());
            }
        }
        labels.set(INSTANCE, instance(series.get(INSTANCE)));
        return rules.apply(labels.build()).filter(left -> left.has(Labels.METRIC_NAME));
    }

    private String instance(String said) {
        if (said.isEmpty()) {
            return host;
        }
        Matcher here = HERE.matcher(said);
        return here.matches() ? host + (here.group(1) == null ? "" : here.group(1)) : said;
    }
}
