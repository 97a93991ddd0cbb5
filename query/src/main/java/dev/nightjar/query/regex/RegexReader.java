package dev.nightjar.query.regex;

import dev.nightjar.query.regex.Regex.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * RE2's syntax (https://github.com/google/re2/wiki/Syntax) as Go's package regexp/syntax and RE2/J take it. Only
 * expressions that RE2/J has compiled come here, so nothing is checked twice: what stands here means something.
 */
/** Reads an expression. Knows neither Unicode's classes, nor {@code \Q} and {@code \C}, nor letters outside ASCII without case. */
final class RegexReader {
    private final String regex;
    private final boolean roughly;
    private int at;
    private boolean guessed;
    private Flags flags = new Flags(false, false, false);

    /** {@code (?i)}, {@code (?m)} and {@code (?s)}; who takes the longer way, {@code (?U)}, decides nothing here. */
    private record Flags(boolean fold, boolean lines, boolean dotTakesNewline) {}

    private RegexReader(String regex, boolean roughly) {
        this.regex = regex;
        this.roughly = roughly;
    }

    static Regex read(String regex) throws UnreadRegexException {
        return new RegexReader(regex, false).alternatives();
    }

    /** An expression that matches at least what {@code regex} does: what is not known stands for any code point. */
    static Regex readRoughly(String regex) {
        try {
            return new RegexReader(regex, true).alternatives();
        } catch (UnreadRegexException _) {
            return Regex.EMPTY;
        }
    }

    private CodePoints unknown(String part) throws UnreadRegexException {
        if (!roughly) {
            throw new UnreadRegexException(part);
        }
        guessed = true;
        return CodePoints.ALL;
    }

    private boolean more() {
        return at < regex.length();
    }

    private int peek() {
        return regex.codePointAt(at);
    }

    private int next() {
        int c = regex.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private boolean take(String text) {
        boolean there = regex.startsWith(text, at);
        if (there) {
            at += text.length();
        }
        return there;
    }

    /** Up to the closing parenthesis or the end. */
    private Regex alternatives() throws UnreadRegexException {
        List<Regex> branches = new ArrayList<>();
        do {
            branches.add(sequence());
        } while (take("|"));
        return branches.size() == 1 ? branches.getFirst() : new Regex.Choice(branches);
    }

    private Regex sequence() throws UnreadRegexException {
        List<Regex> parts = new ArrayList<>();
        while (more() && peek() != '|' && peek() != ')') {
            parts.add(repeated(single()));
        }
        return parts.size() == 1 ? parts.getFirst() : new Regex.Sequence(parts);
    }

    private Regex repeated(Regex part) {
        Regex result = part;
        if (take("*")) {
            result = new Regex.Repeated(part, 0, Regex.UNBOUNDED);
        } else if (take("+")) {
            result = new Regex.Repeated(part, 1, Regex.UNBOUNDED);
        } else if (take("?")) {
            result = new Regex.Repeated(part, 0, 1);
        } else if (more() && peek() == '{') {
            Counted counted = counted();
            if (counted == null) {
                return part;
            }
            at = counted.end;
            result = new Regex.Repeated(part, counted.least, counted.most);
        } else {
            return part;
        }
        take("?");
        return result;
    }

    private record Counted(int least, int most, int end) {}

    /** What the brace here says; null where it stands for itself. */
    private @Nullable Counted counted() {
        int close = regex.indexOf('}', at);
        if (close < 0) {
            return null;
        }
        String inside = regex.substring(at + 1, close);
        int comma = inside.indexOf(',');
        String least = comma < 0 ? inside : inside.substring(0, comma);
        String most = comma < 0 ? least : inside.substring(comma + 1);
        if (!isCount(least) || !(most.isEmpty() || isCount(most))) {
            return null;
        }
        return new Counted(
                Integer.parseInt(least), most.isEmpty() ? Regex.UNBOUNDED : Integer.parseInt(most), close + 1);
    }

    /** RE2 takes no leading zeros and no more than a thousand. */
    private static boolean isCount(String text) {
        return !text.isEmpty()
                && text.length() <= 4
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
    }

    private Regex single() throws UnreadRegexException {
        int c = next();
        return switch (c) {
            case '(' -> group();
            case '[' -> new Regex.One(bracket());
            case '.' -> new Regex.One(flags.dotTakesNewline ? CodePoints.ALL : CodePoints.NOT_NEWLINE);
            case '^' -> new Regex.At(flags.lines ? Place.LINE_BEGIN : Place.TEXT_BEGIN);
            case '$' -> new Regex.At(flags.lines ? Place.LINE_END : Place.TEXT_END);
            case '\\' -> escape();
            default -> literal(c);
        };
    }

    private Regex literal(int c) throws UnreadRegexException {
        return new Regex.One(cased(CodePoints.range(c, c)));
    }

    private CodePoints cased(CodePoints set) throws UnreadRegexException {
        if (!flags.fold) {
            return set;
        }
        if (!set.isAscii()) {
            return unknown("letters outside ASCII without case");
        }
        return set.withoutCase();
    }

    private Regex group() throws UnreadRegexException {
        Flags before = flags;
        if (take("?P<") || take("?<")) {
            at = regex.indexOf('>', at) + 1;
        } else if (take("?") && !groupFlags()) {
            return Regex.EMPTY; // (?i) alone holds up to the end of the group around it
        }
        Regex inside = alternatives();
        at++;
        flags = before;
        return inside;
    }

    /** Whether a group follows the flags, rather than their closing parenthesis. */
    private boolean groupFlags() throws UnreadRegexException {
        boolean on = true;
        while (true) {
            switch (next()) {
                case 'i' -> flags = new Flags(on, flags.lines, flags.dotTakesNewline);
                case 'm' -> flags = new Flags(flags.fold, on, flags.dotTakesNewline);
                case 's' -> flags = new Flags(flags.fold, flags.lines, on);
                case 'U' -> {}
                case '-' -> on = false;
                case ':' -> {
                    return true;
                }
                case ')' -> {
                    return false;
                }
                default -> throw new UnreadRegexException("an unknown flag");
            }
        }
    }

    private Regex escape() throws UnreadRegexException {
        return switch (peek()) {
            case 'A' -> at(Place.TEXT_BEGIN);
            case 'z' -> at(Place.TEXT_END);
            case 'b' -> at(Place.WORD_EDGE);
            case 'B' -> at(Place.NO_WORD_EDGE);
            default -> {
                CodePoints named = namedClass();
                yield named == null ? literal(escaped()) : new Regex.One(named);
            }
        };
    }

    private Regex at(Place place) {
        at++;
        return new Regex.At(place);
    }

    /** The code point that an escape stands for; behind the backslash. */
    private int escaped() throws UnreadRegexException {
        int c = next();
        return switch (c) {
            case 'a' -> 0x07;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            case 'x' -> hexadecimal();
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c - '0');
            default -> {
                if (c < 0x80 && Character.isLetterOrDigit(c)) {
                    throw new UnreadRegexException("an escape");
                }
                yield c;
            }
        };
    }

