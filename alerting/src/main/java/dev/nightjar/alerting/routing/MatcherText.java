package dev.nightjar.alerting.routing;

import dev.nightjar.model.Matcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Matchers as Alertmanager writes them: {@code severity="page"}, {@code instance=~web.*}, {@code "a name"!="x"}, and
 * several in braces. Reads both of its syntaxes; where they differ (an unquoted value with spaces), the older one, as it
 * does itself when they disagree.
 */
public final class MatcherText {
    private static final Comparator<Matcher> ORDER =
            Comparator.comparing(Matcher::name).thenComparing(Matcher::value).thenComparing(Matcher::op);

    /** What a name that is not in quotes cannot have. */
    private static final String SIGNS = "{}!=~,\"\\'`";

    private final String text;
    private int at;

    private MatcherText(String text) {
        this.text = text;
    }

    /** One or several, with braces or without. Throws {@link IllegalArgumentException} that says what is wrong where. */
    public static List<Matcher> parse(String text) {
        String inner = text.strip();
        boolean opens = inner.startsWith("{");
        boolean closes = inner.endsWith("}") && (opens || !inner.contains("{"));
        if (opens != closes) {
            throw new IllegalArgumentException("matcher " + text + ": one brace is missing");
        }
        return new MatcherText(opens ? inner.substring(1, inner.length() - 1) : inner).all();
    }

    private List<Matcher> all() {
        List<Matcher> matchers = new ArrayList<>();
        skipSpace();
        while (at < text.length()) {
            matchers.add(one());
            skipSpace();
            if (at < text.length() && text.charAt(at) != ',') {
                throw wrong("expected a comma");
            }
            at++;
            skipSpace();
        }
        return matchers;
    }

    private Matcher one() {
        String name = text.startsWith("\"", at) ? quoted() : bareName();
        skipSpace();
        Matcher.Op op = op();
        skipSpace();
        String value = text.startsWith("\"", at) ? quoted() : bareValue();
        if (name.isEmpty()) {
            throw wrong("a name is missing");
        }
        return new Matcher(name, op, value);
    }

    private String bareName() {
        int start = at;
        while (at < text.length() && SIGNS.indexOf(text.charAt(at)) < 0 && !isSpace(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private Matcher.Op op() {
        for (Matcher.Op op :
                List.of(Matcher.Op.MATCHES, Matcher.Op.NOT_MATCHES, Matcher.Op.NOT_EQUAL, Matcher.Op.EQUAL)) {
            if (text.startsWith(op.symbol(), at)) {
                at += op.symbol().length();
                return op;
            }
        }
        throw wrong("expected one of =, !=, =~ and !~");
    }

    private String bareValue() {
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != ',') {
            char c = text.charAt(at);
            if (c == '"') {
                throw wrong("a quote within a value that does not begin with one");
            }
            if (c == '\\' && at + 1 < text.length() && "n\"\\".indexOf(text.charAt(at + 1)) >= 0) {
                value.append(unescaped(text.charAt(at + 1)));
                at += 2;
            } else {
                value.append(c);
                at++;
            }
        }
        return value.toString().strip();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        int start = at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                char next = text.charAt(at++);
                // an unknown escape stays as it is, so that a regular expression needs no doubled backslashes
                value.append("n\"\\".indexOf(next) >= 0 ? String.valueOf(unescaped(next)) : "\\" + next);
            } else {
                value.append(c);
            }
        }
        if (at >= text.length()) {
            at = start;
            throw wrong("a quote that does not end");
        }
        at++;
        return value.toString();
    }

    private static char unescaped(char escaped) {
        return escaped == 'n' ? '\n' : escaped;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(
                "matcher " + text + ": " + what + " at character " + (at + 1) + "; write it like severity=\"page\"");
    }

    /** In the order in which Alertmanager keeps and shows them. */
    static List<Matcher> sorted(List<Matcher> matchers) {
        return matchers.stream().sorted(ORDER).toList();
    }

    /** As Alertmanager shows several: {@code {a="b",c=~"d"}}. */
    public static String of(List<Matcher> matchers) {
        return "{" + String.join(",", matchers.stream().map(MatcherText::of).toList()) + "}";
    }

    private static String of(Matcher matcher) {
        return matcher.name().chars().noneMatch(c -> isSpace((char) c) || SIGNS.indexOf(c) >= 0)
                ? matcher.toString()
                : '"'
                        + matcher.name()
                        + '"'
                        + matcher.toString().substring(matcher.name().length());
    }
}
