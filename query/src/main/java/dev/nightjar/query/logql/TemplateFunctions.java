package dev.nightjar.query.logql;

import dev.nightjar.query.NumberText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The functions of templates. Every value is text; numbers are read when they are needed. */
final class TemplateFunctions {
    private static final int MAX_CHARS = 1 << 20;

    static final int UNKNOWN = -2;
    static final int ANY = -1;

    private static final Map<String, Integer> ARITY = Map.ofEntries(
            Map.entry("__line__", 0),
            Map.entry("__timestamp__", 0),
            Map.entry("lower", 1),
            Map.entry("ToLower", 1),
            Map.entry("upper", 1),
            Map.entry("ToUpper", 1),
            Map.entry("title", 1),
            Map.entry("trim", 1),
            Map.entry("trimAll", 2),
            Map.entry("trimPrefix", 2),
            Map.entry("trimSuffix", 2),
            Map.entry("trunc", 2),
            Map.entry("substr", 3),
            Map.entry("replace", 3),
            Map.entry("repeat", 2),
            Map.entry("alignLeft", 2),
            Map.entry("alignRight", 2),
            Map.entry("default", 2),
            Map.entry("b64enc", 1),
            Map.entry("b64dec", 1),
            Map.entry("contains", 2),
            Map.entry("hasPrefix", 2),
            Map.entry("hasSuffix", 2),
            Map.entry("eq", 2),
            Map.entry("add", ANY),
            Map.entry("sub", 2),
            Map.entry("mul", ANY),
            Map.entry("div", 2),
            Map.entry("mod", 2),
            Map.entry("addf", ANY),
            Map.entry("subf", 2),
            Map.entry("mulf", ANY),
            Map.entry("divf", 2),
            Map.entry("printf", ANY));

    private TemplateFunctions() {}

    /** How many arguments a function takes; {@link #ANY} or {@link #UNKNOWN}. */
    static int arity(String function) {
        return ARITY.getOrDefault(function, UNKNOWN);
    }

    static String apply(String function, List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        String last = arguments.isEmpty() ? "" : arguments.getLast();
        return switch (function) {
            case "lower", "ToLower" -> first.toLowerCase(Locale.ROOT);
            case "upper", "ToUpper" -> first.toUpperCase(Locale.ROOT);
            case "title" -> title(first);
            case "trim" -> first.strip();
            case "trimAll" -> trimAll(first, last);
            case "trimPrefix" -> last.startsWith(first) ? last.substring(first.length()) : last;
            case "trimSuffix" -> last.endsWith(first) ? last.substring(0, last.length() - first.length()) : last;
            case "trunc" -> truncated(integer(first), last);
            case "substr" -> part(last, integer(first), integer(arguments.get(1)));
            case "replace" -> replaced(last, first, arguments.get(1));
            case "repeat" -> repeated(integer(first), last);
            case "alignLeft" -> aligned(integer(first), last, true);
            case "alignRight" -> aligned(integer(first), last, false);
            case "default" -> last.isEmpty() ? first : last;
            case "b64enc" -> Base64.getEncoder().encodeToString(first.getBytes(StandardCharsets.UTF_8));
            case "b64dec" -> decoded(first);
            case "contains" -> Boolean.toString(last.contains(first));
            case "hasPrefix" -> Boolean.toString(last.startsWith(first));
            case "hasSuffix" -> Boolean.toString(last.endsWith(first));
            case "eq" -> Boolean.toString(first.equals(last));
            case "printf" -> formatted(arguments);
            default -> arithmetic(function, arguments);
        };
    }

    private static String arithmetic(String function, List<String> arguments) {
        if (function.endsWith("f")) {
            double result = number(arguments.getFirst());
            for (String argument : arguments.subList(1, arguments.size())) {
                double next = number(argument);
                result = switch (function) {
                    case "addf" -> result + next;
                    case "subf" -> result - next;
                    case "mulf" -> result * next;
                    default -> result / next;
                };
            }
            return NumberText.plain(result);
        }
        long result = integer(arguments.getFirst());
        for (String argument : arguments.subList(1, arguments.size())) {
            long next = integer(argument);
            if (next == 0 && (function.equals("div") || function.equals("mod"))) {
                throw new Template.Failure(function + " by zero");
            }
            result = switch (function) {
                case "add" -> result + next;
                case "sub" -> result - next;
                case "mul" -> result * next;
                case "div" -> result / next;
                default -> result % next;
            };
        }
        return Long.toString(result);
    }

