package dev.nightjar.ingest;

import dev.nightjar.model.Labels;

/** Turns a stream's labels as text, {@code {service="checkout", level="error"}}, into labels. */
final class LabelText {
    private final String text;
    private final String where;
    private int at;

    private LabelText(String text, String where) {
        this.text = text;
        this.where = where;
    }

    static Labels parse(String text, String where) throws MalformedException {
        return new LabelText(text, where).labels();
    }

    private Labels labels() throws MalformedException {
        Labels.Builder labels = Labels.builder();
        expect('{');
        while (peek() != '}') {
            String name = name();
            expect('=');
            if (!labels.get(name).isEmpty()) {
                throw invalid("duplicate label \"" + name + "\"");
            }
            labels.set(name, quoted());
            if (peek() != '}') {
                expect(',');
            }
        }
        at++;
        if (peek() != 0) {
            throw invalid("more follows the closing brace");
        }
        return labels.build();
    }

    private String name() throws MalformedException {
        peek();
        int start = at;
        while (at < text.length() && (text.charAt(at) == '_' || Character.isLetterOrDigit(text.charAt(at)))) {
            at++;
        }
        String name = text.substring(start, at);
        if (!LabelNames.valid(name)) {
            throw invalid("expected a label name (letters, digits and _, not a digit first)");
        }
        return name;
    }

    private String quoted() throws MalformedException {
        char quote = peek();
        if (quote != '"' && quote != '`') {
            throw invalid("expected a quoted value");
        }
        at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return value.toString();
            }
            if (c == '\\' && quote == '"') {
                escape(value);
            } else {
                value.append(c);
            }
        }
        throw invalid("the value does not end");
    }

    /** Go's escapes: that is how Loki's clients write labels. */
    private void escape(StringBuilder to) throws MalformedException {
        char c = at < text.length() ? text.charAt(at++) : 0;
        switch (c) {
            case 'n' -> to.append('\n');
            case 't' -> to.append('\t');
            case 'r' -> to.append('\r');
            case 'a' -> to.append('\u0007');
            case 'b' -> to.append('\b');
            case 'f' -> to.append('\f');
            case 'v' -> to.append('\u000b');
            case '\\', '"', '\'' -> to.append(c);
            case 'x' -> to.append((char) code(2));
            case 'u' -> to.append((char) code(4));
            case 'U' -> {
                int point = code(8);
                if (!Character.isValidCodePoint(point)) {
                    throw invalid("no such character");
                }
                to.appendCodePoint(point);
            }
            default -> throw invalid("unknown escape");
        }
    }

    private int code(int digits) throws MalformedException {
        int code = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at++), 16) : -1;
            if (digit < 0) {
                throw invalid("expected " + digits + " hexadecimal digits");
            }
            code = code << 4 | digit;
        }
        return code;
    }

    /** The next character that is not a space; 0 at the end. */
    private char peek() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char c) throws MalformedException {
        if (peek() != c) {
            throw invalid("expected '" + c + "'");
        }
        at++;
    }

    private MalformedException invalid(String what) {
        String shown = text.length() <= 100 ? text : text.substring(0, 100) + "…";
        return new MalformedException(400, "invalid_label", where + " " + shown + ": " + what + " at character " + at);
    }
}
