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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;

/** The functions that templates can call. */
final class Functions {
    private final TemplateData data;
    private final boolean ofNotice;
    private final BiFunction<String, Object, String> templates;

    /**
     * @param ofNotice whether Alertmanager's functions are meant where Prometheus has others of the same names
     * @param templates expands a defined template by its name, with a dot
     */
    Functions(TemplateData data, boolean ofNotice, BiFunction<String, Object, String> templates) {
        this.data = data;
        this.ofNotice = ofNotice;
        this.templates = templates;
    }

    Functions invoking(BiFunction<String, Object, String> other) {
        return new Functions(data, ofNotice, other);
    }

    /** With arguments as {@link Signature} says; whatever is wrong is said without the function's name. */
    Object call(String name, List<Object> arguments) {
        return switch (name) {
            case "not" -> !Evaluation.isTrue(arguments.getFirst());
            case "eq" -> equalToAny(arguments);
            case "ne" -> compare(arguments) != 0;
            case "lt" -> compare(arguments) < 0;
            case "le" -> compare(arguments) <= 0;
            case "gt" -> compare(arguments) > 0;
            case "ge" -> compare(arguments) >= 0;
            case "len" -> length(arguments.getFirst());
            case "index" -> index(arguments);
            case "slice" -> slice(arguments);
            case "html" -> html(print(arguments));
            case "js" -> JsonText.escaped(print(arguments));
            case "date" -> ((GoTime) arguments.get(1)).format(text(arguments, 0));
            case "tz" -> ((GoTime) arguments.get(1)).in(text(arguments, 0));
            case "print" -> print(arguments);
            case "println" ->
                String.join(" ", arguments.stream().map(GoText::of).toList()) + "\n";
            case "printf" -> Printf.format(text(arguments, 0), arguments.subList(1, arguments.size()));
            case "humanize" -> Humanize.number(number(arguments));
            case "humanize1024" -> Humanize.binary(number(arguments));
            case "humanizeDuration" -> Humanize.duration(number(arguments));
            case "humanizePercentage" -> Humanize.percentage(number(arguments));
            case "humanizeTimestamp" -> Humanize.timestamp(number(arguments));
            case "title" -> title(text(arguments, 0));
            case "toUpper" -> letters(text(arguments, 0), Character::toUpperCase);
            case "toLower" -> letters(text(arguments, 0), Character::toLowerCase);
            case "stripPort" -> stripPort(text(arguments, 0));
            case "stripDomain" -> stripDomain(text(arguments, 0));
            case "match" ->
                pattern(text(arguments, 0)).matcher(text(arguments, 1)).find();
            case "reReplaceAll" -> replaceAll(arguments);
            case "parseDuration" -> seconds(text(arguments, 0));
            case "urlQueryEscape" -> queryEscaped(text(arguments, 0));
            case "urlquery" -> queryEscaped(print(arguments));
            case "safeHtml", "safeUrl" -> text(arguments, 0);
            case "join" ->
                String.join(
                        text(arguments, 0),
                        ((List<?>) arguments.get(1)).stream().map(GoText::of).toList());
            case "trimSpace" -> text(arguments, 0).strip();
            case "stringSlice", "list" -> List.copyOf(arguments);
            case "append" -> appended(arguments);
            case "dict" -> dict(arguments);
            case "urlUnescape" -> URLDecoder.decode(text(arguments, 0), StandardCharsets.UTF_8);
            case "toJson" -> JsonText.of(arguments.getFirst());
            case "since" -> Duration.between(((GoTime) arguments.getFirst()).get(), data.now());
            case "externalURL" -> data.externalUrl();
            case "pathPrefix" -> pathPrefix();
            case "graphLink" -> link(text(arguments, 0), 0);
            case "tableLink" -> link(text(arguments, 0), 1);
            case "query" -> query(text(arguments, 0));
            case "first" -> SampleFunctions.first(arguments.getFirst());
            case "label" -> ((QueriedSample) arguments.get(1)).labels().get(text(arguments, 0));
            case "value" -> ((QueriedSample) arguments.getFirst()).value();
            // Of consoles of old: the value as a text in a label.
            case "strvalue" -> ((QueriedSample) arguments.getFirst()).labels().get("__value__");
            case "sortByLabel" -> SampleFunctions.sortByLabel(text(arguments, 0), arguments.get(1));
            case "toTime" -> new GoTime(Humanize.time(number(arguments)));
            case "toDuration" -> Duration.ofNanos(Math.round(number(arguments) * 1e9));
            case "now" ->
                ofNotice ? new GoTime(data.now()) : (Object) (data.now().toEpochMilli() / 1000.0);
            case "args" -> args(arguments);
            case "tmpl" -> templates.apply(text(arguments, 0), arguments.get(1));
            default -> throw new IllegalStateException("a function without a body: " + name);
        };
    }

