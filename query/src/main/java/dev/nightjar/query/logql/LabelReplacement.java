package dev.nightjar.query.logql;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.nightjar.model.GroupTemplate;
import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryText;

/** {@code label_replace}: a label from the parts of another's value. */
record LabelReplacement(Pattern pattern, String source, String replacement, String target) {
    Labels of(Labels labels) {
        Matcher matcher = pattern.matcher(labels.get(source));
        if (!matcher.matches()) {
            return labels;
        }
        String value = GroupTemplate.expand(replacement, matcher);
        return labels.with(target, QueryText.requireModest(value, "label_replace"));
    }
}
