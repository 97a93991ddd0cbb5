package dev.nightjar.query.logql.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that Loki gives its templates, with what each takes. */
final class Functions {
    /** Of a text that a function makes. */
    static final int MAX_CHARS = 1 << 20;

    /** What a function does with arguments that are of the right number and kinds. */
    interface Body {
        @Nullable
        Object call(List<@Nullable Object> arguments, TemplateScope scope);
    }

    /**
     * A function.
     *
     * @param kinds one letter an argument: {@code s} a string, {@code i} a whole number, {@code f} a number with a
     *     fraction, {@code t} a moment, {@code a} anything
     * @param more whether more of the last kind may follow, or none of it
     */
    private record Signature(String kinds, boolean more, Body body) {}

    private static final Map<String, Signature> ALL = new HashMap<>();

    static {
        TextFunctions.addTo(Functions::add);
        NumberFunctions.addTo(Functions::add);
        TimeFunctions.addTo(Functions::add);
    }

    private Functions() {}

    /** Takes functions with what they take; kinds that end in {@code *} are those of which more may follow. */
    interface Table {
        void add(String name, String kinds, Body body);
    }

    private static void add(String name, String kinds, Body body) {
        boolean more = kinds.endsWith("*");
        ALL.put(name, new Signature(more ? kinds.substring(0, kinds.length() - 1) : kinds, more, body));
    }

    static boolean has(String name) {
        return ALL.containsKey(name);
    }

    /** Throws {@link Misuse} for wrong arguments and {@link CallFailure} where the function fails. */
    static @Nullable Object call(String name, List<@Nullable Object> arguments, TemplateScope scope) {
        Signature signature = ALL.get(name);
        if (signature == null) {
            throw new Misuse(GoQuote.of(name) + " is not a defined function");
        }
        int fixed = signature.kinds().length() - (signature.more() ? 1 : 0);
        if (arguments.size() < fixed || (!signature.more() && arguments.size() > fixed)) {
            throw Misuse.count(name, (signature.more() ? "at least " : "") + fixed, arguments.size());
        }
        for (int i = 0; i < arguments.size(); i++) {
            int kind = Math.min(i, signature.kinds().length() - 1);
            require(signature.kinds().charAt(kind), arguments.get(i));
        }
        return signature.body().call(arguments, scope);
    }

    private static void require(char kind, @Nullable Object value) {
        String wanted = switch (kind) {
            case 's' -> "string";
            case 'i' -> "int";
            case 'f' -> "float64";
            case 't' -> "time.Time";
            default -> "";
        };
        String found = GoPrint.type(value);
        boolean fits = wanted.isEmpty() || wanted.equals(found) || (kind == 'f' && found.equals("int"));
        if (!fits) {
            throw new Misuse("wrong type for value; expected " + wanted + "; got " + found);
        }
    }
}
