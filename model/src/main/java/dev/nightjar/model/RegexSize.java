package dev.nightjar.model;

/*
 * RE2 matches in time linear in the text, but its program grows with the expression: counted repetitions are written
 * out, so that ((a{1000}){1000}){1000} stands for a thousand million instructions. Here the size is worked out from the
 * text alone, before anything is compiled. What is no valid expression is not judged: the compiler will.
 */
/** Refuses regular expressions whose program would fill memory. */
final class RegexSize {
    private static final long MAX_PROGRAM = 50_000;
    private static final int MAX_DEPTH = 200;

    private final String regex;
    private int at;
    private int depth;

    private RegexSize(String regex) {
        this.regex = regex;
    }

    /** Throws {@link IllegalArgumentException} where {@code regex} is too large or nested too deep. */
    static void require(String regex) {
        RegexSize size = new RegexSize(regex);
        long program = size.alternatives();
        while (size.at < regex.length()) {
            // an unmatched parenthesis: the compiler says so, but only of an expression it can afford
            size.at++;
            program = sum(program, size.alternatives());
        }
    }

    /** Up to the closing parenthesis or the end. */
    private long alternatives() {
        long total = 0;
        long last = 0;
        while (at < regex.length() && regex.charAt(at) != ')') {
            char c = regex.charAt(at);
            if (c == '{' && repeats()) {
                total = sum(total - last, product(last, highest()));
                last = 0;
            } else {
                last = single(c);
                total = sum(total, last);
            }
        }
        return total;
    }

    private long single(char c) {
        switch (c) {
            case '(' -> {
                if (++depth > MAX_DEPTH) {
                    throw new IllegalArgumentException(
                            "the regular expression is nested deeper than " + MAX_DEPTH + " levels");
                }
                at++;
                long inner = alternatives();
                at++;
                depth--;
                return inner + 2;
            }
            case '[' -> skipClass();
            case '\\' -> skipEscape();
            default -> at++;
        }
        return 1;
    }

    private void skipClass() {
        at++;
        if (at < regex.length() && regex.charAt(at) == '^') {
            at++;
        }
        if (at < regex.length() && regex.charAt(at) == ']') {
            at++;
        }
        while (at < regex.length() && regex.charAt(at) != ']') {
            at += regex.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipEscape() {
        if (regex.startsWith("Q", at + 1)) {
            int end = regex.indexOf("\\E", at + 2);
            at = end < 0 ? regex.length() : end + 2;
        } else {
            at += 2;
        }
    }

    /** Whether the brace here begins a counted repetition rather than standing for itself. */
    private boolean repeats() {
        int close = regex.indexOf('}', at);
        return close > at + 1
                && regex.substring(at + 1, close).chars().allMatch(c -> c == ',' || (c >= '0' && c <= '9'));
    }

    /** Reads the repetition: the most copies that it is written out as. */
    private long highest() {
        int close = regex.indexOf('}', at);
        long most = 1;
        for (String bound : regex.substring(at + 1, close).split(",", -1)) {
            if (bound.length() > 4) {
                most = MAX_PROGRAM;
            } else if (!bound.isEmpty()) {
                most = Math.max(most, Long.parseLong(bound));
            }
        }
        at = close + 1;
        return most;
    }

    private static long product(long size, long copies) {
        return within(size * copies);
    }

    private static long sum(long a, long b) {
        return within(a + b);
    }

    private static long within(long program) {
        if (program > MAX_PROGRAM) {
            throw new IllegalArgumentException("the regular expression is too large: written out, it has more than "
                    + MAX_PROGRAM + " parts; repeat less, or list fewer alternatives");
        }
        return program;
    }
}
