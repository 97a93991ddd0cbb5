package dev.nightjar.query;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/** Text in which {@code $1}, {@code ${1}}, {@code $name} and {@code ${name}} stand for groups and {@code $$} for a dollar. */
public final class GroupTemplate {
    private GroupTemplate() {}

    /** The text with what the groups of {@code matcher}, which has matched, captured; nothing for groups that are not there. */
    public static String expand(String template, Pattern pattern, Matcher matcher) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at++);
            if (c != '$') {
                text.append(c);
                continue;
            }
            if (at < template.length() && template.charAt(at) == '$') {
                text.append('$');
                at++;
                continue;
            }
            boolean braced = at < template.length() && template.charAt(at) == '{';
            int start = braced ? at + 1 : at;
            int end = start;
            while (end < template.length() && isNamePart(template.charAt(end))) {
                end++;
            }
            boolean closed = !braced || (end < template.length() && template.charAt(end) == '}');
            if (end == start || !closed) {
                text.append('$');
                continue;
            }
            text.append(group(pattern, matcher, template.substring(start, end)));
            at = braced ? end + 1 : end;
        }
        return text.toString();
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static String group(Pattern pattern, Matcher matcher, String name) {
        boolean number = name.chars().allMatch(c -> c >= '0' && c <= '9') && name.length() < 6;
        String found = null;
        if (number) {
            int index = Integer.parseInt(name);
            found = index <= matcher.groupCount() ? matcher.group(index) : null;
        } else if (pattern.namedGroups().containsKey(name)) {
            found = matcher.group(name);
        }
        return found == null ? "" : found;
    }
}
