package dev.nightjar.web.api;

import java.util.List;

/** Numbers and lists as a sentence has them. */
final class Words {
    private Words() {}

    /** {@code 1 instance}, {@code 10 instances}. */
    static String count(long n, String thing) {
        return n + " " + thing + (n == 1 ? "" : "s");
    }

    /** {@code a, b and c}. */
    static String list(List<String> parts) {
        if (parts.size() < 2) {
            return String.join("", parts);
        }
        return String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
    }

    /** Ends with one full stop. */
    static String sentence(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() || stripped.endsWith(".") || stripped.endsWith("?") ? stripped : stripped + ".";
    }

    /** For a title inside a sentence; {@code CPU in use} keeps its capitals. */
    static String uncapitalized(String text) {
        boolean capitals = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return text.isEmpty() || capitals ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** A text that begins with its subject, without it, for where the subject stands beside it already. */
    static String without(String subject, String text) {
        return !subject.isEmpty() && text.startsWith(subject + " ") ? text.substring(subject.length() + 1) : text;
    }
}
