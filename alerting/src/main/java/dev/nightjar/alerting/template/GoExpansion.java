package dev.nightjar.alerting.template;

import com.google.re2j.Matcher;

/** Go's replacement texts: {@code $name} takes the longest name, so that {@code $1x} is the group "1x"; {@code ${1}x} is not. */
final class GoExpansion {
    private GoExpansion() {}

    static String of(String replacement, Matcher match) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < replacement.length()) {
            int dollar = replacement.indexOf('$', at);
            if (dollar < 0 || dollar + 1 == replacement.length()) {
                break;
            }
            out.append(replacement, at, dollar);
            char next = replacement.charAt(dollar + 1);
            int end = next == '{' ? replacement.indexOf('}', dollar) : nameEnd(replacement, dollar + 1);
            if (next == '$') {
                out.append('$');
                at = dollar + 2;
            } else if (end <= dollar + 1) {
                out.append('$');
                at = dollar + 1;
            } else {
                String name = replacement.substring(dollar + (next == '{' ? 2 : 1), end);
                out.append(group(match, name));
                at = next == '{' ? end + 1 : end;
            }
        }
        return out.append(replacement.substring(at)).toString();
    }

    private static int nameEnd(String text, int from) {
        int end = from;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end;
    }

    /** Empty where there is no such group or it took no part. */
    private static String group(Matcher match, String name) {
        try {
            String found = name.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? match.group(Integer.parseInt(name))
                    : match.group(name);
            return found == null ? "" : found;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return "";
        }
    }
}
