package dev.nightjar.model;

import com.google.re2j.PatternSyntaxException;
import java.util.regex.Pattern;

/*
 * To compile a letter without case, RE2/J 1.8 goes from it to its other cases until it is back. From the nine old forms of
 * Cyrillic letters U+1C80 to U+1C88 it never comes back: they lead into circles that they are no part of.
 */
/** Finds the expressions on whose compilation RE2/J never ends. */
final class EndlessFolding {
    private static final int FIRST = 0x1c80;
    private static final int LAST = 0x1c88;

    private static final Pattern WITHOUT_CASE = Pattern.compile("\\(\\?[a-zA-Z]*i");

    private final String regex;
    private int at;

    private EndlessFolding(String regex) {
        this.regex = regex;
    }

    /** Throws {@link PatternSyntaxException} where one of the letters may be meant without case. */
    static void refuse(String regex) {
        if (WITHOUT_CASE.matcher(regex).find() && new EndlessFolding(regex).meansOne()) {
            throw new PatternSyntaxException(
                    "not supported yet: the letters U+1C80 to U+1C88, by themselves or within a range, beside (?i)",
                    regex);
        }
    }

    private boolean meansOne() {
        boolean found = false;
        while (!found && at < regex.length()) {
            found = regex.startsWith("\\Q", at) ? quoted() : regex.charAt(at) == '[' ? bracket() : isOne(character());
        }
        return found;
    }

    /** Up to the end of what {@code \Q} begins: every character stands for itself. */
    private boolean quoted() {
        at += 2;
        int end = regex.indexOf("\\E", at);
        int quoted = end < 0 ? regex.length() : end;
        boolean found = false;
        while (!found && at < quoted) {
            found = isOne(next());
        }
        return found;
    }

    /** Up to behind a class of characters, where a bracket that stands first is one of them. */
    private boolean bracket() {
        at += regex.startsWith("[^", at) ? 2 : 1;
        boolean found = false;
        boolean first = true;
        while (!found && at < regex.length() && (first || regex.charAt(at) != ']')) {
            found = range();
            first = false;
        }
        at++;
        return found;
    }

    private boolean range() {
        int low = character();
        int high = low;
        if (regex.startsWith("-", at) && !regex.startsWith("-]", at) && at + 1 < regex.length()) {
            at++;
            high = character();
        }
        return low <= LAST && high >= FIRST;
    }

    private static boolean isOne(int c) {
        return c >= FIRST && c <= LAST;
    }

    private int next() {
        int c = regex.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    /** A code point, or the one that an escape by its number stands for. */
    private int character() {
        int c = next();
        if (c != '\\' || at == regex.length()) {
            return c;
        }
        int escaped = next();
        int close = regex.indexOf('}', at);
        if (escaped == 'x' && regex.startsWith("{", at) && close > at + 1 && close <= at + 9) {
            try {
                int value = Integer.parseInt(regex.substring(at + 1, close), 16);
                at = close + 1;
                return value;
            } catch (NumberFormatException e) {
                return escaped; // the compiler says so
            }
        }
        return escaped;
    }
}
