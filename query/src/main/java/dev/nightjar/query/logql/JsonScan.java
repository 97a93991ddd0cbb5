package dev.nightjar.query.logql;

import java.util.Optional;

/**
 * A walk over the members of a JSON object or the elements of an array that does not look farther than it must: what
 * comes before a mistake is found, and what a skipped value holds does not matter. So does Loki, and a line that was cut
 * off still yields its first fields. The complaints are Loki's, too.
 */
final class JsonScan {
    /** Why a text is not JSON. */
    static final class Malformed extends Exception {
        Malformed(String message) {
            super(message);
        }
    }

    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL,
        OBJECT,
        ARRAY
    }

    static final String NO_OBJECT_END = "Value looks like object, but can't find closing '}' symbol";
    private static final String NO_ARRAY_END = "Value is array, but can't find closing ']' symbol";
    private static final String NO_STRING_END = "Value is string, but can't find closing '\"' symbol";
    private static final String MALFORMED = "Malformed JSON error";
    private static final String UNKNOWN = "Unknown value type";
    private static final String BAD_ESCAPE = "Encountered an invalid escape sequence in a string";

    private final String text;
    private final char close;
    private int at;
    private boolean begun;
    private boolean over;
    private String key = "";
    private Kind kind = Kind.NULL;
    private int start;
    private int end;

    private JsonScan(String text, int at, char close) {
        this.text = text;
        this.at = at;
        this.close = close;
    }

    /** Over the object that is the whole text; blanks before it do not count, nor does what follows it. */
    static JsonScan object(String text) throws Malformed {
        int begin = nonBlank(text, 0);
        if (begin == text.length() || text.charAt(begin) != '{') {
            throw new Malformed(NO_OBJECT_END);
        }
        return new JsonScan(text, begin + 1, '}');
    }

    /** Over the object or array that the text begins with; nothing for any other text. */
    static Optional<JsonScan> container(String text) {
        int begin = nonBlank(text, 0);
        return switch (begin < text.length() ? text.charAt(begin) : ' ') {
            case '{' -> Optional.of(new JsonScan(text, begin + 1, '}'));
            case '[' -> Optional.of(new JsonScan(text, begin + 1, ']'));
            default -> Optional.empty();
        };
    }

    /** Over the members, or elements, of the value where this walk stands; nothing where it has none. */
    Optional<JsonScan> inner() {
        return switch (kind) {
            case OBJECT -> Optional.of(new JsonScan(text, start + 1, '}'));
            case ARRAY -> Optional.of(new JsonScan(text, start + 1, ']'));
            case TEXT, NUMBER, BOOLEAN, NULL -> Optional.empty();
        };
    }

    boolean isObject() {
        return close == '}';
    }

    /** Steps to the next member or element. False at the end. */
    boolean next() throws Malformed {
        if (over) {
            return false;
        }
        boolean object = close == '}';
        if (begun) {
            at = nonBlank(text, end);
            require(at < text.length(), NO_ARRAY_END);
            if (text.charAt(at) == close) {
                over = true;
                return false;
            }
            require(text.charAt(at) == ',', object ? NO_OBJECT_END : NO_ARRAY_END);
            at = nonBlank(text, at + 1);
            require(at < text.length(), NO_ARRAY_END);
        } else {
            begun = true;
            at = nonBlank(text, at);
            require(at < text.length(), MALFORMED);
        }
        if (text.charAt(at) == close) {
            over = true;
            return false;
        }
        if (object) {
            readKey();
        }
        readValue();
        return true;
    }

    private static void require(boolean holds, String otherwise) throws Malformed {
        if (!holds) {
            throw new Malformed(otherwise);
        }
    }

    private void readKey() throws Malformed {
        require(text.charAt(at) == '"', NO_OBJECT_END);
        int stringEnd = stringEnd(text, at);
        require(stringEnd >= 0, MALFORMED);
        key = unescaped(text.substring(at + 1, stringEnd - 1)).orElseThrow(() -> new Malformed(BAD_ESCAPE));
        at = nonBlank(text, stringEnd);
        require(at < text.length() && text.charAt(at) == ':', MALFORMED);
        at = nonBlank(text, at + 1);
        require(at < text.length(), MALFORMED);
    }

    private void readValue() throws Malformed {
        start = at;
        switch (text.charAt(at)) {
            case '"' -> {
                kind = Kind.TEXT;
                end = stringEnd(text, at);
                require(end >= 0, NO_STRING_END);
            }
            case '{' -> {
                kind = Kind.OBJECT;
                end = blockEnd(text, at, '{', '}');
                require(end >= 0, NO_OBJECT_END);
            }
            case '[' -> {
                kind = Kind.ARRAY;
                end = blockEnd(text, at, '[', ']');
                require(end >= 0, NO_ARRAY_END);
            }
            default -> word();
        }
    }

    private void word() throws Malformed {
        end = at;
        while (end < text.length() && " \n\r\t,}]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String word = text.substring(at, end);
        kind = switch (word) {
            case "true", "false" -> Kind.BOOLEAN;
            case "null" -> Kind.NULL;
            default -> {
                require(!word.isEmpty() && "-0123456789".indexOf(word.charAt(0)) >= 0, UNKNOWN);
                yield Kind.NUMBER;
            }
        };
    }

    private static int nonBlank(String text, int from) {
        int i = from;
        while (i < text.length() && " \n\r\t".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    /** Behind the closing quote of the string that begins at {@code open}; negative where there is none. */
    private static int stringEnd(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int blockEnd(String text, int from, char open, char closing) {
        int level = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = stringEnd(text, i) - 1;
                if (i < 0) {
                    return -1;
                }
            } else if (c == open) {
                level++;
            } else if (c == closing && --level == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Of the member; empty for an element. */
    String key() {
        return key;
    }

    Kind kind() {
        return kind;
    }

    /** A string's characters, which are none where it has a wrong escape; null as nothing; anything else as written. */
    String value() {
        return switch (kind) {
            case TEXT -> shown(unescaped(text.substring(start + 1, end - 1)).orElse(""));
            case NULL -> "";
            case NUMBER, BOOLEAN, OBJECT, ARRAY -> text.substring(start, end);
        };
    }

    /** Blanks in place of bytes that are not UTF-8. */
    static String shown(String value) {
        return value.indexOf('\uFFFD') < 0 ? value : value.replace('\uFFFD', ' ');
    }

    /** Empty where an escape is wrong. */
    private static Optional<String> unescaped(String inner) {
        int escape = inner.indexOf('\\');
        if (escape < 0) {
            return Optional.of(inner);
        }
        StringBuilder value = new StringBuilder(inner.length()).append(inner, 0, escape);
        int i = escape;
        while (i < inner.length()) {
            char c = inner.charAt(i++);
            if (c != '\\') {
                value.append(c);
                continue;
            }
            char escaped = i < inner.length() ? inner.charAt(i++) : ' ';
            int plain = "\"\\/bfnrt".indexOf(escaped);
            if (plain >= 0) {
                value.append("\"\\/\b\f\n\r\t".charAt(plain));
                continue;
            }
            int first = escaped == 'u' ? unit(inner, i) : -1;
            if (first < 0) {
                return Optional.empty();
            }
            i += 4;
            if (!Character.isSurrogate((char) first)) {
                value.append((char) first);
                continue;
            }
            int second = inner.startsWith("\\u", i) ? unit(inner, i + 2) : -1;
            if (second < 0 || !Character.isSurrogatePair((char) first, (char) second)) {
                return Optional.empty();
            }
            value.append((char) first).append((char) second);
            i += 6;
        }
        return Optional.of(value.toString());
    }

    private static int unit(String text, int at) {
        if (at + 4 > text.length()) {
            return -1;
        }
        int unit = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
