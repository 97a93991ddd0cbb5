package dev.nightjar.alerting.template;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightjar.definition.DurationText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The functions that templates can call. */
final class Functions {
    private static final Set<String> KNOWN = Set.of(
            "and",
            "or",
            "not",
            "eq",
            "ne",
            "lt",
            "le",
            "gt",
            "ge",
            "len",
            "index",
            "print",
            "println",
            "printf",
            "humanize",
            "humanize1024",
            "humanizeDuration",
            "humanizePercentage",
            "humanizeTimestamp",
            "title",
            "toUpper",
            "toLower",
            "stripPort",
            "stripDomain",
            "match",
            "reReplaceAll",
            "parseDuration",
            "urlQueryEscape",
            "safeHtml",
            "externalURL",
            "pathPrefix",
            "graphLink",
            "tableLink",
            "query",
            "first",
            "label",
            "value",
            "sortByLabel",
            "strvalue",
            "toTime",
            "toDuration",
            "now",
            "args",
            "tmpl");

    private final TemplateData data;

    Functions(TemplateData data) {
        this.data = data;
    }

    static boolean knows(String name) {
        return KNOWN.contains(name);
    }

    Object call(String name, List<Object> arguments) {
        return switch (name) {
            case "not" -> !Evaluation.isTrue(one(name, arguments));
            case "eq" -> equalToAny(arguments);
            case "ne" -> compare(name, arguments) != 0;
            case "lt" -> compare(name, arguments) < 0;
            case "le" -> compare(name, arguments) <= 0;
            case "gt" -> compare(name, arguments) > 0;
            case "ge" -> compare(name, arguments) >= 0;
            case "len" -> length(one(name, arguments));
            case "index" -> index(arguments);
            case "print" -> String.join("", arguments.stream().map(GoText::of).toList());
            case "println" ->
                String.join(" ", arguments.stream().map(GoText::of).toList()) + "\n";
            case "printf" -> Printf.format(text(name, arguments, 0), arguments.subList(1, arguments.size()));
            case "humanize" -> Humanize.number(number(name, arguments));
            case "humanize1024" -> Humanize.binary(number(name, arguments));
            case "humanizeDuration" -> Humanize.duration(number(name, arguments));
            case "humanizePercentage" -> Humanize.percentage(number(name, arguments));
            case "humanizeTimestamp" -> Humanize.timestamp(number(name, arguments));
            case "title" -> title(text(name, arguments, 0));
            case "toUpper" -> text(name, arguments, 0).toUpperCase(Locale.ROOT);
            case "toLower" -> text(name, arguments, 0).toLowerCase(Locale.ROOT);
            case "stripPort" -> stripPort(text(name, arguments, 0));
            case "stripDomain" -> stripDomain(text(name, arguments, 0));
            case "match" ->
                pattern(text(name, arguments, 0))
                        .matcher(text(name, arguments, 1))
                        .find();
            case "reReplaceAll" -> replaceAll(name, arguments);
            case "parseDuration" -> seconds(text(name, arguments, 0));
            case "urlQueryEscape" -> URLEncoder.encode(text(name, arguments, 0), StandardCharsets.UTF_8);
            case "safeHtml" -> text(name, arguments, 0);
            case "externalURL" -> data.externalUrl();
            default -> throw new TemplateException("not supported yet: " + name);
        };
    }

    private static Object one(String name, List<Object> arguments) {
        if (arguments.size() != 1) {
            throw new TemplateException("wrong number of args for " + name + ": want 1 got " + arguments.size());
        }
        return arguments.getFirst();
    }

    private static String text(String name, List<Object> arguments, int at) {
        if (at < arguments.size() && arguments.get(at) instanceof String text) {
            return text;
        }
        throw new TemplateException(name + " wants a string as argument " + (at + 1));
    }

    private static double number(String name, List<Object> arguments) {
        return switch (one(name, arguments)) {
            case Double number -> number;
            case Long number -> number.doubleValue();
            case String text -> parse(name, text);
            default -> throw new TemplateException(name + " wants a number");
        };
    }

    private static double parse(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new TemplateException("error calling " + name + ": \"" + text + "\" is not a number");
        }
    }

    private static boolean equalToAny(List<Object> arguments) {
        if (arguments.size() < 2) {
            throw new TemplateException("error calling eq: missing argument for comparison");
        }
        return arguments.stream().skip(1).anyMatch(other -> compare("eq", List.of(arguments.getFirst(), other)) == 0);
    }

    private static int compare(String name, List<Object> arguments) {
        if (arguments.size() != 2) {
            throw new TemplateException("wrong number of args for " + name + ": want 2 got " + arguments.size());
        }
        Object left = arguments.get(0);
        Object right = arguments.get(1);
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        if (left instanceof Boolean a && right instanceof Boolean b) {
            return a.compareTo(b);
        }
        // Go refuses to compare an integer with a float; what is meant is clear, so we do.
        if (left instanceof Number a && right instanceof Number b) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        throw new TemplateException("error calling " + name + ": incompatible types for comparison");
    }

    private static long length(Object of) {
        return switch (of) {
            case String text -> text.getBytes(StandardCharsets.UTF_8).length;
            case Map<?, ?> map -> map.size();
            case Collection<?> list -> list.size();
            default -> throw new TemplateException("error calling len: len of " + GoText.of(of));
        };
    }

    private static Object index(List<Object> arguments) {
        if (arguments.size() == 2 && arguments.getFirst() instanceof Map<?, ?> map) {
            Object found = map.get(arguments.get(1));
            return found == null ? "" : found;
        }
        throw new TemplateException("error calling index: wants labels and the name of one");
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            if (i == 0 || !Character.isLetterOrDigit(out.charAt(i - 1))) {
                out.setCharAt(i, Character.toTitleCase(out.charAt(i)));
            }
        }
        return out.toString();
    }

    private static String stripPort(String hostPort) {
        int colon = hostPort.lastIndexOf(':');
        boolean bracketed = hostPort.startsWith("[") && hostPort.contains("]:");
        if (bracketed) {
            return hostPort.substring(1, hostPort.indexOf("]:"));
        }
        return colon > 0 && hostPort.indexOf(':') == colon ? hostPort.substring(0, colon) : hostPort;
    }

    private static String stripDomain(String hostPort) {
        int colon = hostPort.lastIndexOf(':');
        String port = colon > 0 && hostPort.indexOf(':') == colon ? hostPort.substring(colon) : "";
        String host = hostPort.substring(0, hostPort.length() - port.length());
        boolean address = host.matches("[0-9.]+") || host.contains(":");
        int dot = host.indexOf('.');
        return address || dot < 0 ? hostPort : host.substring(0, dot) + port;
    }

    private static String replaceAll(String name, List<Object> arguments) {
        return pattern(text(name, arguments, 0))
                .matcher(text(name, arguments, 2))
                .replaceAll(text(name, arguments, 1));
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new TemplateException("bad regular expression \"" + text + "\": " + e.getMessage());
        }
    }

    private static double seconds(String text) {
        return DurationText.parse(text)
                        .orElseThrow(() -> new TemplateException("not a valid duration string: \"" + text + "\""))
                        .toMillis()
                / 1000.0;
    }
}
