package dev.nightjar.query.promql;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightjar.model.Labels;
import dev.nightjar.query.GroupTemplate;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.RegexSize;
import dev.nightjar.query.vector.StepSeries;
import java.util.List;

/** {@code label_replace}: a label from the parts of another's value. */
final class LabelReplace {
    private final String target;
    private final String template;
    private final String source;
    private final Pattern pattern;

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
            RegexSize.require(regex);
            return new LabelReplace(target, texts.get(1), texts.get(2), Pattern.compile("^(?s:" + regex + ")$"));
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
        Matcher matcher = pattern.matcher(series.labels().get(source));
        if (!matcher.matches()) {
            return series;
        }
        Labels labels = series.labels()
                .with(
                        target,
                        QueryText.requireModest(GroupTemplate.expand(template, pattern, matcher), "label_replace()"));
        boolean named = target.equals(Labels.METRIC_NAME);
        return series.withLabels(labels, series.dropName() && !named);
    }
}
