package dev.nightjar.query.logql;

import dev.nightjar.model.LogSelection.LineFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts that every match of a regular expression must contain. Careful rather than clever: whatever it does not
 * know for certain ends a literal, and flags anywhere but at the beginning end the search.
 */
final class RegexLiterals {
    private static final int SHORTEST = 2;
    private static final int DEEPEST = 8;

    /** What groups may begin with and be like any other: they capture nothing, or by name. */
    private static final Pattern PLAIN_GROUP = Pattern.compile("\\((?:\\?:|\\?P?<\\w+>|(?!\\?))");

    private final String regex;
    private final boolean foldCase;
    private final int depth;
    private final List<LineFilter> found = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int at;

    private RegexLiterals(String regex, boolean foldCase, int depth) {
        this.regex = regex;
        this.foldCase = foldCase;
        this.depth = depth;
    }

    /** Conditions that all must hold; empty where nothing is certain. */
    static List<LineFilter> of(String regex) {
        boolean fold = regex.startsWith("(?i)");
        String rest = fold ? regex.substring(4) : regex;
        boolean readable = !rest.contains("\\Q")
                && !PLAIN_GROUP.matcher(rest).replaceAll("").contains("(?");
        return readable ? ofBranches(rest, fold, 0) : List.of();
    }

    private static List<LineFilter> ofBranches(String regex, boolean fold, int depth) {
        List<String> branches = topLevelBranches(regex);
        List<LineFilter> alternatives = new ArrayList<>();
        for (String branch : branches) {
            List<LineFilter> conditions = new RegexLiterals(branch, fold, depth).read();
            if (branches.size() == 1) {
                return conditions;
            }
            Optional<LineFilter> longest = FilterHints.longest(conditions);
            if (longest.isEmpty()) {
                return List.of();
            }
            alternatives.add(longest.get());
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
                    group();
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

    /** A group is looked into unless it may be missing. */
    private void group() {
        int end = groupEnd();
        boolean optional = end + 1 < regex.length() && "*?{".indexOf(regex.charAt(end + 1)) >= 0;
        Matcher open = PLAIN_GROUP.matcher(regex).region(at, end);
        if (!optional && depth < DEEPEST && open.lookingAt()) {
            found.addAll(ofBranches(regex.substring(open.end(), end), foldCase, depth + 1));
        }
        at = end;
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
