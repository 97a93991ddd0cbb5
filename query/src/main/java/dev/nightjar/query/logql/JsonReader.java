package dev.nightjar.query.logql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON value that is the whole of a text (RFC 8259). */
final class JsonReader {
    /** Why a text is not JSON. */
    static final class NotJson extends Exception {
        NotJson(String message) {
            super(message);
        }
    }

    private static final int MAX_DEPTH = 128;

    private final String text;
    private final boolean marked;
    private int at;
    private int depth;

    private JsonReader(String text, boolean marked) {
        this.text = text;
        this.marked = marked;
    }

    static JsonValue read(String text) throws NotJson {
        return read(new JsonReader(text, false));
    }

    /** Reads a text in which {@link JsonShape}'s marks stand for characters, in numbers for digits. */
    static JsonValue readMarked(String text) throws NotJson {
        return read(new JsonReader(text, true));
    }

    private static JsonValue read(JsonReader reader) throws NotJson {
        reader.skipBlank();
        JsonValue value = reader.value();
        reader.skipBlank();
        if (reader.at < reader.text.length()) {
            throw reader.error("something after the value");
        }
        return value;
    }

    private NotJson error(String found) {
        return new NotJson(found + " at character " + at);
    }

    private void skipBlank() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws NotJson {
        if (at >= text.length()) {
            throw error("the end of the line");
        }
        return text.charAt(at);
    }

    private JsonValue value() throws NotJson {
        int start = at;
        char c = peek();
        if (c == '{' || c == '[') {
            if (++depth > MAX_DEPTH) {
                throw error("more than " + MAX_DEPTH + " levels");
            }
            JsonValue nested = c == '{' ? object(start) : array(start);
            depth--;
            return nested;
        }
        if (c == '"') {
            String value = string();
            return new JsonValue.Text(text.substring(start, at), value);
        }
        while (at < text.length() && ",]} \t\r\n:".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "null" -> new JsonValue.Null(word);
            case "true", "false" -> new JsonValue.Plain(word);
            default -> {
                if (!isNumber(word)) {
                    at = start;
                    throw error("\"" + (word.length() > 20 ? word.substring(0, 20) : word) + '"');
                }
                yield new JsonValue.Plain(word);
            }
        };
    }

    private boolean isNumber(String word) {
        boolean digit = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean isDigit = (c >= '0' && c <= '9') || (marked && JsonShape.isMark(c));
            digit |= isDigit;
            boolean sign = (c == '-' || c == '+') && (i == 0 ? c == '-' : "eE".indexOf(word.charAt(i - 1)) >= 0);
            if (!isDigit && !sign && !(digit && (c == '.' || c == 'e' || c == 'E'))) {
                return false;
            }
        }
        return digit;
    }

    private JsonValue object(int start) throws NotJson {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        at++;
        skipBlank();
        while (peek() != '}') {
            if (!members.isEmpty()) {
                comma();
            }
            if (peek() != '"') {
                throw error("a member without a quoted name");
            }
            String name = string();
            skipBlank();
            if (peek() != ':') {
                throw error("no colon after \"" + name + '"');
            }
            at++;
            skipBlank();
            if (members.put(name, value()) != null && marked) {
                throw error("two members named \"" + name + '"');
            }
            skipBlank();
        }
        at++;
        return new JsonValue.Obj(text.substring(start, at), members);
    }

    private JsonValue array(int start) throws NotJson {
        List<JsonValue> elements = new ArrayList<>();
        at++;
        skipBlank();
        while (peek() != ']') {
            if (!elements.isEmpty()) {
                comma();
            }
            elements.add(value());
            skipBlank();
        }
        at++;
        return new JsonValue.Arr(text.substring(start, at), elements);
    }

    private void comma() throws NotJson {
        if (peek() != ',') {
            throw error("no comma between two values");
        }
        at++;
        skipBlank();
    }

    private String string() throws NotJson {
        int start = ++at;
        int end = at;
        while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\') {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '"') {
            at = end + 1;
            return text.substring(start, end);
        }
        StringBuilder value = new StringBuilder(text.substring(start, end));
        at = end;
        while (peek() != '"') {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escape() : c);
        }
        at++;
        return value.toString();
    }

    private char escape() throws NotJson {
        char c = peek();
        at++;
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\', '/' -> c;
            case 'u' -> unicode();
            default -> throw error("the escape \\" + c);
        };
    }

    private char unicode() throws NotJson {
        try {
            char c = (char) Integer.parseInt(text, at, at + 4, 16);
            at += 4;
            return c;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw error("a broken \\u escape");
        }
    }
}
