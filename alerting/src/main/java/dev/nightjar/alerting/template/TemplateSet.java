package dev.nightjar.alerting.template;

import dev.nightjar.gotemplate.Escapes;
import dev.nightjar.gotemplate.GoTemplate;
import dev.nightjar.gotemplate.Source;
import dev.nightjar.gotemplate.TemplateException;
import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Named templates, and texts that may use them. What is defined in two files is what was defined last. Immutable. */
public final class TemplateSet {
    private static final GoTemplate.Output TEXT = GoTemplate.Output.plain(Integer.MAX_VALUE);
    private static final GoTemplate.Output HTML = new GoTemplate.Output(Escapes::html, Integer.MAX_VALUE);

    private final List<GoTemplate<TemplateData>> files;

    private TemplateSet(List<GoTemplate<TemplateData>> files) {
        this.files = files;
    }

    /**
     * A file of templates.
     *
     * @param name which its errors say
     */
    public record File(String name, String text) {}

    /** Throws {@link TemplateException} when one of {@code files} is not a template. */
    public static TemplateSet parse(List<File> files) {
        return new TemplateSet(files.stream()
                .map(file -> GoTemplate.parse(Dialects.NOTICES, new Source(file.name(), file.text())))
                .toList());
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
        TemplateData data = new TemplateData(Labels.EMPTY, 0.0, Map.of(), externalUrl, TemplateQueries.NONE, now);
        return GoTemplate.parse(Dialects.NOTICES, new Source("", text))
                .with(files)
                .render(data, dot, escapes ? HTML : TEXT);
    }
}
