package dev.nightjar.web.prometheus;

import java.util.Arrays;
import java.util.Optional;

/** What becomes of names that are no plain ones when a page is written for whoever may not know them. */
enum NameEscaping {
    /** Nothing: in text they are in quotes. */
    ALLOW_UTF_8("allow-utf-8"),
    UNDERSCORES("underscores"),
    /** Dots can be had back, and underscores; nothing else. */
    DOTS("dots"),
    /** Each character can be had back from its number. */
    VALUES("values");

    private final String parameter;

    NameEscaping(String parameter) {
        this.parameter = parameter;
    }

    /** As it stands in a media type. */
    String parameter() {
        return parameter;
    }

    static Optional<NameEscaping> of(String parameter) {
        return Arrays.stream(values())
                .filter(each -> each.parameter.equals(parameter))
                .findFirst();
    }

    static boolean isPlain(String name) {
        return ExpositionText.PLAIN_METRIC.matcher(name).matches();
    }

    String escaped(String name) {
        if (this == ALLOW_UTF_8 || isPlain(name)) {
            return name;
        }
        StringBuilder escaped = new StringBuilder(this == VALUES ? "U__" : "");
        for (int at = 0; at < name.length(); ) {
            int character = name.codePointAt(at);
            append(character, at == 0, escaped);
            at += Character.charCount(character);
        }
        return escaped.toString();
    }

    private void append(int character, boolean first, StringBuilder to) {
        if (this != UNDERSCORES && character == '_') {
            to.append("__");
        } else if (isPlain(character, first)) {
            to.appendCodePoint(character);
        } else if (this == UNDERSCORES) {
            to.append('_');
        } else if (this == DOTS) {
            to.append(character == '.' ? "_dot_" : "__");
        } else {
            to.append('_').append(Integer.toHexString(character)).append('_');
        }
    }

    private static boolean isPlain(int character, boolean first) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || character == '_'
                || character == ':'
                || (!first && character >= '0' && character <= '9');
    }
}
