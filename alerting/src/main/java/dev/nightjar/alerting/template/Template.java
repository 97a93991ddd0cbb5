package dev.nightjar.alerting.template;

import java.util.List;

/** One label's or annotation's text with its actions. Immutable. */
public final class Template {
    private final String text;
    private final List<Part> parts;

    private Template(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /** Throws {@link TemplateException} when {@code text} is not a template. */
    public static Template parse(String text) {
        return new Template(text, new Parser(new Lexer(text).tokens()).template());
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** The text for {@code data}; where that fails, {@code <error expanding template: …>}. */
    public String expand(TemplateData data) {
        try {
            return new Evaluation(data).expand(parts);
        } catch (TemplateException e) {
            return "<error expanding template: " + e.getMessage() + ">";
        }
    }
}
