package dev.nightjar.query.logql.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightjar.gotemplate.notation.GoQuote;
import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.Values;
import dev.nightjar.model.GroupTemplate;
import dev.nightjar.query.QueryText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of text. Lengths and places are in characters, except for {@code trunc} and {@code substr}. */
final class TextFunctions {
    private TextFunctions() {}

    static void addTo(LokiFunctions.Table table) {
        table.add("__line__", "", (_, scope) -> scope.line());
        lettersAndBlanks(table);
        parts(table);
        table.add("contains", "ss", two((part, text) -> text.contains(part)));
        table.add("hasPrefix", "ss", two((part, text) -> text.startsWith(part)));
        table.add("hasSuffix", "ss", two((part, text) -> text.endsWith(part)));
        table.add("b64enc", "s", one(text -> Base64.getEncoder().encodeToString(bytes(text))));
        table.add("b64dec", "s", one(TextFunctions::decoded));
        table.add("urlencode", "s", one(GoQuote::url));
        table.add("urldecode", "s", one(TextFunctions::urlDecoded));
        table.add("default", "aa*", (arguments, _) -> orElse(arguments));
        table.add("fromJson", "s", (arguments, _) -> JsonValues.of(text(arguments, 0)));
        table.add("count", "ss", two(TextFunctions::count));
        table.add("regexReplaceAll", "sss", (arguments, _) -> regexReplaced(arguments, false));
        table.add("regexReplaceAllLiteral", "sss", (arguments, _) -> regexReplaced(arguments, true));
    }

    private static void lettersAndBlanks(LokiFunctions.Table table) {
        table.add("lower", "s", one(text -> letters(text, Character::toLowerCase)));
        table.add("ToLower", "s", one(text -> letters(text, Character::toLowerCase)));
        table.add("upper", "s", one(text -> letters(text, Character::toUpperCase)));
        table.add("ToUpper", "s", one(text -> letters(text, Character::toUpperCase)));
        table.add("title", "s", one(TextFunctions::title));
        table.add("trim", "s", one(String::strip));
        table.add("TrimSpace", "s", one(String::strip));
        table.add("trimAll", "ss", two((set, text) -> trimmed(text, set, true, true)));
        table.add("Trim", "ss", two((text, set) -> trimmed(text, set, true, true)));
        table.add("TrimLeft", "ss", two((text, set) -> trimmed(text, set, true, false)));
        table.add("TrimRight", "ss", two((text, set) -> trimmed(text, set, false, true)));
        table.add("indent", "is", (arguments, _) -> indented(number(arguments, 0), text(arguments, 1)));
        table.add("nindent", "is", (arguments, _) -> '\n' + indented(number(arguments, 0), text(arguments, 1)));
        table.add("alignLeft", "is", (arguments, _) -> aligned(number(arguments, 0), text(arguments, 1), true));
        table.add("alignRight", "is", (arguments, _) -> aligned(number(arguments, 0), text(arguments, 1), false));
    }