    private List<QueriedSample> query(String text) {
        try {
            return data.queries().ask(text);
        } catch (RuntimeException e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
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

    private static List<Object> appended(List<Object> arguments) {
        List<Object> longer = new ArrayList<>((List<?>) arguments.getFirst());
        longer.addAll(arguments.subList(1, arguments.size()));
        return longer;
    }

    private static Map<String, Object> dict(List<Object> arguments) {
        Map<String, Object> dict = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size() || !(arguments.get(i) instanceof String key)) {
                throw new TemplateException("dict needs names and values in turn, and the names as strings");
            }
            dict.put(key, arguments.get(i + 1));
        }
        return dict;
    }

    private String pathPrefix() {
        try {
            return String.valueOf(URI.create(data.externalUrl()).getPath());
        } catch (IllegalArgumentException e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
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
            throw new TemplateException("invalid slice index: " + from + " > " + to);
        }
        return switch (of) {
            case String text ->
                new String(text.getBytes(StandardCharsets.UTF_8), from, to - from, StandardCharsets.UTF_8);
            case List<?> list -> list.subList(from, to);
            default -> throw new TemplateException("can't slice item of type " + GoText.type(of));
        };
    }

    private static int place(Object index, int length) {
        if (index instanceof Long number && number >= 0 && number <= length) {
            return number.intValue();
        }
        throw new TemplateException("index out of range: " + GoText.of(index));
    }

    private static String text(List<Object> arguments, int at) {
        return (String) arguments.get(at);
    }

    private static double number(List<Object> arguments) {
        return switch (arguments.getFirst()) {
            case Double number -> number;
            case Long number -> number.doubleValue();
            case Duration length -> length.toNanos() / 1e9;
            case String text -> parse(text);
            case Object other -> throw new TemplateException("can't convert " + GoText.type(other) + " to float");
        };
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new TemplateException("strconv.ParseFloat: parsing " + GoText.quoted(text) + ": invalid syntax");
        }
    }

    private static boolean equalToAny(List<Object> arguments) {
        if (arguments.size() < 2) {
            throw new TemplateException("missing argument for comparison");
        }
        return arguments.stream().skip(1).anyMatch(other -> compare(List.of(arguments.getFirst(), other)) == 0);
    }

    private static int compare(List<Object> arguments) {
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
        throw new TemplateException(
                "incompatible types for comparison: " + GoText.type(left) + " and " + GoText.type(right));
    }

    private static long length(Object of) {
        return switch (of) {
            case String text -> text.getBytes(StandardCharsets.UTF_8).length;
            case Map<?, ?> map -> map.size();
            case Collection<?> list -> list.size();
            default -> throw new TemplateException("len of type " + GoText.type(of));
        };
    }

    private static Object index(List<Object> arguments) {
        Object found = arguments.getFirst();
        for (Object key : arguments.subList(1, arguments.size())) {
            found = switch (found) {
                case Map<?, ?> map -> map.containsKey(key) ? map.get(key) : "";
                case List<?> list when key instanceof Long at && at >= 0 && at < list.size() -> list.get(at.intValue());
                case List<?> _ -> throw new TemplateException("index out of range: " + GoText.of(key));
                default -> throw new TemplateException("can't index item of type " + GoText.type(found));
            };
        }
        return found;
    }

    /** Letter by letter, as Go does it: one without a counterpart, such as ß, stays. */
    private static String letters(String text, IntUnaryOperator change) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(change).forEach(out::appendCodePoint);
        return out.toString();
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

    /** What joins two letters to one word, by Unicode's rules for words: {@code o'neil}, {@code example.com}. */
    private static boolean isInWord(CharSequence text, int at) {
        char c = text.charAt(at);
        boolean joins = "'.:\u00b7\u2018\u2019\u2024".indexOf(c) >= 0
                && at > 0
                && Character.isLetter(text.charAt(at - 1))
                && at + 1 < text.length()
                && Character.isLetter(text.charAt(at + 1));
        return Character.isLetterOrDigit(c) || c == '_' || joins;
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

    private static String replaceAll(List<Object> arguments) {
        String replacement = text(arguments, 1);
        String in = text(arguments, 2);
        Matcher matcher = replaced(text(arguments, 0)).matcher(in);
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
            throw new TemplateException(String.valueOf(e.getMessage()));
        }
    }

    private static Pattern replaced(String text) {
        try {
            return pattern(text);
        } catch (TemplateException e) {
            String shown = text.indexOf('`') < 0 ? "`" + text + "`" : GoText.quoted(text);
            throw new TemplateException("regexp: Compile(" + shown + "): " + e.getMessage());
        }
    }

    private static double seconds(String text) {
        return DurationText.parse(text)
                        .orElseThrow(() -> new TemplateException("not a valid duration string: \"" + text + "\""))
                        .toMillis()
                / 1000.0;
    }
}
