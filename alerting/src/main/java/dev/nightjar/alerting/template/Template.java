package dev.nightjar.alerting.template;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** One label's or annotation's text with its actions. Immutable. */
public final class Template {
    private static final Set<String> OF_RULES = Set.of("$", "$labels", "$value", "$externalLabels", "$externalURL");

    private final String text;
    private final List<Part> parts;
    private final Map<String, List<Part>> definitions;

    private Template(String text, List<Part> parts, Map<String, List<Part>> definitions) {
        this.text = text;
        this.parts = parts;
        this.definitions = definitions;
    }

    /** Throws {@link TemplateException} when {@code text} is not a template. */
    public static Template parse(String text) {
        Parser parser = new Parser(new Lexer(text).tokens());
        List<Part> parts = parser.template();
        return new Template(text, parts, Map.copyOf(parser.definitions()));
    }

    /** As {@link #parse}, and refuses variables other than the rules' own that are nowhere declared, as Prometheus does. */
    public static Template parseOfRule(String text) {
        Template template = parse(text);
        Variables.undefined(template.parts, OF_RULES).ifPresent(variable -> {
            throw new TemplateException("undefined variable \"" + variable + "\"");
        });
        return template;
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** Whether it is the same text whatever the data. */
    public boolean isPlain() {
        return parts.isEmpty() || (parts.size() == 1 && parts.getFirst() instanceof Part.Text);
    }

    /** The text for {@code data}; where that fails, {@code <error expanding template: …>}. */
    public String expand(TemplateData data) {
        if (isPlain()) {
            return parts.isEmpty() ? "" : ((Part.Text) parts.getFirst()).text();
        }
        try {
            return new Evaluation(data, definitions).expand(parts);
        } catch (TemplateException e) {
            return "<error expanding template: " + e.getMessage() + ">";
        }
    }
}
