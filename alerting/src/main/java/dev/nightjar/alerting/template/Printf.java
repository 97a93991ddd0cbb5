package dev.nightjar.alerting.template;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's printf for the values a template has. */
final class Printf {
    private static final Pattern VERB = Pattern.compile("%([-+ 0#]*)(\\d+)?(?:\\.(\\d*))?(.)");

    private Printf() {}

    static String format(String format, List<Object> arguments) {
        StringBuilder out = new StringBuilder();
        Matcher matcher = VERB.matcher(format);
        int used = 0;
        int next = 0;
        while (matcher.find()) {
            out.append(format, used, matcher.start());
            used = matcher.end();
            String verb = matcher.group(4);
            if (verb.equals("%")) {
                out.append('%');
            } else if (next == arguments.size()) {
                out.append("%!").append(verb).append("(MISSING)");
            } else {
                out.append(pad(matcher, convert(matcher, arguments.get(next++))));
            }
        }
        out.append(format.substring(used));
        if (next < arguments.size()) {
            out.append("%!(EXTRA ");
            out.append(String.join(
                    ", ",
                    arguments.subList(next, arguments.size()).stream()
                            .map(argument -> type(argument) + "=" + GoText.of(argument))
                            .toList()));
            out.append(')');
        }
        return out.toString();
    }

    private static String convert(Matcher spec, Object argument) {
        String precisionText = spec.group(3);
        int precision = precisionText == null ? -1 : precisionText.isEmpty() ? 0 : Integer.parseInt(precisionText);
        String verb = spec.group(4);
        if (verb.equals("T")) {
            return type(argument);
        }
        String text = switch (argument) {
            case Double number -> number(verb, number, precision);
            case Long number -> whole(verb, number);
            case String string -> string(verb, string, precision);
            case Boolean truth -> verb.equals("t") || verb.equals("v") ? truth.toString() : "";
            default -> verb.equals("v") || verb.equals("s") ? GoText.of(argument) : "";
        };
        boolean mayBeNothing =
                argument instanceof String string && (string.isEmpty() || precision == 0) && "svxX".contains(verb);
        if (text.isEmpty() && !mayBeNothing) {
            return "%!" + verb + "(" + type(argument) + "=" + GoText.of(argument) + ")";
        }
        boolean signed = spec.group(1).contains("+") && argument instanceof Number && !text.startsWith("-");
        return signed && !text.startsWith("+") ? "+" + text : text;
    }

    private static String number(String verb, double value, int precision) {
        return switch (verb) {
            case "f", "F" -> GoText.fixed(value, precision < 0 ? 6 : precision);
            case "e" -> GoText.scientific(value, precision < 0 ? 6 : precision);
            case "E" -> number("e", value, precision).replace('e', 'E');
            case "g", "v" -> precision < 0 ? GoText.shortest(value) : GoText.general(value, precision);
            case "G" -> number("g", value, precision).replace('e', 'E');
            default -> "";
        };
    }

    private static String whole(String verb, long value) {
        return switch (verb) {
            case "d", "v" -> Long.toString(value);
            case "x" -> Long.toString(value, 16);
            case "X" -> Long.toString(value, 16).toUpperCase(Locale.ROOT);
            case "o" -> Long.toString(value, 8);
            case "b" -> Long.toString(value, 2);
            case "c" -> Character.isValidCodePoint((int) value) ? Character.toString((int) value) : "\ufffd";
            default -> "";
        };
    }

    private static String string(String verb, String value, int precision) {
        return switch (verb) {
            case "s", "v" ->
                precision >= 0 && precision < value.codePointCount(0, value.length())
                        ? value.substring(0, value.offsetByCodePoints(0, precision))
                        : value;
            case "q" -> GoText.quoted(value);
            case "x" -> HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
            case "X" -> HexFormat.of().withUpperCase().formatHex(value.getBytes(StandardCharsets.UTF_8));
            default -> "";
        };
    }

    private static String pad(Matcher spec, String text) {
        String widthText = spec.group(2);
        int missing = widthText == null ? 0 : Math.min(Integer.parseInt(widthText), 1000) - text.length();
        if (missing <= 0) {
            return text;
        }
        String flags = spec.group(1);
        if (flags.contains("-")) {
            return text + " ".repeat(missing);
        }
        if (!flags.contains("0")) {
            return " ".repeat(missing) + text;
        }
        int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
    }

    private static String type(Object argument) {
        return switch (argument) {
            case Double number -> "float64";
            case Long number -> "int";
            case String text -> "string";
            case Boolean truth -> "bool";
            default -> GoText.type(argument);
        };
    }
}
