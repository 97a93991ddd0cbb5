package dev.nightjar.ingest.transfer;

import dev.nightjar.model.Labels;
import java.util.HexFormat;

/** Labels at the front of a line as Go programs print them: {@code {name="value", "odd name"="value"}}. */
final class GoLabels {
    private final String line;
    private int position;

    GoLabels(String line) {
        this.line = line;
    }

    /** Throws {@link IllegalArgumentException} with what is missing. */
    Labels read() {
        expect('{');
        Labels.Builder labels = Labels.builder();
        while (line.charAt(at()) != '}') {
            String name = line.charAt(at()) == '"' ? quoted() : plain();
            expect('=');
            labels.set(name, quoted());
            if (line.charAt(at()) == ',') {
                position++;
                while (line.charAt(at()) == ' ') {
                    position++;
                }
            }
        }
        position++;
        return labels.build();
    }

    /** One past the closing brace. */
    int end() {
        return position;
    }

    private int at() {
        if (position >= line.length()) {
            throw new IllegalArgumentException("the line ends within its labels");
        }
        return position;
    }

    private void expect(char wanted) {
        if (line.charAt(at()) != wanted) {
            throw new IllegalArgumentException("'" + wanted + "' is expected at character " + (position + 1)
                    + ", found '" + line.charAt(position) + "'");
        }
        position++;
    }

    private String plain() {
        int from = position;
        while (line.charAt(at()) != '=') {
            position++;
        }
        return line.substring(from, position);
    }

    private String quoted() {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (line.charAt(at()) != '"') {
            char c = line.charAt(position++);
            if (c == '\\') {
                escaped(text);
            } else {
                text.append(c);
            }
        }
        position++;
        return text.toString();
    }

    private void escaped(StringBuilder text) {
        char c = line.charAt(at());
        position++;
        switch (c) {
            case 'a' -> text.append('\u0007');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'v' -> text.append('\u000b');
            case '\\', '"', '\'' -> text.append(c);
            case 'x' -> text.append((char) hex(2));
            case 'u' -> text.append((char) hex(4));
            case 'U' -> text.appendCodePoint(hex(8));
            default -> throw new IllegalArgumentException("the escape \\" + c + " is not known");
        }
    }

    private int hex(int digits) {
        if (position + digits > line.length()) {
            throw new IllegalArgumentException("the line ends within an escape");
        }
        int value = HexFormat.fromHexDigits(line, position, position + digits);
        position += digits;
        return value;
    }
}
