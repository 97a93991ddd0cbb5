package dev.nightjar.query.logql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern such as {@code <ip> - <_> "<method> <path>"}: literals, and between them names that take everything up to
 * the next literal.
 */
final class LinePattern {
    private record Part(byte[] literal, String name) {}

    private final List<Part> parts = new ArrayList<>();
    private int names;

    private LinePattern() {}

    /** Throws {@link IllegalArgumentException} with the reason where the pattern is ambiguous. */
    static LinePattern parse(String pattern) {
        LinePattern result = new LinePattern();
        int at = 0;
        StringBuilder literal = new StringBuilder();
        boolean afterName = false;
        while (at < pattern.length()) {
            int end = pattern.charAt(at) == '<' ? pattern.indexOf('>', at) : -1;
            if (end > 0 && isName(pattern, at + 1, end)) {
                if (afterName && literal.isEmpty()) {
                    throw new IllegalArgumentException(
                            "two captures stand side by side in \"" + pattern + "\"; put a literal between them");
                }
                result.literal(literal);
                result.parts.add(new Part(new byte[0], pattern.substring(at + 1, end)));
                result.names += end - at == 2 && pattern.charAt(at + 1) == '_' ? 0 : 1;
                afterName = true;
                at = end + 1;
            } else {
                literal.append(pattern.charAt(at++));
            }
        }
        result.literal(literal);
        return result;
    }

    private void literal(StringBuilder text) {
        if (!text.isEmpty()) {
            parts.add(new Part(text.toString().getBytes(StandardCharsets.UTF_8), ""));
            text.setLength(0);
        }
    }

    private static boolean isName(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && !(i > from && c >= '0' && c <= '9')) {
                return false;
            }
        }
        return to > from;
    }

    boolean hasNames() {
        return names > 0;
    }

    /** Takes what the names capture, as far as the line follows the pattern from its beginning. */
    void extract(byte[] line, Entry entry) {
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.name().isEmpty()) {
                if (!Bytes.startsAt(line, part.literal(), at)) {
                    return;
                }
                at += part.literal().length;
                continue;
            }
            boolean last = i + 1 == parts.size();
            int end = last ? line.length : Bytes.indexOf(line, parts.get(i + 1).literal(), at);
            boolean found = end >= 0;
            end = found ? end : line.length;
            if (!part.name().equals("_")) {
                entry.extract(part.name(), new String(line, at, end - at, StandardCharsets.UTF_8));
            }
            if (!found) {
                return;
            }
            at = end;
        }
    }

    /** Whether the line holds the literals in their order, anchored where the pattern does not begin or end in a name. */
    boolean matches(byte[] line) {
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (!part.name().isEmpty()) {
                continue;
            }
            boolean last = i + 1 == parts.size();
            int found;
            if (i == 0) {
                found = Bytes.startsAt(line, part.literal(), 0) ? 0 : -1;
            } else if (last) {
                int place = line.length - part.literal().length;
                found = place >= at && Bytes.startsAt(line, part.literal(), place) ? place : -1;
            } else {
                found = Bytes.indexOf(line, part.literal(), at);
            }
            if (found < 0) {
                return false;
            }
            at = found + part.literal().length;
        }
        return parts.isEmpty() || !parts.getLast().name().isEmpty() || at == line.length;
    }
}
