package dev.nightjar.alerting.template;

import dev.nightjar.gotemplate.GoTemplate;
import dev.nightjar.gotemplate.Source;
import dev.nightjar.gotemplate.TemplateException;

/** One label's or annotation's text with its actions. Immutable. */
public final class Template {
    /** What Prometheus sets in front of every text of a rule. */
    private static final String BEFORE = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
            + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

    private static final GoTemplate.Output TEXT = GoTemplate.Output.plain(Integer.MAX_VALUE);

    private final GoTemplate<TemplateData> template;

    private Template(Source source) {
        this.template = GoTemplate.parse(Dialects.RULES, source);
    }

    /** Throws {@link TemplateException} when {@code text} is not a template. */
    public static Template parse(String text) {
        return new Template(new Source("", text));
    }

    /** A text of an alerting rule, whose errors are Prometheus' of the same text. */
    public static Template parseOfRule(String alert, String text) {
        return new Template(new Source("__alert_" + alert, text, BEFORE.length()));
    }

    /** As it was written. */
    public String text() {
        return template.source().text();
    }

    /** Whether it is the same text whatever the data. */
    public boolean isPlain() {
        return template.plain().isPresent();
    }

    /** The text for {@code data}; where that fails, {@code <error expanding template: …>}. */
    public String expand(TemplateData data) {
        return template.plain().orElseGet(() -> rendered(data));
    }

    private String rendered(TemplateData data) {
        RuleFields fields = RuleFields.of(data);
        try {
            return template.render(data, fields, fields.variables(), TEXT);
        } catch (TemplateException e) {
            String name = template.source().name();
            String of = name.isEmpty() ? "" : "error executing template " + name + ": ";
            return "<error expanding template: " + of + e.getMessage() + ">";
        }
    }
}
