package dev.nightjar.model;

import com.google.re2j.Matcher;

/**
 * A text with references to what an expression found, as Go's regular expressions read it, and so relabelling,
 * {@code label_replace} and templates: {@code $1}, {@code ${1}}, {@code $name}, {@code ${name}}, and {@code $$} for a dollar
 * sign. A name goes as far as letters, digits and underscores do, so {@code $1x} is the group named {@code 1x}. What refers to
 * no group, or to one that took no part, is replaced by nothing; a dollar sign that refers to nothing stands for itself.
 */
public final class GroupTemplate {
    /** As many digits as a number of a group can have; there are never so many groups. */
    private static final int MOST_DIGITS = 8;

    private GroupTemplate() {}

    /** The text for what {@code found} has matched. */
    public static String expand(String template, Matcher found) {
        int dollar = template.indexOf('$');
        if (dollar < 0) {
            return template;
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (dollar >= 0) {
            text.append(template, at, dollar);
            at = reference(template, dollar + 1, found, text);
            dollar = template.indexOf('$', at);
        }
        return text.append(template, at, template.length()).toString();
    }

    /** Reads what follows a dollar sign at {@code from}; answers where it ends. */
    private static int reference(String template, int from, Matcher found, StringBuilder to) {
        if (template.startsWith("$", from)) {
            to.append('$');
            return from + 1;
        }
        boolean braces = template.startsWith("{", from);
        int start = braces ? from + 1 : from;
        int end = nameEnd(template, start);
        if (end == start || (braces && !template.startsWith("}", end))) {
            to.append('$');
            return from;
        }
        to.append(group(template.substring(start, end), found));
        return braces ? end + 1 : end;
    }

    private static int nameEnd(String template, int from) {
        int end = from;
        while (end < template.length()) {
            int c = template.codePointAt(end);
            if (!Character.isLetter(c) && !Character.isDigit(c) && c != '_') {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private static String group(String name, Matcher found) {
        int group = isNumber(name)
                ? Integer.parseInt(name)
                : found.pattern().namedGroups().getOrDefault(name, -1);
        String text = group < 0 || group > found.groupCount() ? null : found.group(group);
        return text == null ? "" : text;
    }

    /** One that begins with a nought is a name, as there. */
    private static boolean isNumber(String name) {
        return name.length() <= MOST_DIGITS
                && name.chars().allMatch(c -> c >= '0' && c <= '9')
                && (name.length() == 1 || name.charAt(0) != '0');
    }
}
