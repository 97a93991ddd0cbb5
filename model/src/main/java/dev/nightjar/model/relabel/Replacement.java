package dev.nightjar.model.relabel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Map;

/**
 * A text with references to what an expression found: {@code $1}, {@code ${1}}, {@code $name}, {@code ${name}}, and
 * {@code $$} for a dollar sign. A name goes as far as letters, digits and underscores do, so {@code $1x} is the group
 * named {@code 1x}. What refers to no group is replaced by nothing.
 */
final class Replacement {
    private final String template;

    Replacement(String template) {
        this.template = template;
    }

    boolean isPlain() {
        return template.indexOf('$') < 0;
    }

    /** With {@code found} having matched. */
    String expand(Pattern pattern, Matcher found) {
        if (isPlain()) {
            return template;
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int dollar = template.indexOf('$', at);
            if (dollar < 0 || dollar == template.length() - 1) {
                break;
            }
            text.append(template, at, dollar);
            at = reference(dollar + 1, pattern, found, text);
        }
        return text.append(template, at, template.length()).toString();
    }

    /** Reads what follows a dollar sign at {@code from}; answers where it ends. */
    private int reference(int from, Pattern pattern, Matcher found, StringBuilder to) {
        if (template.charAt(from) == '$') {
            to.append('$');
            return from + 1;
        }
        boolean braces = template.charAt(from) == '{';
        int start = braces ? from + 1 : from;
        int end = start;
        while (end < template.length() && isNamePart(template.charAt(end))) {
            end++;
        }
        if (end == start || (braces && (end == template.length() || template.charAt(end) != '}'))) {
            to.append('$'); // no reference: it stands for itself
            return from;
        }
        to.append(group(template.substring(start, end), pattern, found));
        return braces ? end + 1 : end;
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    private static String group(String name, Pattern pattern, Matcher found) {
        boolean number = name.length() <= 6 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        int group = -1;
        if (number) {
            group = Integer.parseInt(name);
        } else {
            Map<String, Integer> names = pattern.namedGroups();
            group = names.getOrDefault(name, -1);
        }
        if (group < 0 || group > found.groupCount()) {
            return "";
        }
        String text = found.group(group);
        return text == null ? "" : text;
    }

    @Override
    public String toString() {
        return template;
    }
}
