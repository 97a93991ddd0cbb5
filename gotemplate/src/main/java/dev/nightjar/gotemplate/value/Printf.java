package dev.nightjar.gotemplate.value;

import dev.nightjar.gotemplate.notation.GoNumbers;
import dev.nightjar.gotemplate.notation.GoQuote;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code printf}: Go's verbs with flags, width and precision. What does not fit shows in the text, as in Go. */
public final class Printf {
    /** Wider is nobody's table. */
    private static final int MAX_WIDTH = 10_000;

    private static final int MAX_CHARS = 1 << 20;

    private final String format;
    private final List<@Nullable Object> arguments;
    private final StringBuilder text = new StringBuilder();
    private int at;
    private int next;
    private String flags = "";
    private int width = -1;
    private int precision = -1;

    private Printf(String format, List<@Nullable Object> arguments) {
        this.format = format;
        this.arguments = arguments;
    }

    /** Throws {@link CallFailure} where the text would be longer than anybody needs. */
    public static String format(String format, List<@Nullable Object> arguments) {
        return new Printf(format, arguments).run();
    }

    private String run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (text.length() > MAX_CHARS) {
                throw new CallFailure("it would make more than " + MAX_CHARS + " characters");
            }
            if (c == '%') {
                verb();
            } else {
                text.append(c);
            }
        }
        if (next < arguments.size()) {
            text.append("%!(EXTRA ");
            for (int i = next; i < arguments.size(); i++) {
                text.append(i > next ? ", " : "")
                        .append(Values.type(arguments.get(i)))
                        .append('=')
                        .append(Values.text(arguments.get(i)));
            }
            text.append(')');
        }
        return text.toString();
    }

    private void verb() {
        int start = at;
        while (at < format.length() && "+-# 0".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        flags = format.substring(start, at);
        width = size();
        precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            precision = Math.max(0, size());
        }
        if (width < -1) {
            flags += "-";
            width = -width;
        }
        if (at >= format.length()) {
            text.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            text.append('%');
        } else if (next >= arguments.size()) {
            text.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            text.append(shown((char) verb, arguments.get(next++)));
        }
    }

    /** A number, or {@code *} for the next argument; -1 where there is none. */
    private int size() {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            boolean whole = next < arguments.size() && arguments.get(next) instanceof Long;
            return Math.clamp(whole ? (Long) arguments.get(next++) : -1L, -MAX_WIDTH, MAX_WIDTH);
        }
        int start = at;
        while (at < format.length() && Character.isDigit(format.charAt(at))) {
            at++;
        }
        if (at == start) {
            return -1;
        }
        return at - start > 5 ? MAX_WIDTH : Math.min(MAX_WIDTH, Integer.parseInt(format, start, at, 10));
    }

    private boolean flag(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    private String shown(char verb, @Nullable Object given) {
        if (verb == 'T') {
            return padded(Values.type(given), false);
        }
        Object value = scalar(verb, given);
        return switch (value) {
            case TextMap map when verb != 'v' -> map(verb, map.texts());
            case Map<?, ?> map when verb != 'v' -> map(verb, map);
            case Collection<?> list
            when verb != 'v' -> list.stream().map(each -> shown(verb, each)).collect(Collectors.joining(" ", "[", "]"));
            case null, default -> padded(written(verb, value), value instanceof Long || value instanceof Double);
        };
    }

    private String written(char verb, @Nullable Object value) {
        return switch (verb) {
            case 'v', 's' -> plain(verb, value);
            case 'q' -> quoted(value);
            case 'd', 'b', 'o', 'x', 'X', 'c', 'U' -> whole(verb, value);
            case 'e', 'E', 'f', 'F', 'g', 'G' ->
                value instanceof Double number ? signed(number, fraction(verb, number)) : bad(verb, value);
            case 't' -> value instanceof Boolean ? String.valueOf(value) : bad(verb, value);
            default -> bad(verb, value);
        };
    }

    /** What has a name is its name where texts are wanted, and a number where it is one. */
    private static @Nullable Object scalar(char verb, @Nullable Object given) {
        boolean textual = "vsqxX".indexOf(verb) >= 0;
        if (given instanceof GoInteger number && "vsq".indexOf(verb) < 0) {
            return number.number();
        }
        return textual && given instanceof GoObject object && object.printed().isPresent()
                ? object.printed().get()
                : given;
    }

    private String map(char verb, Map<?, ?> map) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .map(entry -> shown(verb, entry.getKey()) + ":" + shown(verb, entry.getValue()))
                        .collect(Collectors.joining(" ", "map[", "]"));
    }

    private String quoted(@Nullable Object value) {
        return switch (value) {
            case String string -> GoQuote.of(cut(string));
            case Long number -> GoQuote.character(Math.clamp(number, -1, Integer.MAX_VALUE));
            case null, default -> bad('q', value);
        };
    }

    private String plain(char verb, @Nullable Object value) {
        boolean number = value instanceof Long || value instanceof Double;
        if (verb == 's' && (number || value instanceof Boolean || value == null)) {
            return bad(verb, value);
        }
        return switch (value) {
            case String string -> flag('#') && verb == 'v' ? GoQuote.of(string) : cut(string);
            case Double d -> signed(d, fraction('g', d));
            case Long n -> signed(n, Long.toString(n));
            case null, default -> Values.text(value);
        };
    }

    private String cut(String string) {
        return precision < 0 || string.codePointCount(0, string.length()) <= precision
                ? string
                : string.substring(0, string.offsetByCodePoints(0, precision));
    }

    private static String bad(char verb, @Nullable Object value) {
        return "%!" + verb + "(" + (value == null ? "<nil>" : Values.type(value) + "=" + Values.text(value)) + ")";
    }

    private String whole(char verb, @Nullable Object value) {
        if (value instanceof String string && (verb == 'x' || verb == 'X')) {
            String hex = HexFormat.of().formatHex(cut(string).getBytes(StandardCharsets.UTF_8));
            return verb == 'X' ? hex.toUpperCase(Locale.ROOT) : hex;
        }
        if (!(value instanceof Long number)) {
            return bad(verb, value);
        }
        String digits = switch (verb) {
            case 'b' -> Long.toString(number, 2);
            case 'o' -> (flag('#') ? "0" : "") + Long.toString(number, 8);
            case 'x' -> prefixed(Long.toString(number, 16), "0x");
            case 'X' -> prefixed(Long.toString(number, 16).toUpperCase(Locale.ROOT), "0X");
            case 'c' ->
                Character.isValidCodePoint(number.intValue()) ? Character.toString(number.intValue()) : "\uFFFD";
            case 'U' -> String.format("U+%04X", number);
            default -> Long.toString(number);
        };
        int missing = precision - (digits.startsWith("-") ? digits.length() - 1 : digits.length());
        if (missing > 0) {
            digits = digits.startsWith("-")
                    ? "-" + "0".repeat(missing) + digits.substring(1)
                    : "0".repeat(missing) + digits;
        }
        return verb == 'c' || verb == 'U' ? digits : signed(number, digits);
    }

    private String prefixed(String digits, String prefix) {
        return !flag('#') ? digits : digits.startsWith("-") ? "-" + prefix + digits.substring(1) : prefix + digits;
    }

    private String signed(double number, String digits) {
        boolean bare = !digits.startsWith("-") && !digits.startsWith("+") && !Double.isNaN(number);
        return bare && flag('+') ? "+" + digits : bare && flag(' ') ? " " + digits : digits;
    }

    private String fraction(char verb, double number) {
        String written = switch (verb) {
            case 'f', 'F' -> GoNumbers.fixed(number, precision < 0 ? 6 : precision);
            case 'e', 'E' -> GoNumbers.scientific(number, precision < 0 ? 6 : precision);
            default -> precision < 0 ? GoNumbers.shortest(number) : GoNumbers.general(number, precision);
        };
        return Double.isFinite(number) && (verb == 'E' || verb == 'G') ? written.toUpperCase(Locale.ROOT) : written;
    }

    private String padded(String written, boolean number) {
        int missing = width - written.codePointCount(0, written.length());
        if (missing <= 0) {
            return written;
        }
        if (flag('-')) {
            return written + " ".repeat(missing);
        }
        if (flag('0')) {
            boolean sign = number && (written.startsWith("-") || written.startsWith("+"));
            return sign
                    ? written.charAt(0) + "0".repeat(missing) + written.substring(1)
                    : "0".repeat(missing) + written;
        }
        return " ".repeat(missing) + written;
    }
}
