package dev.nightjar.query.promql;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightjar.model.GroupTemplate;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Re2;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.vector.StepSeries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code label_replace}: a label from the parts of another's value. */
final class LabelReplace {
    private static final int MOST_KNOWN = 200;

    private final String target;
    private final String template;
    private final String source;
    private final Pattern pattern;
    /** By value of the source label; empty where that does not match. */
    private final Map<String, Optional<String>> replacements = new HashMap<>();

    private LabelReplace(String target, String template, String source, Pattern pattern) {
        this.target = target;
        this.template = template;
        this.source = source;
        this.pattern = pattern;
    }

    /** From the arguments: target label, replacement, source label, regular expression. */
    static LabelReplace of(List<String> texts) {
        String target = texts.getFirst();
        requireLabelName(target, "destination", "label_replace");
        String regex = texts.get(3);
        try {
            return new LabelReplace(target, texts.get(1), texts.get(2), Re2.compileWhole(regex));
        } catch (PatternSyntaxException e) {
            throw QueryException.execution(
                    "invalid regular expression in label_replace(): " + QueryText.shortened(regex));
        } catch (IllegalArgumentException e) {
            throw QueryException.execution("label_replace(): " + e.getMessage());
        }
    }

    String target() {
        return target;
    }

    static void requireLabelName(String name, String role, String function) {
        if (name.isEmpty() || !StringLiterals.isUtf8(name)) {
            throw QueryException.execution("invalid " + role + " label name in " + function + "(): " + name);
        }
    }

    StepSeries apply(StepSeries series) {
        Optional<String> replacement = replacement(series.labels().get(source));
        if (replacement.isEmpty()) {
            return series;
        }
        Labels labels = series.labels().with(target, replacement.get());
        boolean named = target.equals(Labels.METRIC_NAME);
        return series.withLabels(labels, series.dropName() && !named);
    }

    /** Many series have the same value, and matching is dear. */
    private Optional<String> replacement(String value) {
        Optional<String> known = replacements.get(value);
        if (known != null) {
            return known;
        }
        Matcher matcher = pattern.matcher(value);
        Optional<String> made = matcher.matches()
                ? Optional.of(QueryText.requireModest(GroupTemplate.expand(template, matcher), "label_replace()"))
                : Optional.empty();
        if (replacements.size() < MOST_KNOWN) {
            replacements.put(value, made);
        }
        return made;
    }
}
