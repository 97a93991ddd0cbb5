package dev.nightjar.alerting.paging;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import java.util.List;
import java.util.stream.Collectors;

/** Says of many alerts what they have in common once, and of each only what it has of its own. */
final class AlertList {
    /** More than fit a message are counted. */
    private static final int MOST = 200;

    private AlertList() {}

    /** {@code 80 alerts (alertname="Down", rack="r7"): m1; m2; …}. */
    static String of(List<Labels> alerts) {
        Labels common = Labels.common(alerts);
        String each =
                alerts.stream().limit(MOST).map(labels -> own(labels, common)).collect(Collectors.joining("; "));
        String rest = alerts.size() > MOST ? "; and " + (alerts.size() - MOST) + " more" : "";
        String shared = common.toString();
        return alerts.size() + " alerts (" + shared.substring(1, shared.length() - 1) + "): " + each + rest + ".";
    }

    private static String own(Labels labels, Labels common) {
        StringBuilder text = new StringBuilder();
        for (Label label : labels) {
            if (!common.has(label.name())) {
                text.append(text.isEmpty() ? "" : ", ").append(label.value());
            }
        }
        return text.isEmpty() ? labels.get("alertname") : text.toString();
    }
}
