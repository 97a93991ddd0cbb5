package dev.nightjar.query.logql;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.nightjar.query.QueryText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the smaller stages ready to run. */
final class FieldSteps {
    /** Sequences that terminals take for commands: with ESC or CSI before them, ended by BEL or a letter. */
    private static final Pattern COLORS =
            Pattern.compile("[\u001b\u009b][\\[\\]()#;?]*(?:(?:[a-zA-Z\\d]*(?:;[a-zA-Z\\d]*)*)?\u0007"
                    + "|(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PRZcf-ntqry=><~])");

    /** How a regular expression is refused that has two groups of one name. */
    private static final Pattern TWICE = Pattern.compile("duplicate capture group name: `([^`]*)`");

    private FieldSteps() {}

    static Step regexp(Stage.Regexp stage) {
        Pattern pattern;
        try {
            pattern = QueryText.regex(stage.regex());
        } catch (IllegalArgumentException e) {
            Matcher twice = TWICE.matcher(LineSteps.reason(e));
            String reason =
                    twice.find() ? "duplicate extracted label name '" + twice.group(1) + "'" : LineSteps.reason(e);
            throw ParseError.overall("invalid regexp parser: " + reason);
        }
        Map<String, Integer> groups = pattern.namedGroups();
        if (groups.isEmpty()) {
            throw ParseError.overall("invalid regexp parser: at least one named capture must be supplied, such as"
                    + " (?P<method>[A-Z]+)");
        }
        for (String name : groups.keySet()) {
            if (!LabelNames.sanitized(name, true).equals(name)) {
                throw ParseError.overall("invalid regexp parser: invalid extracted label name '" + name + "'");
            }
        }
        return entry -> {
            if (entry.hasAllNeeded()) {
                return true;
            }
            entry.beginParsing();
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

    static Step pattern(Stage.PatternParser stage) {
        LinePattern pattern;
        try {
            pattern = LinePattern.parser(stage.pattern());
        } catch (IllegalArgumentException e) {
            throw ParseError.overall("invalid pattern parser: " + e.getMessage());
        }
        return entry -> {
            if (!entry.hasAllNeeded()) {
                entry.beginParsing();
                pattern.extract(entry.line(), entry);
            }
            return true;
        };
    }

    static Step decolorize() {
        return entry -> {
            String text = entry.text();
            if (text.indexOf('\u001b') >= 0 || text.indexOf('\u009b') >= 0) {
                entry.replaceLine(COLORS.matcher(text).replaceAll(""));
            }
            return true;
        };
    }

    /** Lines packed by an agent: an object of texts, the line itself under {@code _entry}. */
    static Step unpack() {
        return entry -> {
            String text = entry.text();
            if (text.isEmpty()) {
                return true;
            }
            entry.beginParsing();
            if (text.charAt(0) != '{') {
                entry.failParsing(JsonStep.ERROR, "expecting json object(6), but it is not");
                return true;
            }
            try {
                unpack(JsonScan.object(text), entry);
            } catch (JsonScan.Malformed e) {
                entry.failParsing(JsonStep.ERROR, String.valueOf(e.getMessage()));
            }
            return true;
        };
    }

    /** Without the line the texts are no labels: the object was not made by packing. */
    private static void unpack(JsonScan object, Entry entry) throws JsonScan.Malformed {
        List<String[]> labels = new ArrayList<>();
        String line = null;
        while (object.next()) {
            if (object.kind() == JsonScan.Kind.TEXT) {
                if (object.key().equals("_entry")) {
                    line = object.value();
                } else {
                    labels.add(new String[] {LabelNames.sanitized(object.key(), true), object.value()});
                }
            }
        }
        if (line != null) {
            labels.forEach(label -> entry.extract(label[0], label[1]));
            entry.replaceLine(line);
        }
    }

    static Step select(Stage.Select stage) {
        return stage.keep() ? keep(stage.choices()) : drop(stage.choices());
    }

    private static Step keep(List<Stage.Select.Choice> choices) {
        return entry -> {
            for (String name : entry.names()) {
                boolean chosen = choices.stream()
                        .anyMatch(choice -> choice.label().equals(name) && matches(choice, entry.get(name)));
                if (!chosen && !Entry.isAboutErrors(name)) {
                    entry.remove(name);
                }
            }
            return true;
        };
    }

    private static Step drop(List<Stage.Select.Choice> choices) {
        return entry -> {
            for (Stage.Select.Choice choice : choices) {
                if (entry.has(choice.label()) && matches(choice, entry.get(choice.label()))) {
                    entry.remove(choice.label());
                }
            }
            return true;
        };
    }

    private static boolean matches(Stage.Select.Choice choice, String value) {
        return choice.matcher().map(matcher -> matcher.matches(value)).orElse(true);
    }
}
