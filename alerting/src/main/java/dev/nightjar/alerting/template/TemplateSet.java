package dev.nightjar.alerting.template;

import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Named templates, and texts that may use them. What is defined twice is what was defined last. Immutable. */
public final class TemplateSet {
    private final Map<String, List<Part>> definitions;

    private TemplateSet(Map<String, List<Part>> definitions) {
        this.definitions = Map.copyOf(definitions);
    }

    /** Throws {@link TemplateException} when one of {@code texts} is not a template. */
    public static TemplateSet parse(List<String> texts) {
        Map<String, List<Part>> definitions = new HashMap<>();
        for (String text : texts) {
            Parser parser = new Parser(new Lexer(text).tokens());
            List<Part> _ = parser.template();
            definitions.putAll(parser.definitions());
        }
        return new TemplateSet(definitions);
    }

    /**
     * The text for {@code dot}. Throws {@link TemplateException} when it is not a template, or fails.
     *
     * @param escapes whether values are written so that they mean nothing in HTML
     */
    public String expand(String text, Object dot, String externalUrl, Instant now, boolean escapes) {
        if (!text.contains("{{")) {
            return text;
        }
        Parser parser = new Parser(new Lexer(text).tokens());
        List<Part> parts = parser.template();
        Map<String, List<Part>> all = new HashMap<>(definitions);
        all.putAll(parser.definitions());
        TemplateData data = new TemplateData(Labels.EMPTY, 0.0, Map.of(), externalUrl, TemplateQueries.NONE, now);
        return new Evaluation(data, dot, all, escapes).expand(parts);
    }
}
