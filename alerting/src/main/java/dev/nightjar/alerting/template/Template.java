package dev.nightjar.alerting.template;

import java.util.List;
import java.util.Map;

/** One label's or annotation's text with its actions. Immutable. */
public final class Template {
    private static final List<String> VARIABLES = List.of("$", "$labels", "$value", "$externalLabels", "$externalURL");

    private final Definition itself;
    private final Map<String, Definition> definitions;

    private Template(Source source) {
        Parser parser = new Parser(source, VARIABLES);
        this.itself = new Definition(source.name(), source, parser.template());
        this.definitions = Map.copyOf(parser.definitions());
    }

    /** Throws {@link TemplateException} when {@code text} is not a template. */
    public static Template parse(String text) {
        return new Template(Source.of("", text));
    }

    /** A text of an alerting rule, whose errors are Prometheus' of the same text. */
    public static Template parseOfRule(String alert, String text) {
        return new Template(Source.ofRule(alert, text));
    }

    /** As it was written. */
    public String text() {
        return itself.source().text();
    }

    /** Whether it is the same text whatever the data. */
    public boolean isPlain() {
        List<Part> parts = itself.parts();
        return parts.isEmpty() || (parts.size() == 1 && parts.getFirst() instanceof Part.Text);
    }

    /** The text for {@code data}; where that fails, {@code <error expanding template: …>}. */
    public String expand(TemplateData data) {
        if (isPlain()) {
            return itself.parts().isEmpty() ? "" : ((Part.Text) itself.parts().getFirst()).text();
        }
        try {
            return new Evaluation(data, itself, definitions).expand();
        } catch (TemplateException e) {
            String of = itself.name().isEmpty() ? "" : "error executing template " + itself.name() + ": ";
            return "<error expanding template: " + of + e.getMessage() + ">";
        }
    }
}
