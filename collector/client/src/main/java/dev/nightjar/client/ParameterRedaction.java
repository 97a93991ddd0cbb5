package dev.nightjar.client;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.nightjar.model.Re2;
import dev.nightjar.model.redact.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides what of a parameter may be written down: nothing where its name says that it is secret, or where such a name
 * stands within its value (a message's text, JSON, a form), and elsewhere what the rules leave.
 */
final class ParameterRedaction {
    static final String SECRET = "<secret>";

    /** Longer values are cut: first here, so that looking through them is cheap, and at the end where they are shown. */
    private static final int MOST_READ_CHARS = 8192;

    private static final int MOST_SHOWN_CHARS = 1024;

    private final Set<String> secretNames;
    private final Pattern pairs;
    private final Redaction rules;

    ParameterRedaction(CallSettings settings) {
        this.secretNames = new TreeSet<>(settings.secretNames());
        this.rules = new Redaction(settings.redaction());
        StringBuilder names = new StringBuilder();
        for (String name : secretNames) {
            names.append(names.length() == 0 ? "" : "|").append(Pattern.quote(name));
        }
        // linear in the text, as all of RE2; without names nothing is to be found
        this.pairs = Re2.compile(
                names.length() == 0
                        ? "[^\\x00-\\x{10FFFF}]"
                        : "(?i)([\\w.-]*(?:" + names + ")[\\w.-]*\"?\\s*[:=]\\s*)"
                                + "(?:\"(?:[^\"\\\\]|\\\\.)*(?:\"|\\z)|[^\\s,;&}\\]]+)");
    }

    String shown(String name, String value) {
        if (isSecret(name)) {
            return SECRET;
        }
        String read = value.length() > MOST_READ_CHARS ? value.substring(0, MOST_READ_CHARS) : value;
        Matcher found = pairs.matcher(read);
        String left = found.find() ? found.replaceAll("$1" + SECRET) : read;
        byte[] bytes = left.getBytes(StandardCharsets.UTF_8);
        byte[] redacted = rules.line(bytes, 0, bytes.length);
        String shown = redacted == null ? left : new String(redacted, StandardCharsets.UTF_8);
        return shown.length() > MOST_SHOWN_CHARS ? shown.substring(0, MOST_SHOWN_CHARS) + "…" : shown;
    }

    private boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return secretNames.stream().anyMatch(lower::contains);
    }
}
