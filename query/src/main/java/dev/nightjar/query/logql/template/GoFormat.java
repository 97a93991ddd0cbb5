package dev.nightjar.query.logql.template;

import dev.nightjar.query.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code printf}: Go's verbs with flags, width and precision. What does not fit shows in the text, as in Go. */
final class GoFormat {
    /** Wider is nobody's table. */
    private static final int MAX_WIDTH = 10_000;

    private final String format;
    private final List<@Nullable Object> arguments;
    private final StringBuilder text = new StringBuilder();
    private int at;
    private int next;
    private String flags = "";
    private int width = -1;
    private int precision = -1;

    private GoFormat(String format, List<@Nullable Object> arguments) {
        this.format = format;
        this.arguments = arguments;
    }

    static String of(List<@Nullable Object> arguments) {
        if (arguments.isEmpty()) {
            throw Misuse.count("printf", "at least 1", 0);
        }
        if (!(arguments.getFirst() instanceof String format)) {
            throw new Misuse("wrong type for value; expected string; got " + GoPrint.type(arguments.getFirst()));
        }
        return new GoFormat(format, arguments.subList(1, arguments.size())).run();
    }

    private String run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (text.length() > Functions.MAX_CHARS) {
                throw new CallFailure("it would make more than " + Functions.MAX_CHARS + " characters");
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
                        .append(GoPrint.type(arguments.get(i)))
                        .append('=')
                        .append(GoPrint.plain(arguments.get(i)));
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
        Object value = given instanceof NamedNumber named && verb != 'T'
                ? "vsq".indexOf(verb) >= 0 ? (Object) named.name() : (Object) named.number()
                : given;
        String written = switch (verb) {
            case 'v', 's' -> plain(verb, value);
            case 'q' -> value instanceof String string ? GoQuote.of(cut(string)) : bad(verb, value);
            case 'd', 'b', 'o', 'x', 'X', 'c', 'U' -> whole(verb, value);
            case 'e', 'E', 'f', 'F', 'g', 'G' ->
                value instanceof Double number ? signed(number, fraction(verb, number)) : bad(verb, value);
            case 't' -> value instanceof Boolean ? String.valueOf(value) : bad(verb, value);
            case 'T' -> GoPrint.type(value);
            default -> bad(verb, value);
        };
        return padded(written, value instanceof Long || value instanceof Double);
    }

    private String plain(char verb, @Nullable Object value) {
        boolean number = value instanceof Long || value instanceof Double;
        if (verb == 's' && (number || value instanceof Boolean || value == null)) {
            return bad(verb, value);
        }
        if (value instanceof String string) {
            return flag('#') && verb == 'v' ? GoQuote.of(string) : cut(string);
        }
        if (value instanceof Double d && precision >= 0) {
            return signed(d, fraction('g', d));
        }
        return value instanceof Long n && flag('+') && n >= 0 ? "+" + n : GoPrint.plain(value);
    }

    private String cut(String string) {
        return precision < 0 || string.codePointCount(0, string.length()) <= precision
                ? string
                : string.substring(0, string.offsetByCodePoints(0, precision));
    }

    private static String bad(char verb, @Nullable Object value) {
        return "%!" + verb + "(" + (value == null ? "<nil>" : GoPrint.type(value) + "=" + GoPrint.plain(value)) + ")";
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
        if (!Double.isFinite(number)) {
            return NumberText.plain(number);
        }
        return switch (verb) {
            case 'f', 'F' ->
                (number == 0 && 1 / number < 0 ? "-" : "")
                        + new BigDecimal(number)
                                .setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN)
                                .toPlainString();
            case 'e', 'E' -> {
                String written = scientific(new BigDecimal(number), precision < 0 ? 6 : precision);
                yield verb == 'E' ? written.toUpperCase(Locale.ROOT) : written;
            }
            default -> {
                String written = precision < 0 ? NumberText.general(number) : general(number, Math.max(1, precision));
                yield verb == 'G' ? written.toUpperCase(Locale.ROOT) : written;
            }
        };
    }

    /** So many digits at most, with an exponent where it is small or has more digits before the point. */
    private static String general(double number, int digits) {
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        BigDecimal stripped = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
        return exponent < -4 || exponent >= digits
                ? scientific(stripped, Math.max(0, stripped.precision() - 1))
                : stripped.toPlainString();
    }

    private static String scientific(BigDecimal number, int decimals) {
        if (number.signum() == 0) {
            return (decimals > 0 ? "0." + "0".repeat(decimals) : "0") + "e+00";
        }
        BigDecimal rounded = number.round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String mantissa = rounded.movePointLeft(exponent)
                .setScale(decimals, RoundingMode.UNNECESSARY)
                .toPlainString();
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
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
