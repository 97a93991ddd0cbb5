package dev.nightjar.alerting.template;

import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Named templates, and texts that may use them. What is defined in two files is what was defined last. Immutable. */
public final class TemplateSet {
    private static final List<String> VARIABLES = List.of("$");

    private final Map<String, Definition> definitions;

    private TemplateSet(Map<String, Definition> definitions) {
        this.definitions = Map.copyOf(definitions);
    }

    /**
     * A file of templates.
     *
     * @param name which its errors say
     */
    public record File(String name, String text) {}

    /** Throws {@link TemplateException} when one of {@code files} is not a template. */
    public static TemplateSet parse(List<File> files) {
        Map<String, Definition> definitions = new HashMap<>();
        for (File file : files) {
            Parser parser = new Parser(Source.of(file.name(), file.text()), VARIABLES);
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
        Source source = Source.of("", text);
        Parser parser = new Parser(source, VARIABLES);
        Definition itself = new Definition("", source, parser.template());
        Map<String, Definition> all = new HashMap<>(definitions);
        all.putAll(parser.definitions());
        TemplateData data = new TemplateData(Labels.EMPTY, 0.0, Map.of(), externalUrl, TemplateQueries.NONE, now);
        return new Evaluation(data, dot, itself, all, escapes).expand();
    }
}
