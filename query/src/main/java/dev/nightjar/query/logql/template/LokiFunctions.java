package dev.nightjar.query.logql.template;

import dev.nightjar.gotemplate.Dialect;
import dev.nightjar.gotemplate.value.Parameter;
import dev.nightjar.gotemplate.value.Signature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions that Loki gives its templates, with what each takes. */
final class LokiFunctions {
    /** Of a text that a function makes. */
    static final int MAX_CHARS = 1 << 20;

    /** What a function does with arguments that are of the right number and types. */
    interface Body {
        /** Throws {@link dev.nightjar.gotemplate.value.CallFailure} where it cannot. */
        @Nullable
        Object call(List<@Nullable Object> arguments, TemplateScope scope);
    }

    /** Takes functions with what they take. */
    interface Table {
        /**
         * @param kinds one letter an argument: {@code s} a string, {@code i} a whole number, {@code f} one with a
         *     fraction, {@code t} a time, {@code a} anything; a star behind the last where there may be any number of it
         */
        void add(String name, String kinds, Body body);
    }

    private LokiFunctions() {}

    static Dialect<TemplateScope> dialect() {
        Dialect.Builder<TemplateScope> dialect = new Dialect.Builder<>();
        Table table = (name, kinds, body) -> dialect.function(
                name, signature(kinds), (arguments, rendering) -> body.call(arguments, rendering.data()));
        TextFunctions.addTo(table);
        NumberFunctions.addTo(table);
        TimeFunctions.addTo(table);
        return dialect.build();
    }

    private static Signature signature(String kinds) {
        boolean more = kinds.endsWith("*");
        String letters = more ? kinds.substring(0, kinds.length() - 1) : kinds;
        return new Signature(letters.chars().mapToObj(LokiFunctions::parameter).toList(), more);
    }

    private static Parameter parameter(int letter) {
        return switch (letter) {
            case 's' -> Parameter.STRING;
            case 'i' -> Parameter.INT;
            case 'f' -> Parameter.FLOAT;
            case 't' -> Parameter.TIME;
            case 'a' -> Parameter.ANYTHING;
            default -> throw new IllegalArgumentException("no kind of argument: " + (char) letter);
        };
    }
}
