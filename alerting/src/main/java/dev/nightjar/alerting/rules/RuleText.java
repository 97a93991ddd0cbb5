package dev.nightjar.alerting.rules;

import dev.nightjar.alerting.template.Template;
import java.util.Map;
import java.util.TreeMap;

/** What a group says, as text: equal for two readings of the same definition. */
final class RuleText {
    private RuleText() {}

    static String of(RuleGroup group) {
        StringBuilder text = new StringBuilder()
                .append(group.interval())
                .append(group.limit())
                .append(group.queryOffset());
        for (Rule rule : group.rules()) {
            text.append('\n').append(rule.id()).append('\n').append(of(rule));
        }
        return text.toString();
    }

    /** Without its place. */
    static String of(Rule rule) {
        String said = switch (rule) {
            case Rule.AlertRule alert ->
                " " + alert.language() + alert.policy() + alert.holdFor() + alert.keepFiringFor()
                        + texts(alert.labels()) + texts(alert.annotations());
            case Rule.RecordRule record -> " " + new TreeMap<>(record.labels());
        };
        return rule.name() + "\n" + rule.query() + said;
    }

    private static Map<String, String> texts(Map<String, Template> templates) {
        Map<String, String> texts = new TreeMap<>();
        templates.forEach((name, template) -> texts.put(name, template.text()));
        return texts;
    }
}
