package dev.nightjar.model.redact;

import java.nio.charset.StandardCharsets;

/** Text that every match of a regular expression contains, as far as that can be read off plainly. */
final class RequiredLiteral {
    private RequiredLiteral() {}

    /**
     * The longest run of characters that stand for themselves outside every group, class and repetition; empty where
     * there is none, or where an alternative or a flag may make it optional.
     */
    static byte[] of(String pattern) {
        if (pattern.indexOf('|') >= 0 || pattern.contains("(?") || pattern.contains("\\Q")) {
            return new byte[0];
        }
        String longest = "";
        StringBuilder run = new StringBuilder();
        int depth = 0;
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            int next = i + 1;
            if (c == '[') {
                next = classEnd(pattern, i);
            } else if (c == '{') {
                next = pattern.indexOf('}', i) + 1;
                if (next == 0) {
                    return new byte[0];
                }
            } else if (c == '\\') {
                next = Math.min(pattern.length(), i + 2);
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            boolean plain = depth == 0 && isPlain(c) && !isRepeated(pattern, next);
            if (plain) {
                run.append(c);
            }
            if (!plain || next == pattern.length()) {
                longest = run.length() > longest.length() ? run.toString() : longest;
                run.setLength(0);
            }
            i = next;
        }
        return longest.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isPlain(char c) {
        return "\\[](){}.*+?^$".indexOf(c) < 0 && c < 0x80;
    }

    private static boolean isRepeated(String pattern, int at) {
        return at < pattern.length() && "*?{+".indexOf(pattern.charAt(at)) >= 0;
    }

    private static int classEnd(String pattern, int start) {
        int i = start + 1;
        i += i < pattern.length() && pattern.charAt(i) == '^' ? 1 : 0;
        i += i < pattern.length() && pattern.charAt(i) == ']' ? 1 : 0;
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            if (pattern.startsWith("[:", i)) {
                int close = pattern.indexOf(":]", i);
                i = close < 0 ? i : close + 1;
            }
            i += pattern.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(pattern.length(), i + 1);
    }
}
