package dev.nightjar.query.logql.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON as values of templates; numbers are all with fractions. What is not JSON is nil. */
final class JsonValues {
    private static final int MAX_DEPTH = 100;

    private static final class NotJson extends Exception {
        NotJson() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private int at;
    private int depth;

    private JsonValues(String text) {
        this.text = text;
    }

    static @Nullable Object of(String text) {
        JsonValues reader = new JsonValues(text);
        try {
            Object value = reader.value();
            reader.skipBlank();
            return reader.at == text.length() ? value : null;
        } catch (NotJson e) {
            return null;
        }
    }

    private void skipBlank() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The next character that is no blank, taken. */
    private char take() throws NotJson {
        skipBlank();
        if (at == text.length()) {
            throw new NotJson();
        }
        return text.charAt(at++);
    }

    private boolean takeIf(char wanted) {
        skipBlank();
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private @Nullable Object value() throws NotJson {
        char c = take();
        if (c == '"') {
            return string();
        }
        if (c == '{' || c == '[') {
            if (++depth > MAX_DEPTH) {
                throw new NotJson();
            }
            Object nested = c == '{' ? object() : array();
            depth--;
            return nested;
        }
        int start = at - 1;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "null" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> {
                if (!word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
                    throw new NotJson();
                }
                yield Double.valueOf(word);
            }
        };
    }

    private Map<String, @Nullable Object> object() throws NotJson {
        Map<String, @Nullable Object> members = new TreeMap<>();
        if (takeIf('}')) {
            return members;
        }
        while (true) {
            require(take() == '"');
            String name = string();
            require(take() == ':');
            members.put(name, value());
            if (takeIf('}')) {
                return members;
            }
            require(take() == ',');
        }
    }

    private List<@Nullable Object> array() throws NotJson {
        List<@Nullable Object> elements = new ArrayList<>();
        if (takeIf(']')) {
            return elements;
        }
        while (true) {
            elements.add(value());
            if (takeIf(']')) {
                return elements;
            }
            require(take() == ',');
        }
    }

    private static void require(boolean holds) throws NotJson {
        if (!holds) {
            throw new NotJson();
        }
    }

    private String string() throws NotJson {
        StringBuilder value = new StringBuilder();
        while (true) {
            require(at < text.length());
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            require(c >= ' ');
            if (c != '\\') {
                value.append(c);
                continue;
            }
            require(at < text.length());
            char escaped = text.charAt(at++);
            int plain = "\"\\/bfnrt".indexOf(escaped);
            if (plain >= 0) {
                value.append("\"\\/\b\f\n\r\t".charAt(plain));
            } else {
                require(escaped == 'u');
                value.append(unit().orElseThrow(NotJson::new));
            }
        }
    }

    private Optional<Character> unit() {
        if (at + 4 > text.length()) {
            return Optional.empty();
        }
        String hex = text.substring(at, at + 4);
        at += 4;
        return hex.matches("[0-9a-fA-F]{4}") ? Optional.of((char) Integer.parseInt(hex, 16)) : Optional.empty();
    }
}
