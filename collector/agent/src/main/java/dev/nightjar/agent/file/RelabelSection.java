package dev.nightjar.agent.file;

import dev.nightjar.definition.Section;
import dev.nightjar.definition.Suggestion;
import dev.nightjar.model.relabel.RelabelAction;
import dev.nightjar.model.relabel.RelabelRule;
import dev.nightjar.model.relabel.RelabelRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads rules written as Prometheus' {@code relabel_configs}. */
final class RelabelSection {
    private RelabelSection() {}

    static RelabelRules read(Section of, String field) {
        List<RelabelRule> rules = new ArrayList<>();
        for (Section each : of.sections(field, field)) {
            each.allow("source_labels", "separator", "regex", "modulus", "target_label", "replacement", "action");
            String word = each.text("action").orElse("replace");
            try {
                rules.add(new RelabelRule(
                        RelabelAction.of(word).orElseThrow(() -> unknown(word)),
                        each.textList("source_labels"),
                        each.text("separator").orElse(RelabelRule.DEFAULT_SEPARATOR),
                        each.text("regex").orElse(RelabelRule.DEFAULT_REGEX),
                        each.wholeNumber("modulus", 0),
                        each.text("target_label").orElse(""),
                        each.text("replacement").orElse(RelabelRule.DEFAULT_REPLACEMENT)));
            } catch (IllegalArgumentException e) {
                each.problem("action", String.valueOf(e.getMessage()));
            }
        }
        return RelabelRules.of(rules);
    }

    private static IllegalArgumentException unknown(String word) {
        List<String> known =
                Stream.of(RelabelAction.values()).map(RelabelAction::text).toList();
        return new IllegalArgumentException("unknown action \"" + word + "\"" + Suggestion.among(known, word));
    }
}
