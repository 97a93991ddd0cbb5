package dev.nightjar.query.logql;

import dev.nightjar.gotemplate.TemplateException;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.logql.template.LineTemplate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes {@code line_format} and {@code label_format} ready to run. */
final class FormatSteps {
    private static final int MAX_LINE_CHARS = 1 << 20;
    private static final String ERROR = "TemplateFormatErr";

    private FormatSteps() {}

    /** Throws {@link QueryException} where the template cannot be read. */
    static Step line(Stage.LineFormat stage, InstantSource clock) {
        LineTemplate template;
        try {
            template = LineTemplate.parse("line", stage.template(), MAX_LINE_CHARS);
        } catch (TemplateException e) {
            throw ParseError.stage(stage, "invalid line template: " + e.getMessage());
        }
        return entry -> {
            try {
                entry.replaceLine(template.render(new EntryScope(entry, entry::get, clock)));
            } catch (TemplateException e) {
                entry.fail(ERROR, String.valueOf(e.getMessage()));
            }
            return true;
        };
    }

    /** A label that a stage makes, by a template or from another label's value. */
    private record Formatted(String label, Optional<LineTemplate> template, String from) {}

    /** Templates see the labels as they are before the first of them. Throws {@link QueryException}. */
    static Step labels(Stage.LabelFormat stage, InstantSource clock) {
        List<Formatted> formats =
                stage.formats().stream().map(format -> formatted(format, stage)).toList();
        boolean several =
                formats.stream().filter(format -> format.template().isPresent()).count() > 1;
        return entry -> {
            EntryScope scope = null;
            for (Formatted format : formats) {
                if (format.template().isEmpty()) {
                    rename(format, entry);
                    continue;
                }
                if (scope == null) {
                    Map<String, String> before = several ? EntryScope.labels(entry) : Map.of();
                    scope = new EntryScope(entry, several ? name -> before.getOrDefault(name, "") : entry::get, clock);
                }
                format(format.label(), format.template().get(), scope, entry);
            }
            return true;
        };
    }

    private static Formatted formatted(Stage.LabelFormat.Format format, Stage stage) {
        if (format.rename()) {
            return new Formatted(format.label(), Optional.empty(), format.value());
        }
        try {
            return new Formatted(
                    format.label(),
                    Optional.of(LineTemplate.parse("label", format.value(), QueryText.MAX_MADE_CHARS)),
                    "");
        } catch (TemplateException e) {
            throw ParseError.stage(stage, "invalid template for label '" + format.label() + "': " + e.getMessage());
        }
    }

    private static void rename(Formatted renamed, Entry entry) {
        if (entry.has(renamed.from())) {
            String value = entry.get(renamed.from());
            entry.put(renamed.label(), value);
            entry.remove(renamed.from());
        }
    }

    private static void format(String label, LineTemplate template, EntryScope scope, Entry entry) {
        try {
            entry.put(label, template.render(scope));
        } catch (TemplateException e) {
            entry.fail(ERROR, String.valueOf(e.getMessage()));
        }
    }
}
