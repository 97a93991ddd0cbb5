package dev.nightjar.query.logql.template;

import dev.nightjar.gotemplate.Dialect;
import dev.nightjar.gotemplate.GoTemplate;
import dev.nightjar.gotemplate.Source;
import dev.nightjar.gotemplate.TemplateException;
import java.util.Set;

/** A template of {@code line_format} or {@code label_format}, ready to be rendered for any number of entries. */
public final class LineTemplate {
    private static final Dialect<TemplateScope> LOKI = LokiFunctions.dialect();

    private final GoTemplate<TemplateScope> template;
    private final GoTemplate.Output output;

    private LineTemplate(GoTemplate<TemplateScope> template, int maxChars) {
        this.template = template;
        this.output = GoTemplate.Output.plain(maxChars);
    }

    /**
     * Throws {@link TemplateException} where the text is no template.
     *
     * @param name for messages
     * @param maxChars how long what it renders may become
     */
    public static LineTemplate parse(String name, String text, int maxChars) {
        return new LineTemplate(GoTemplate.parse(LOKI, new Source(name, text)), maxChars);
    }

    /** The text for an entry. Throws {@link TemplateException} where it fails, or becomes too long. */
    public String render(TemplateScope scope) {
        return template.render(scope, new LabelMap(scope), output);
    }

    /** The labels that a template names; none where the text is no template. */
    public static Set<String> fields(String text) {
        try {
            return GoTemplate.parse(LOKI, new Source("", text)).fields();
        } catch (TemplateException e) {
            return Set.of(); // refused where it is used
        }
    }
}