    private int octal(int first) {
        int value = first;
        for (int i = 0; i < 2 && more() && peek() >= '0' && peek() <= '7'; i++) {
            value = value * 8 + next() - '0';
        }
        return value;
    }

    private int hexadecimal() {
        int from = at;
        if (take("{")) {
            int close = regex.indexOf('}', at);
            at = close + 1;
            return Integer.parseInt(regex.substring(from + 1, close), 16);
        }
        at += 2;
        return Integer.parseInt(regex.substring(from, at), 16);
    }

    /** One of {@code \d \s \w \p{…}} or their opposites, behind the backslash; null where it is something else. */
    private @Nullable CodePoints namedClass() throws UnreadRegexException {
        if (peek() == 'p' || peek() == 'P') {
            return unicodeClass();
        }
        CodePoints set = switch (peek()) {
            case 'd', 'D' -> NamedClasses.DIGIT;
            case 's', 'S' -> NamedClasses.SPACE;
            case 'w', 'W' -> NamedClasses.WORD;
            default -> null;
        };
        if (set == null) {
            return null;
        }
        boolean negative = Character.isUpperCase(next());
        return negative ? cased(set).negated() : cased(set);
    }

    private CodePoints unicodeClass() throws UnreadRegexException {
        next();
        at = take("{") ? regex.indexOf('}', at) + 1 : regex.offsetByCodePoints(at, 1);
        return unknown("a class of Unicode");
    }

    /** Behind the opening bracket, up to behind the closing one. */
    private CodePoints bracket() throws UnreadRegexException {
        boolean before = guessed;
        guessed = false;
        boolean negative = take("^");
        CodePoints set = CodePoints.NONE;
        boolean first = true;
        while (first || peek() != ']') {
            set = set.and(bracketItem());
            first = false;
        }
        at++;
        boolean any = guessed;
        guessed |= before;
        return any ? CodePoints.ALL : negative ? set.negated() : set;
    }

    private CodePoints bracketItem() throws UnreadRegexException {
        if (regex.startsWith("[:", at)) {
            int end = regex.indexOf(":]", at + 2);
            CodePoints named = end < 0 ? null : NamedClasses.posix(regex.substring(at + 2, end));
            if (named != null) {
                boolean negative = regex.charAt(at + 2) == '^';
                at = end + 2;
                return negative ? cased(named).negated() : cased(named);
            }
        }
        if (peek() == '\\') {
            at++;
            CodePoints named = namedClass();
            if (named != null) {
                return named;
            }
            at--;
        }
        int low = bracketChar();
        int high = low;
        if (regex.startsWith("-", at) && !regex.startsWith("-]", at)) {
            at++;
            high = bracketChar();
        }
        return cased(CodePoints.range(low, high));
    }

    private int bracketChar() throws UnreadRegexException {
        int c = next();
        return c == '\\' ? escaped() : c;
    }
}
