package dev.nightjar.query.logql;

import dev.nightjar.model.LogSelection.LineFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts that every match of a regular expression must contain. Careful rather than clever: whatever it does not
 * know for certain ends a literal, and groups, flags inside and alternatives inside groups are passed over whole.
 */
final class RegexLiterals {
    private static final int SHORTEST = 2;

    private final String regex;
    private final boolean foldCase;
    private final List<LineFilter> found = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;

    private RegexLiterals(String regex, int from, boolean foldCase) {
        this.regex = regex;
        this.at = from;
        this.foldCase = foldCase;
    }

    /** Conditions that all must hold; empty where nothing is certain. */
    static List<LineFilter> of(String regex) {
        boolean fold = regex.startsWith("(?i)");
        int from = fold ? 4 : 0;
        if (regex.indexOf("(?", from) >= 0 || regex.contains("\\Q")) {
            return List.of();
        }
        List<String> branches = topLevelBranches(regex.substring(from));
        List<LineFilter> alternatives = new ArrayList<>();
        for (String branch : branches) {
            List<LineFilter> conditions = new RegexLiterals(branch, 0, fold).read();
            if (branches.size() == 1) {
                return conditions;
            }
            if (conditions.isEmpty()) {
                return List.of();
            }
            alternatives.add(conditions.getFirst());
        }
        return List.of(new LineFilter.AnyOf(alternatives));
    }

    private static List<String> topLevelBranches(String regex) {
        List<String> branches = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < regex.length(); i++) {
            switch (regex.charAt(i)) {
                case '\\' -> i++;
                case '[' -> i = classEnd(regex, i);
                case '(' -> depth++;
                case ')' -> depth--;
                case '|' -> {
                    if (depth == 0) {
                        branches.add(regex.substring(start, i));
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
        branches.add(regex.substring(start));
        return branches;
    }

    /** Where a character class that begins at {@code open} ends; the regex has been compiled, so it does. */
    private static int classEnd(String regex, int open) {
        int i = open + 1;
        if (i < regex.length() && regex.charAt(i) == '^') {
            i++;
        }
        if (i < regex.length() && regex.charAt(i) == ']') {
            i++;
        }
        while (i < regex.length() && regex.charAt(i) != ']') {
            if (regex.startsWith("[:", i)) {
                int named = regex.indexOf(":]", i + 2);
                i = named < 0 ? i + 1 : named + 2;
            } else {
                i += regex.charAt(i) == '\\' ? 2 : 1;
            }
        }
        return i;
    }

    private List<LineFilter> read() {
        while (at < regex.length()) {
            char c = regex.charAt(at);
            switch (c) {
                case '(' -> {
                    finish();
                    at = groupEnd();
                }
                case '[' -> {
                    finish();
                    at = classEnd(regex, at);
                }
                case '\\' -> escape();
                case '*', '?', '{' -> optional();
                case '+', '.', '^', '$', ')' -> finish();
                default -> add(c);
            }
            at++;
        }
        finish();
        return found;
    }

    private int groupEnd() {
        int depth = 0;
        for (int i = at; i < regex.length(); i++) {
            switch (regex.charAt(i)) {
                case '\\' -> i++;
                case '[' -> i = classEnd(regex, i);
                case '(' -> depth++;
                case ')' -> {
                    if (--depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        return regex.length();
    }

    private void escape() {
        at++;
        char c = at < regex.length() ? regex.charAt(at) : 'd';
        if (Character.isLetterOrDigit(c)) {
            finish();
            if (c == 'x' || c == 'p' || c == 'P' || Character.isDigit(c)) {
                at = regex.length();
            }
        } else {
            add(c);
        }
    }

    /** What came last may be missing, or come several times. */
    private void optional() {
        if (!literal.isEmpty()) {
            int last = literal.length() - 1;
            if (last > 0 && Character.isLowSurrogate(literal.charAt(last))) {
                last--;
            }
            literal.setLength(last);
        }
        finish();
        if (regex.charAt(at) == '{') {
            int close = regex.indexOf('}', at);
            at = close < 0 ? regex.length() : close;
        }
    }

    /** Without case, k and s also match letters outside ASCII (the Kelvin sign, the long s), and others have such twins. */
    private void add(char c) {
        if (foldCase && (c > 0x7f || "kKsS".indexOf(c) >= 0)) {
            finish();
        } else {
            literal.append(c);
        }
    }

    private void finish() {
        if (literal.length() >= SHORTEST) {
            found.add(new LineFilter.Contains(literal.toString(), foldCase));
        }
        literal.setLength(0);
    }
}
