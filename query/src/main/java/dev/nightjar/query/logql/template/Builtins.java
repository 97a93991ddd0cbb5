package dev.nightjar.query.logql.template;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions that Go's templates have by themselves. */
final class Builtins {
    private static final Set<String> NAMES = Set.of(
            "and",
            "or",
            "not",
            "len",
            "index",
            "slice",
            "print",
            "printf",
            "println",
            "html",
            "js",
            "urlquery",
            "call",
            "eq",
            "ne",
            "lt",
            "le",
            "gt",
            "ge");

    private Builtins() {}

    static boolean has(String name) {
        return NAMES.contains(name);
    }

    /** What counts as true: neither nil nor false nor zero nor empty. */
    static boolean truth(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case NamedNumber named -> named.number() != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case LabelMap labels -> !labels.all().isEmpty();
            default -> true;
        };
    }

    static @Nullable Object call(String name, List<@Nullable Object> arguments) {
        return switch (name) {
            case "not" -> !truth(only(name, arguments));
            case "len" -> length(only(name, arguments));
            case "index" -> index(arguments);
            case "slice" -> slice(arguments);
            case "print" -> print(arguments);
            case "println" -> println(arguments);
            case "printf" -> GoFormat.of(arguments);
            case "html" -> html(print(arguments));
            case "js" -> script(print(arguments));
            case "urlquery" -> GoQuote.url(print(arguments));
            case "eq" -> Comparisons.equal(arguments);
            case "ne", "lt", "le", "gt", "ge" -> Comparisons.compare(name, arguments);
            default -> throw new Misuse("non-function used as function");
        };
    }

    private static @Nullable Object only(String name, List<@Nullable Object> arguments) {
        if (arguments.size() != 1) {
            throw Misuse.count(name, "1", arguments.size());
        }
        return arguments.getFirst();
    }

    private static Object length(@Nullable Object value) {
        return switch (value) {
            case String text -> (long) text.getBytes(StandardCharsets.UTF_8).length;
            case List<?> list -> (long) list.size();
            case Map<?, ?> map -> (long) map.size();
            case LabelMap labels -> (long) labels.all().size();
            case null -> throw new CallFailure("len of nil pointer");
            default -> throw new CallFailure("len of type " + GoPrint.type(value));
        };
    }

    private static @Nullable Object index(List<@Nullable Object> arguments) {
        if (arguments.isEmpty()) {
            throw Misuse.count("index", "at least 1", 0);
        }
        Object value = arguments.getFirst();
        for (Object index : arguments.subList(1, arguments.size())) {
            value = switch (value) {
                case Map<?, ?> map -> map.get(index);
                case LabelMap labels -> labels.scope().label(String.valueOf(index));
                case List<?> list -> list.get(place(index, list.size(), false));
                case String text -> {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    yield (long) (bytes[place(index, bytes.length, false)] & 0xff);
                }
                case null -> throw new CallFailure("index of untyped nil");
                default -> throw new CallFailure("can't index item of type " + GoPrint.type(value));
            };
        }
        return value;
    }

    private static int place(@Nullable Object index, int size, boolean endToo) {
        if (!(index instanceof Long place)) {
            throw new CallFailure("cannot index slice/array with type " + GoPrint.type(index));
        }
        if (place < 0 || place > (endToo ? size : size - 1)) {
            throw new CallFailure("index out of range: " + place);
        }
        return place.intValue();
    }

    private static Object slice(List<@Nullable Object> arguments) {
        if (arguments.isEmpty() || arguments.size() > 3) {
            throw new CallFailure("too many slice indexes: " + Math.max(0, arguments.size() - 1));
        }
        Object value = arguments.getFirst();
        if (value instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int[] ends = ends(arguments, bytes.length);
            return new String(bytes, ends[0], ends[1] - ends[0], StandardCharsets.UTF_8);
        }
        if (value instanceof List<?> list) {
            int[] ends = ends(arguments, list.size());
            return list.subList(ends[0], ends[1]);
        }
        throw new CallFailure("can't slice item of type " + GoPrint.type(value));
    }

    private static int[] ends(List<@Nullable Object> arguments, int size) {
        int from = arguments.size() > 1 ? place(arguments.get(1), size, true) : 0;
        int to = arguments.size() > 2 ? place(arguments.get(2), size, true) : size;
        if (from > to) {
            throw new CallFailure("invalid slice index: " + from + " > " + to);
        }
        return new int[] {from, to};
    }

    /** Blanks stand between two values neither of which is a string. */
    private static String print(List<@Nullable Object> arguments) {
        StringBuilder text = new StringBuilder();
        boolean string = true;
        for (Object argument : arguments) {
            boolean isString = argument instanceof String;
            if (!text.isEmpty() && !string && !isString) {
                text.append(' ');
            }
            text.append(GoPrint.plain(argument));
            string = isString;
        }
        return text.toString();
    }

    private static String println(List<@Nullable Object> arguments) {
        StringBuilder text = new StringBuilder();
        for (Object argument : arguments) {
            text.append(text.isEmpty() ? "" : " ").append(GoPrint.plain(argument));
        }
        return text.append('\n').toString();
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;");
    }

    private static String script(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\', '\'', '"' -> escaped.append('\\').appendCodePoint(c);
                case '<', '>', '&', '=' -> escaped.append(String.format("\\u%04X", c));
                default -> {
                    if (c < ' ') {
                        escaped.append(String.format("\\u%04X", c));
                    } else {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }
}