    /** Each letter by itself, as in Go: ß has no great one. */
    private static String letters(String text, IntUnaryOperator change) {
        return text.codePoints()
                .map(change)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void parts(LokiFunctions.Table table) {
        table.add("trimPrefix", "ss", two((part, text) -> withoutPrefix(text, part)));
        table.add("TrimPrefix", "ss", two(TextFunctions::withoutPrefix));
        table.add("trimSuffix", "ss", two((part, text) -> withoutSuffix(text, part)));
        table.add("TrimSuffix", "ss", two(TextFunctions::withoutSuffix));
        table.add("trunc", "is", (arguments, _) -> ByteParts.truncated(number(arguments, 0), text(arguments, 1)));
        table.add(
                "substr",
                "iis",
                (arguments, _) -> ByteParts.between(number(arguments, 0), number(arguments, 1), text(arguments, 2)));
        table.add(
                "replace",
                "sss",
                (arguments, _) -> replaced(text(arguments, 2), text(arguments, 0), text(arguments, 1), -1));
        table.add(
                "Replace",
                "sssi",
                (arguments, _) ->
                        replaced(text(arguments, 0), text(arguments, 1), text(arguments, 2), number(arguments, 3)));
        table.add("repeat", "is", (arguments, _) -> repeated(number(arguments, 0), text(arguments, 1)));
    }

    private static LokiFunctions.Body one(UnaryOperator<String> function) {
        return (List<@Nullable Object> arguments, TemplateScope _) -> function.apply(text(arguments, 0));
    }

    private static LokiFunctions.Body two(BiFunction<String, String, Object> function) {
        return (List<@Nullable Object> arguments, TemplateScope _) ->
                function.apply(text(arguments, 0), text(arguments, 1));
    }

    static String text(List<@Nullable Object> arguments, int index) {
        return String.valueOf(arguments.get(index));
    }

    private static long number(List<@Nullable Object> arguments, int index) {
        return Conversions.integer(arguments.get(index));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Object orElse(List<@Nullable Object> arguments) {
        Object given = arguments.size() > 1 ? arguments.get(1) : null;
        return Values.isTrue(given) ? given : arguments.getFirst();
    }

    /** The first letter of each word in upper case. */
    private static String title(String text) {
        StringBuilder result = new StringBuilder(text.length());
        int[] before = {' '};
        text.codePoints().forEach(c -> {
            result.appendCodePoint(separates(before[0]) ? Character.toTitleCase(c) : c);
            before[0] = c;
        });
        return result.toString();
    }

    private static boolean separates(int c) {
        if (c < 0x80) {
            return !Character.isLetterOrDigit(c) && c != '_';
        }
        return !Character.isLetterOrDigit(c) && Character.isWhitespace(c);
    }

    private static String trimmed(String text, String set, boolean left, boolean right) {
        int start = 0;
        int end = text.length();
        while (left && start < end && set.indexOf(text.codePointAt(start)) >= 0) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (right && end > start && set.indexOf(text.codePointBefore(end)) >= 0) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static String withoutPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String withoutSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cut(String text, int from, int to) {
        int start = text.offsetByCodePoints(0, from);
        return text.substring(start, text.offsetByCodePoints(start, to - from));
    }

    private static String repeated(long times, String text) {
        if (times < 0) {
            throw new CallFailure("strings: negative Repeat count");
        }
        if (!text.isEmpty() && times > LokiFunctions.MAX_CHARS / text.length()) {
            throw new CallFailure("it would make more than " + LokiFunctions.MAX_CHARS + " characters");
        }
        return text.isEmpty() ? "" : text.repeat((int) times);
    }

    /** The first {@code limit} occurrences; all where it is negative. */
    private static String replaced(String text, String from, String to, long limit) {
        StringBuilder result = new StringBuilder(text.length());
        long left = limit < 0 ? Long.MAX_VALUE : limit;
        int at = 0;
        while (left-- > 0) {
            int found = text.indexOf(from, at);
            if (found < 0) {
                break;
            }
            result.append(text, at, found).append(to);
            at = found + from.length();
            if (result.length() > LokiFunctions.MAX_CHARS) {
                throw new CallFailure("it would make more than " + LokiFunctions.MAX_CHARS + " characters");
            }
            if (from.isEmpty()) {
                if (at == text.length()) {
                    break;
                }
                result.append(text.charAt(at++));
            }
        }
        return result.append(text, at, text.length()).toString();
    }

    private static String indented(long blanks, String text) {
        String indent = repeated(blanks, " ");
        return indent + replaced(text, "\n", "\n" + indent, -1);
    }

    /** Filled up with blanks, or cut, on the other side. */
    private static String aligned(long width, String text, boolean left) {
        int length = length(text);
        if (width < 0 || width == length) {
            return text;
        }
        if (width < length) {
            return left ? cut(text, 0, (int) width) : cut(text, (int) (length - width), length);
        }
        String blanks = repeated(width - length, " ");
        return left ? text + blanks : blanks + text;
    }

    /** Sprig's way: what is wrong is the result. */
    private static String decoded(String text) {
        int wrong = 0;
        while (wrong < text.length() && isBase64(text.charAt(wrong))) {
            wrong++;
        }
        boolean padded = text.substring(wrong).matches("={0,2}") && text.length() % 4 == 0;
        if (!padded) {
            return "illegal base64 data at input byte " + Math.min(wrong, text.length());
        }
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "illegal base64 data at input byte " + wrong;
        }
    }

    private static boolean isBase64(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/');
    }

    private static String urlDecoded(String text) {
        Matcher broken = BROKEN_ESCAPE.matcher(text);
        if (broken.find()) {
            throw new CallFailure("invalid URL escape " + GoQuote.of(broken.group()));
        }
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?:[0-9a-fA-F]?[^0-9a-fA-F].?|[0-9a-fA-F]?$)");

    private static Pattern regex(String regex) {
        try {
            return QueryText.regex(regex);
        } catch (IllegalArgumentException e) {
            throw new CallFailure(
                    e.getCause() instanceof PatternSyntaxException syntax
                            ? String.valueOf(syntax.getMessage())
                            : String.valueOf(e.getMessage()));
        }
    }

    private static Object count(String regex, String text) {
        Matcher matcher = regex(regex).matcher(text);
        long count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    private static String regexReplaced(List<@Nullable Object> arguments, boolean literally) {
        Pattern pattern = regex(text(arguments, 0));
        String text = text(arguments, 1);
        String with = text(arguments, 2);
        Matcher matcher = pattern.matcher(text);
        StringBuilder result = new StringBuilder(text.length());
        int at = 0;
        while (matcher.find()) {
            result.append(text, at, matcher.start());
            result.append(literally ? with : GroupTemplate.expand(with, matcher));
            at = matcher.end();
            if (result.length() > LokiFunctions.MAX_CHARS) {
                throw new CallFailure("it would make more than " + LokiFunctions.MAX_CHARS + " characters");
            }
        }
        return result.append(text, at, text.length()).toString();
    }
}
