package dev.nightjar.query.logql;

import com.google.re2j.Pattern;
import dev.nightjar.model.LineTest;
import dev.nightjar.model.LogSelection;
import dev.nightjar.query.regex.RegexSearch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A pattern such as {@code <ip> - <_> "<method> <path>"}: literals, and between them names that take everything up to
 * the next literal. {@code <_>} takes it and forgets it.
 */
final class LinePattern {
    /** A literal, or a name: then the literal is empty. */
    private record Part(byte[] literal, String name) {
        boolean isLiteral() {
            return name.isEmpty();
        }

        boolean isNamed() {
            return !isLiteral() && !name.equals("_");
        }
    }

    private final List<Part> parts = new ArrayList<>();

    private LinePattern() {}

    /** A pattern that takes fields out of lines. Throws {@link IllegalArgumentException} with the reason. */
    static LinePattern parser(String text) {
        LinePattern pattern = parse(text);
        Set<String> names = new HashSet<>();
        boolean any = false;
        for (Part part : pattern.parts) {
            any |= part.isNamed();
            if (part.isNamed() && !names.add(part.name())) {
                throw new IllegalArgumentException("duplicate capture name (" + part.name() + "): invalid expression");
            }
        }
        if (!any) {
            throw new IllegalArgumentException("at least one capture is required");
        }
        return pattern;
    }

    /** A pattern that lines must look like. Throws {@link IllegalArgumentException} with the reason. */
    static LinePattern filter(String text) {
        LinePattern pattern = parse(text);
        for (Part part : pattern.parts) {
            if (part.isNamed()) {
                throw new IllegalArgumentException(
                        "named captures are not allowed: found '<" + part.name() + ">'; write <_>");
            }
        }
        return pattern;
    }

    private static LinePattern parse(String pattern) {
        LinePattern result = new LinePattern();
        int at = 0;
        StringBuilder literal = new StringBuilder();
        while (at < pattern.length()) {
            int end = pattern.charAt(at) == '<' ? pattern.indexOf('>', at) : -1;
            if (end > 0 && isName(pattern, at + 1, end)) {
                result.literal(literal);
                if (!result.parts.isEmpty() && !result.parts.getLast().isLiteral()) {
                    throw new IllegalArgumentException("found consecutive capture: invalid expression");
                }
                result.parts.add(new Part(new byte[0], pattern.substring(at + 1, end)));
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

    /** {@link #matches}, and the literals in their order. */
    LineTest test() {
        List<String> literals = parts.stream()
                .filter(Part::isLiteral)
                .map(part -> Pattern.quote(new String(part.literal(), StandardCharsets.UTF_8)))
                .toList();
        boolean ends = !parts.isEmpty() && parts.getLast().isLiteral();
        return new Narrowed(this::matches, RegexSearch.of(String.join("(?s:.+)", literals) + (ends ? "$" : "")));
    }

    /** What lines that the pattern is to match must contain. */
    List<LogSelection.LineFilter> conditions() {
        return parts.stream()
                .filter(Part::isLiteral)
                .<LogSelection.LineFilter>map(part ->
                        new LogSelection.LineFilter.Contains(new String(part.literal(), StandardCharsets.UTF_8), false))
                .toList();
    }

    /**
     * Takes what the names capture, as far as the line follows the pattern from its beginning; a name whose end is not
     * there takes the rest.
     */
    void extract(byte[] line, Entry entry) {
        int at = 0;
        for (int i = 0; i < parts.size() && line.length > 0; i++) {
            Part part = parts.get(i);
            if (part.isLiteral()) {
                if (!Bytes.startsAt(line, part.literal(), at)) {
                    return;
                }
                at += part.literal().length;
                continue;
            }
            boolean last = i + 1 == parts.size();
            int end = last ? -1 : Bytes.indexOf(line, parts.get(i + 1).literal(), at);
            boolean found = end >= 0;
            end = found ? end : line.length;
            if (part.isNamed()) {
                entry.extract(part.name(), new String(line, at, end - at, StandardCharsets.UTF_8));
            }
            if (!found) {
                return;
            }
            at = end;
        }
    }

    /**
     * Whether the line holds the literals in their order, each where it is found first, with something between them. The
     * line must end with the pattern's last literal, or go on where the pattern ends in {@code <_>}; before the first
     * literal anything may stand.
     */
    boolean matches(byte[] line) {
        if (line.length == 0 || parts.isEmpty()) {
            return line.length == 0 && parts.isEmpty();
        }
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (!part.isLiteral()) {
                continue;
            }
            int found = Bytes.indexOf(line, part.literal(), at);
            if (found < 0 || (i > 0 && found == at)) {
                return false;
            }
            at = found + part.literal().length;
        }
        return parts.getLast().isLiteral() == (at == line.length);
    }
}
