package dev.nightjar.alerting.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightjar.definition.DurationText;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

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
            "slice",
            "html",
            "js",
            "date",
            "tz",
            "urlquery",
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
            "safeUrl",
            "join",
            "trimSpace",
            "stringSlice",
            "urlUnescape",
            "toJson",
            "since",
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
    private final BiFunction<String, Object, String> templates;

    /**
     * @param templates expands a defined template by its name, with a dot
     */
    Functions(TemplateData data, BiFunction<String, Object, String> templates) {
        this.data = data;
        this.templates = templates;
    }

    Functions invoking(BiFunction<String, Object, String> other) {
        return new Functions(data, other);
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
            case "slice" -> slice(arguments);
            case "html" -> html(text(name, arguments, 0));
            case "js" -> JsonText.escaped(text(name, arguments, 0));
            case "date" -> time(name, arguments).format(text(name, arguments, 0));
            case "tz" -> time(name, arguments).in(text(name, arguments, 0));
            case "print" -> print(arguments);
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
            case "urlQueryEscape", "urlquery" -> queryEscaped(text(name, arguments, 0));
            case "safeHtml", "safeUrl" -> text(name, arguments, 0);
            case "join" -> join(name, arguments);
            case "trimSpace" -> text(name, arguments, 0).strip();
            case "stringSlice" -> List.copyOf(arguments);
            case "urlUnescape" -> URLDecoder.decode(text(name, arguments, 0), StandardCharsets.UTF_8);
            case "toJson" -> JsonText.of(one(name, arguments));
            case "since" -> since(one(name, arguments));
            case "externalURL" -> data.externalUrl();
            case "pathPrefix" -> pathPrefix();
            case "graphLink" -> link(text(name, arguments, 0), 0);
            case "tableLink" -> link(text(name, arguments, 0), 1);
            case "query" -> query(text(name, arguments, 0));
            case "first" -> SampleFunctions.first(arguments);
            case "label" -> SampleFunctions.label(text(name, arguments, 0), arguments);
            case "value" -> SampleFunctions.value(arguments);
            case "strvalue" -> SampleFunctions.textValue(arguments);
            case "sortByLabel" -> SampleFunctions.sortByLabel(text(name, arguments, 0), arguments);
            case "toTime" -> new GoTime(Humanize.time(number(name, arguments)));
            case "toDuration" -> Duration.ofNanos(Math.round(number(name, arguments) * 1e9));
            case "now" -> data.now().toEpochMilli() / 1000.0;
            case "args" -> args(arguments);
            case "tmpl" -> templates.apply(text(name, arguments, 0), arguments.get(1));
            default -> throw new IllegalStateException("a function without a body: " + name);
        };
    }

    private List<QueriedSample> query(String text) {
        try {
            return data.queries().ask(text);
        } catch (RuntimeException e) {
            throw new TemplateException("error calling query: " + e.getMessage());
        }
    }

    /** Arguments for a template that is invoked with more than one. */
    private static Map<String, Object> args(List<Object> arguments) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (Object argument : arguments) {
            named.put("arg" + named.size(), argument);
        }
        return named;
    }

    private String pathPrefix() {
        try {
            return String.valueOf(URI.create(data.externalUrl()).getPath());
        } catch (IllegalArgumentException e) {
            throw new TemplateException("error calling pathPrefix: " + e.getMessage());
        }
    }

    private static String link(String expression, int tab) {
        return "/graph?g0.expr=" + queryEscaped(expression) + "&g0.tab=" + tab;
    }

    /** As Go escapes, which differs from forms in two characters. */
    private static String queryEscaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }

    /** Go sets a space only between two that are no strings. */
    private static String print(List<Object> arguments) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
            boolean spaced =
                    i > 0 && !(arguments.get(i) instanceof String) && !(arguments.get(i - 1) instanceof String);
            text.append(spaced ? " " : "").append(GoText.of(arguments.get(i)));
        }
        return text.toString();
    }

    private static Object slice(List<Object> arguments) {
        Object of = arguments.isEmpty() ? "" : arguments.getFirst();
        int length = (int) length(of);
        int from = arguments.size() > 1 ? place(arguments.get(1), length) : 0;
        int to = arguments.size() > 2 ? place(arguments.get(2), length) : length;
        if (from > to) {
            throw new TemplateException("error calling slice: invalid slice index: " + from + " > " + to);
        }
        return switch (of) {
            case String text ->
                new String(text.getBytes(StandardCharsets.UTF_8), from, to - from, StandardCharsets.UTF_8);
            case List<?> list -> list.subList(from, to);
            default -> throw new TemplateException("error calling slice: can't slice " + GoText.of(of));
        };
    }

    private static int place(Object index, int length) {
        if (index instanceof Long number && number >= 0 && number <= length) {
            return number.intValue();
        }
        throw new TemplateException("error calling slice: index out of range: " + GoText.of(index));
    }

    private static String join(String name, List<Object> arguments) {
        if (arguments.size() == 2 && arguments.get(1) instanceof Collection<?> list) {
            return String.join(
                    text(name, arguments, 0), list.stream().map(GoText::of).toList());
        }
        throw new TemplateException("join wants a separator and a list");
    }

    private Duration since(Object time) {
        if (time instanceof Supplier<?> supplier && supplier.get() instanceof Instant instant) {
            return Duration.between(instant, data.now());
        }
        throw new TemplateException("since wants a time");
    }

    private static GoTime time(String name, List<Object> arguments) {
        if (arguments.size() == 2 && arguments.get(1) instanceof GoTime time) {
            return time;
        }
        throw new TemplateException(name + " wants a text and a time");
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
        if (arguments.isEmpty()) {
            throw new TemplateException("wrong number of args for index: want at least 1 got 0");
        }
        Object found = arguments.getFirst();
        for (Object key : arguments.subList(1, arguments.size())) {
            found = switch (found) {
                case Map<?, ?> map -> map.containsKey(key) ? map.get(key) : "";
                case List<?> list when key instanceof Long at && at >= 0 && at < list.size() -> list.get(at.intValue());
                case List<?> _ ->
                    throw new TemplateException("error calling index: index out of range: " + GoText.of(key));
                default -> throw new TemplateException("error calling index: can't index " + GoText.of(found));
            };
        }
        return found;
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            boolean begins = i == 0 || !isInWord(out, i - 1);
            if (begins) {
                out.setCharAt(i, Character.toTitleCase(out.charAt(i)));
            }
        }
        return out.toString();
    }

    /** An apostrophe between letters belongs to the word. */
    private static boolean isInWord(CharSequence text, int at) {
        char c = text.charAt(at);
        boolean apostrophe = c == '\'' && at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
        return Character.isLetterOrDigit(c) || c == '_' || apostrophe;
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
        String replacement = text(name, arguments, 1);
        String in = text(name, arguments, 2);
        Matcher matcher = pattern(text(name, arguments, 0)).matcher(in);
        StringBuilder out = new StringBuilder();
        int used = 0;
        while (matcher.find()) {
            out.append(in, used, matcher.start()).append(GoExpansion.of(replacement, matcher));
            used = matcher.end();
        }
        return out.append(in.substring(used)).toString();
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
