package dev.nightjar.ingest;

import dev.nightjar.model.Labels;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

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
        if (quote != '"' && quote != '`' && quote != '\'') {
            throw invalid("expected a quoted value");
        }
        int start = ++at;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return text.substring(start, at - 1);
            }
            if (c == '\\' && quote != '`') {
                return escaped(start, quote);
            }
        }
        throw invalid("the value does not end");
    }

    /** A value of which some bytes are written as escapes, the first of them here; what is not UTF-8 becomes U+FFFD. */
    private String escaped(int start, char quote) throws MalformedException {
        ByteArrayOutputStream value = new ByteArrayOutputStream(text.length() - start);
        int plain = start;
        at--;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote || c == '\\') {
                value.writeBytes(text.substring(plain, at - 1).getBytes(StandardCharsets.UTF_8));
                if (c == quote) {
                    return value.toString(StandardCharsets.UTF_8);
                }
                escape(value);
                plain = at;
            }
        }
        throw invalid("the value does not end");
    }

    /** Go's escapes: that is how Loki's clients write labels. Digits behind an x, and three octal ones, are a byte. */
    private void escape(ByteArrayOutputStream to) throws MalformedException {
        char c = at < text.length() ? text.charAt(at++) : 0;
        switch (c) {
            case 'n' -> to.write('\n');
            case 't' -> to.write('\t');
            case 'r' -> to.write('\r');
            case 'a' -> to.write('\u0007');
            case 'b' -> to.write('\b');
            case 'f' -> to.write('\f');
            case 'v' -> to.write('\u000b');
            case '\\', '"', '\'' -> to.write(c);
            case '0', '1', '2', '3' -> {
                at--;
                to.write(code(3, 8));
            }
            case 'x' -> to.write(code(2, 16));
            case 'u' -> character(code(4, 16), to);
            case 'U' -> character(code(8, 16), to);
            default -> throw invalid("unknown escape");
        }
    }

    private void character(int point, ByteArrayOutputStream to) throws MalformedException {
        boolean halfOfOne = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        if (!Character.isValidCodePoint(point) || halfOfOne) {
            throw invalid("no such character");
        }
        to.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
    }

    private int code(int digits, int base) throws MalformedException {
        int code = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at++), base) : -1;
            if (digit < 0) {
                throw invalid("expected " + digits + (base == 8 ? " octal digits" : " hexadecimal digits"));
            }
            code = code * base + digit;
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
