package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.Section;
import dev.nightjar.definition.Suggestion;
import dev.nightjar.model.relabel.RelabelAction;
import dev.nightjar.model.relabel.RelabelRule;
import dev.nightjar.model.relabel.RelabelRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads lists of relabelling rules. */
final class RelabelReader {
    private RelabelReader() {}

    static RelabelRules read(Section of, String field) {
        List<RelabelRule> rules = new ArrayList<>();
        for (Section section : of.sections(field, field)) {
            rule(section).ifPresent(rules::add);
        }
        return RelabelRules.of(rules);
    }

    private static long modulus(Section section) {
        String text = section.text("modulus").orElse("0");
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            section.problem("modulus", "modulus: not a whole number above 0: \"" + text + "\"");
            return 1;
        }
    }

    private static Optional<RelabelRule> rule(Section section) {
        section.allow("source_labels", "separator", "regex", "modulus", "target_label", "replacement", "action");
        String written = section.text("action").orElse("replace");
        Optional<RelabelAction> action = RelabelAction.of(written);
        if (action.isEmpty()) {
            List<String> known = Arrays.stream(RelabelAction.values())
                    .map(RelabelAction::text)
                    .toList();
            section.problem("action", "unknown action \"" + written + "\"" + Suggestion.among(known, written));
            return Optional.empty();
        }
        if (section.textList("source_labels").contains("")) {
            section.problem("source_labels", "source_labels: a label without a name");
        }
        try {
            return Optional.of(new RelabelRule(
                    action.get(),
                    section.textList("source_labels"),
                    section.text("separator").orElse(RelabelRule.DEFAULT_SEPARATOR),
                    section.has("regex") ? section.text("regex").orElse("") : RelabelRule.DEFAULT_REGEX,
                    modulus(section),
                    section.text("target_label").orElse(""),
                    section.text("replacement").orElse(RelabelRule.DEFAULT_REPLACEMENT)));
        } catch (IllegalArgumentException e) {
            section.problem("action", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