    private static double number(String text) {
        OptionalDouble number = Units.number(text);
        if (number.isEmpty()) {
            throw new Template.Failure("\"" + text + "\" is not a number");
        }
        return number.getAsDouble();
    }

    private static int integer(String text) {
        return (int) number(text);
    }

    private static String title(String text) {
        StringBuilder result = new StringBuilder(text);
        for (int i = 0; i < result.length(); i++) {
            if (i == 0 || result.charAt(i - 1) == ' ') {
                result.setCharAt(i, Character.toUpperCase(result.charAt(i)));
            }
        }
        return result.toString();
    }

    private static String trimAll(String characters, String text) {
        int start = 0;
        int end = text.length();
        while (start < end && characters.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && characters.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    private static String truncated(int length, String text) {
        if (length >= 0) {
            return text.substring(0, Math.min(length, text.length()));
        }
        return text.substring(Math.max(0, text.length() + length));
    }

    private static String part(String text, int from, int to) {
        int start = Math.clamp(from, 0, text.length());
        return text.substring(start, to < 0 ? text.length() : Math.clamp(to, start, text.length()));
    }

    private static String repeated(int times, String text) {
        if ((long) times * text.length() > MAX_CHARS) {
            throw new Template.Failure("repeat would make more than 1 MiB");
        }
        return text.repeat(Math.max(0, times));
    }

    /** An empty needle is found before and after every character. */
    private static String replaced(String text, String from, String to) {
        long found = from.isEmpty() ? text.length() + 1 : text.length() / from.length();
        if (found * to.length() > MAX_CHARS && text.contains(from)) {
            throw new Template.Failure("replace would make more than 1 MiB");
        }
        return text.replace(from, to);
    }

    private static String aligned(int asked, String text, boolean left) {
        int width = Math.max(0, asked);
        if (text.length() >= width) {
            return left ? text.substring(0, width) : text.substring(text.length() - width);
        }
        String blanks = repeated(width - text.length(), " ");
        return left ? text + blanks : blanks + text;
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Template.Failure("\"" + text + "\" is not base64");
        }
    }

    /** Go's printf, for {@code %s}, {@code %v}, {@code %q}, {@code %d} and {@code %f} with width and precision. */
    private static String formatted(List<String> arguments) {
        String format = arguments.isEmpty() ? "" : arguments.getFirst();
        StringBuilder text = new StringBuilder();
        int next = 1;
        int at = 0;
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%') {
                text.append(c);
                continue;
            }
            int start = at;
            while (at < format.length() && "-+0123456789. ".indexOf(format.charAt(at)) >= 0) {
                at++;
            }
            if (at >= format.length()) {
                throw new Template.Failure("printf: \"" + format + "\" ends within a verb");
            }
            String flags = format.substring(start, at);
            char verb = format.charAt(at++);
            if (verb == '%') {
                text.append('%');
            } else if (next >= arguments.size()) {
                throw new Template.Failure("printf: \"" + format + "\" has more verbs than arguments");
            } else {
                text.append(formatted(flags, verb, arguments.get(next++)));
            }
        }
        return text.toString();
    }

    private static String formatted(String flags, char verb, String value) {
        try {
            return switch (verb) {
                case 's', 'v' -> String.format(Locale.ROOT, "%" + flags + "s", value);
                case 'q' -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
                case 'd' -> String.format(Locale.ROOT, "%" + flags + "d", (long) number(value));
                case 'f' -> String.format(Locale.ROOT, "%" + flags + "f", rounded(flags, number(value)));
                default -> throw new Template.Failure("printf: unknown verb %" + verb);
            };
        } catch (java.util.IllegalFormatException e) {
            throw new Template.Failure("printf: bad verb %" + flags + verb);
        }
    }

    /** Go rounds the exact binary value, halves to even; Java's formatter would round halves up. */
    private static BigDecimal rounded(String flags, double value) {
        int dot = flags.indexOf('.');
        String precision = dot < 0 ? "6" : flags.substring(dot + 1);
        try {
            return new BigDecimal(value)
                    .setScale(precision.isEmpty() ? 0 : Integer.parseInt(precision), RoundingMode.HALF_EVEN);
        } catch (NumberFormatException e) {
            throw new Template.Failure("printf: cannot show " + value + " with %" + flags + "f");
        }
    }
}
