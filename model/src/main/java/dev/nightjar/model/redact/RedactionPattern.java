package dev.nightjar.model.redact;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightjar.model.Re2;

/**
 * A pattern of one's own.
 *
 * @param name of the rule: lower-case letters, digits, underscores
 * @param pattern RE2; where it has a group, the first one is replaced, else all of the match
 */
public record RedactionPattern(String name, String pattern) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    /** Throws {@link IllegalArgumentException} that says what is wrong. */
    public RedactionPattern {
        if (!NAME.matches(name)) {
            throw new IllegalArgumentException(
                    "redaction pattern \"" + name
                            + "\": a name is made of a-z, 0-9 and _, and begins with a letter; it stands in the text and in metrics");
        }
        compile(name, pattern);
    }

    private static Pattern compile(String name, String pattern) {
        Pattern compiled;
        try {
            compiled = Re2.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "redaction pattern \"" + name + "\": \"" + pattern + "\" is not an RE2 regular expression: "
                            + e.getDescription(),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("redaction pattern \"" + name + "\": " + e.getMessage(), e);
        }
        if (compiled.matcher("").find()) {
            throw new IllegalArgumentException("redaction pattern \"" + name + "\": \"" + pattern
                    + "\" matches no text at all, and so every line; say what has to be there");
        }
        return compiled;
    }

    Finder finder() {
        return new PatternFinder(compile(name, pattern), RequiredLiteral.of(pattern));
    }
}
