package dev.nightjar.query.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightjar.model.Re2;
import java.util.Random;

/** Makes expressions and texts that have a chance to match each other. */
final class RandomRegex {
    private static final String[] ATOMS = {
        "a",
        "b",
        "ab",
        "K",
        "s",
        "0",
        "-",
        "é",
        "ß",
        "日",
        "😀",
        " ",
        "\\n",
        ".",
        "\\d",
        "\\D",
        "\\s",
        "\\S",
        "\\w",
        "\\W",
        "[ab]",
        "[^a]",
        "[a-z0-9]",
        "[^\\w-]",
        "[[:alpha:]_]",
        "[[:^digit:]]",
        "[é-ü]",
        "[^é-日]",
        "[\\d-x]",
        "[]a]",
        "[^]]",
        "\\x41",
        "\\x{e9}",
        "\\101",
        "\\.",
        "\\-",
        "{",
        "{,2}",
        "a{2}",
        "(?s:.)",
        "(?i:aK)",
        "(?i:[^s])",
        "(?-i:a)",
        "(?:)"
    };
    private static final String[] PLACES = {"^", "$", "\\b", "\\B", "\\A", "\\z", "(?m:^)", "(?m:$)"};
    private static final String[] REPEATS = {"*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,3}", "{2,}", "{0,2}?"};
    private static final String[] TEXTS = {
        "a", "b", "A", "k", "K", "s", "S", "\u017f", "\u212a", "0", "7", "-", "_", ".", "é", "ü", "ß", "日", "語", "😀",
        " ", "\n", "\t", "x", "]", "{", ",", "\u07ff", "\u0800", "\uffff"
    };

    private final Random random;

    RandomRegex(Random random) {
        this.random = random;
    }

    /** An expression that RE2/J compiles. */
    Pattern pattern() {
        while (true) {
            try {
                return Re2.compile(regex());
            } catch (PatternSyntaxException _) {
                // repeats what cannot be repeated
            }
        }
    }

    private String regex() {
        return (random.nextInt(6) == 0 ? "(?" + "ims".charAt(random.nextInt(3)) + ")" : "") + regex(3);
    }

    private String regex(int depth) {
        StringBuilder regex = new StringBuilder();
        int parts = random.nextInt(4);
        for (int i = 0; i <= parts; i++) {
            if (i > 0 && random.nextInt(8) == 0) {
                regex.append('|');
            }
            switch (random.nextInt(depth > 0 ? 8 : 6)) {
                case 0 -> regex.append(one(PLACES));
                case 6, 7 ->
                    regex.append(random.nextBoolean() ? "(" : "(?:")
                            .append(regex(depth - 1))
                            .append(')')
                            .append(random.nextBoolean() ? one(REPEATS) : "");
                default -> {
                    regex.append(one(ATOMS));
                    if (random.nextInt(3) == 0) {
                        regex.append(one(REPEATS));
                    }
                }
            }
        }
        return regex.toString();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(one(TEXTS));
        }
        return text.toString();
    }

    private String one(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
