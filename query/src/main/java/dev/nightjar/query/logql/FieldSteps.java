package dev.nightjar.query.logql;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.SourceText;
import java.util.List;
import java.util.Map;

/** Makes the smaller stages ready to run. */
final class FieldSteps {
    private static final int MAX_LINE_CHARS = 1 << 20;
    private static final Pattern COLORS = Pattern.compile("\u001b\\[[0-9;]*[a-zA-Z]");

    private FieldSteps() {}

    static Step regexp(Stage.Regexp stage, SourceText source) {
        Pattern pattern = LineSteps.regex(stage.regex(), stage.offset(), source);
        Map<String, Integer> groups = pattern.namedGroups();
        if (groups.isEmpty()) {
            throw QueryException.inText(
                    source, stage.offset(), "regexp needs at least one named group such as (?P<method>[A-Z]+)");
        }
        return entry -> {
            Matcher matcher = pattern.matcher(entry.text());
            if (matcher.find()) {
                groups.keySet().forEach(name -> {
                    String value = matcher.group(name);
                    entry.extract(name, value == null ? "" : value);
                });
            }
            return true;
        };
    }

    static Step pattern(Stage.PatternParser stage, SourceText source) {
        LinePattern pattern = LineSteps.pattern(stage.pattern(), stage.offset(), source);
        if (!pattern.hasNames()) {
            throw QueryException.inText(
                    source, stage.offset(), "the pattern captures nothing; name what it should take, as in <method>");
        }
        return entry -> {
            pattern.extract(entry.line(), entry);
            return true;
        };
    }

    static Step decolorize() {
        return entry -> {
            String text = entry.text();
            if (text.indexOf('\u001b') >= 0) {
                entry.replaceLine(COLORS.matcher(text).replaceAll(""));
            }
            return true;
        };
    }

    /** Lines packed by an agent: an object of texts, the line itself under {@code _entry}. */
    static Step unpack() {
        return entry -> {
            try {
                if (!(JsonReader.read(entry.text()) instanceof JsonValue.Obj object)) {
                    throw new JsonReader.NotJson("no object");
                }
                object.members().forEach((name, value) -> {
                    if (value instanceof JsonValue.Text text && !name.equals("_entry")) {
                        entry.extract(LabelNames.sanitized(name, true), text.value());
                    }
                });
                if (object.members().get("_entry") instanceof JsonValue.Text packed) {
                    entry.replaceLine(packed.value());
                }
            } catch (JsonReader.NotJson e) {
                entry.fail("JSONParserErr", String.valueOf(e.getMessage()));
            }
            return true;
        };
    }

    static Step select(Stage.Select stage) {
        List<Stage.Select.Choice> choices = stage.choices();
        return entry -> {
            for (String name : entry.names()) {
                boolean chosen = choices.stream()
                        .anyMatch(choice -> choice.label().equals(name)
                                && choice.matcher()
                                        .map(matcher -> matcher.matches(entry.get(name)))
                                        .orElse(true));
                boolean error = name.equals(Entry.ERROR) || name.equals(Entry.ERROR_DETAILS);
                if (chosen != stage.keep() && !(error && stage.keep())) {
                    entry.remove(name);
                }
            }
            return true;
        };
    }

    static Step lineFormat(Stage.LineFormat stage, SourceText source) {
        Template template = Template.parse(stage.template(), stage.offset(), source);
        return entry -> {
            try {
                entry.replaceLine(template.render(entry, MAX_LINE_CHARS));
            } catch (Template.Failure e) {
                entry.fail("TemplateFormatErr", String.valueOf(e.getMessage()));
            }
            return true;
        };
    }

    static Step labelFormat(Stage.LabelFormat stage, SourceText source) {
        List<Step> steps =
                stage.formats().stream().map(format -> one(format, source)).toList();
        return entry -> {
            steps.forEach(step -> step.apply(entry));
            return true;
        };
    }

    private static Step one(Stage.LabelFormat.Format format, SourceText source) {
        if (format.rename()) {
            return entry -> {
                if (entry.has(format.value())) {
                    String value = entry.get(format.value());
                    entry.remove(format.value());
                    entry.put(format.label(), value);
                }
                return true;
            };
        }
        Template template = Template.parse(format.value(), format.offset(), source);
        return entry -> {
            try {
                entry.put(format.label(), template.render(entry, QueryText.MAX_MADE_CHARS));
            } catch (Template.Failure e) {
                entry.fail("TemplateFormatErr", String.valueOf(e.getMessage()));
            }
            return true;
        };
    }
}
