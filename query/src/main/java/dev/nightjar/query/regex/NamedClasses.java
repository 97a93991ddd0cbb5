package dev.nightjar.query.regex;

import org.jspecify.annotations.Nullable;

/** The classes of characters that have a name; all within ASCII. */
final class NamedClasses {
    private static final CodePoints UPPER = CodePoints.range('A', 'Z');
    private static final CodePoints LOWER = CodePoints.range('a', 'z');
    private static final CodePoints ALPHA = UPPER.and(LOWER);

    static final CodePoints DIGIT = CodePoints.range('0', '9');
    static final CodePoints WORD = ALPHA.and(DIGIT).and(CodePoints.range('_', '_'));

    /** Without the vertical tab, as Perl had it once. */
    static final CodePoints SPACE =
            CodePoints.range('\t', '\n').and(CodePoints.range('\f', '\r')).and(CodePoints.range(' ', ' '));

    private NamedClasses() {}

    /** By the name between {@code [:} and {@code :]}, a caret in front left out; null where there is none. */
    static @Nullable CodePoints posix(String name) {
        return switch (name.startsWith("^") ? name.substring(1) : name) {
            case "alnum" -> ALPHA.and(DIGIT);
            case "alpha" -> ALPHA;
            case "ascii" -> CodePoints.range(0, 0x7f);
            case "blank" -> CodePoints.range('\t', '\t').and(CodePoints.range(' ', ' '));
            case "cntrl" -> CodePoints.range(0, 0x1f).and(CodePoints.range(0x7f, 0x7f));
            case "digit" -> DIGIT;
            case "graph" -> CodePoints.range('!', '~');
            case "lower" -> LOWER;
            case "print" -> CodePoints.range(' ', '~');
            case "punct" ->
                CodePoints.range('!', '/')
                        .and(CodePoints.range(':', '@'))
                        .and(CodePoints.range('[', '`'))
                        .and(CodePoints.range('{', '~'));
            case "space" -> CodePoints.range('\t', '\r').and(CodePoints.range(' ', ' '));
            case "upper" -> UPPER;
            case "word" -> WORD;
            case "xdigit" -> DIGIT.and(CodePoints.range('A', 'F')).and(CodePoints.range('a', 'f'));
            default -> null;
        };
    }
}
