package dev.nightjar.ingest.scrapeconfig;

import dev.nightjar.definition.Section;
import dev.nightjar.model.Labels;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the labels that tell this server from others. {@code $NAME} and <code>${NAME}</code> in a value stand for what
 * the environment says, nothing where it says nothing; {@code $$} for a dollar.
 */
final class ExternalLabels {
    static final String FIELD = "external_labels";

    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:(?<dollar>\\$)|\\{(?<braced>\\w+)}|(?<plain>[a-zA-Z_]\\w*))");

    private ExternalLabels() {}

    static Labels read(Section global, Map<String, String> environment) {
        Map<String, String> labels = global.texts(FIELD);
        labels.replaceAll((name, value) -> expanded(value, environment));
        return Labels.of(labels);
    }

    private static String expanded(String value, Map<String, String> environment) {
        return VARIABLE.matcher(value).replaceAll(found -> Matcher.quoteReplacement(meaning(found, environment)));
    }

    private static String meaning(MatchResult found, Map<String, String> environment) {
        if (found.group("dollar") != null) {
            return "$";
        }
        String braced = found.group("braced");
        return environment.getOrDefault(braced == null ? found.group("plain") : braced, "");
    }
}
