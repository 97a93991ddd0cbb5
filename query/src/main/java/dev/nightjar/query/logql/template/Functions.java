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

    private record Function(Signature signature, Body body) {}

    private static final Map<String, Function> ALL = new HashMap<>();

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
        ALL.put(name, new Function(Signature.of(kinds), body));
    }

    static boolean has(String name) {
        return ALL.containsKey(name);
    }

    /** Throws {@link Misuse} for wrong arguments and {@link CallFailure} where the function fails. */
    static @Nullable Object call(String name, List<@Nullable Object> arguments, TemplateScope scope) {
        Function function = ALL.get(name);
        if (function == null) {
            throw new Misuse(GoQuote.of(name) + " is not a defined function");
        }
        function.signature().require(name, arguments);
        return function.body().call(arguments, scope);
    }
}
