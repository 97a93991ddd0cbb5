package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.notation.GoNumbers;
import dev.nightjar.gotemplate.notation.GoQuote;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What numbers and characters in templates mean. */
final class Numbers {
    /** {@code 1_000}, {@code 0x_ff}: one underscore between digits, or behind the prefix. */
    private static final Pattern WHOLE =
            Pattern.compile("[+-]?(0[xX]_?)?[0-9a-fA-F]+(_[0-9a-fA-F]+)*" + "|[+-]?0[bBoO]_?[0-9]+(_[0-9]+)*");

    private static final Pattern FRACTION = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?"
            + "|[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?[0-9]+");

    private Numbers() {}

    /** A whole number or one with a fraction. */
    static Object number(TokenReader tokens, Token token) {
        String written = token.text();
        OptionalLong whole =
                WHOLE.matcher(written).matches() ? GoNumbers.integer(written.replace("_", "")) : OptionalLong.empty();
        if (whole.isPresent()) {
            return whole.getAsLong();
        }
        if (!FRACTION.matcher(written).matches()) {
            throw tokens.error(token, "illegal number syntax: " + GoQuote.of(written));
        }
        if (written.chars().noneMatch(c -> ".eEpP".indexOf(c) >= 0)) {
            throw tokens.error(token, "integer overflow: " + GoQuote.of(written));
        }
        return Double.valueOf(written);
    }

    /** A character's number. */
    static Object character(TokenReader tokens, Token token) {
        return new Unquoting(token.text())
                .text()
                .filter(text -> text.codePointCount(0, text.length()) == 1)
                .map(text -> (Object) (long) text.codePointAt(0))
                .orElseThrow(() -> tokens.error(token, "malformed character constant: " + token.text()));
    }
}
