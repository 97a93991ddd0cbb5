package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.notation.GoQuote;
import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.Parameter;
import dev.nightjar.gotemplate.value.Printf;
import dev.nightjar.gotemplate.value.Signature;
import dev.nightjar.gotemplate.value.Values;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The functions that Go's templates have by themselves. */
final class Builtins<D> {
    private static final Signature ONE = Signature.of(Parameter.VALUE);
    private static final Signature TWO = Signature.of(Parameter.VALUE, Parameter.VALUE);
    private static final Signature ONE_OR_MORE = Signature.variadic(Parameter.VALUE, Parameter.VALUE);
    private static final Signature ANY = Signature.variadic(Parameter.ANYTHING);
    private static final Signature FORMAT = Signature.variadic(Parameter.STRING, Parameter.ANYTHING);

    /** Of a text that a function makes: in a loop it could double its length each turn. */
    private static final int MAX_CHARS = 1 << 20;

    private final Map<String, GoFunction<D>> functions;

    Builtins(Map<String, GoFunction<D>> functions) {
        this.functions = functions;
    }

    void add(Comparisons comparisons) {
        add("and", ONE_OR_MORE, List::getLast, GoFunction.Kind.AND);
        add("or", ONE_OR_MORE, List::getLast, GoFunction.Kind.OR);
        add("not", ONE, arguments -> !Values.isTrue(arguments.getFirst()));
        add("len", ONE, arguments -> Indexing.length(arguments.getFirst()));
        add("index", ONE_OR_MORE, Indexing::index);
        add("slice", ONE_OR_MORE, Indexing::slice);
        add("call", ONE_OR_MORE, arguments -> {
            throw new CallFailure("non-function of type " + Values.type(arguments.getFirst()));
        });
        texts();
        add("eq", ONE_OR_MORE, comparisons::equal);
        add("ne", (a, b) -> !comparisons.equal(a, b));
        add("lt", comparisons::less);
        add("le", (a, b) -> comparisons.less(a, b) || comparisons.equal(a, b));
        add("gt", (a, b) -> !comparisons.less(a, b) && !comparisons.equal(a, b));
        add("ge", (a, b) -> !comparisons.less(a, b));
    }

    private void texts() {
        add("print", ANY, Builtins::print);
        add("println", ANY, arguments -> joined(arguments, (_, _) -> true) + '\n');
        add(
                "printf",
                FORMAT,
                arguments ->
                        Printf.format(String.valueOf(arguments.getFirst()), arguments.subList(1, arguments.size())));
        add("html", ANY, arguments -> limited(Escapes.html(print(arguments))));
        add("js", ANY, arguments -> limited(Escapes.javascript(print(arguments))));
        add("urlquery", ANY, arguments -> limited(GoQuote.url(print(arguments))));
    }

    private void add(String name, BiPredicate<@Nullable Object, @Nullable Object> body) {
        add(name, TWO, arguments -> body.test(arguments.getFirst(), arguments.getLast()));
    }

    private void add(String name, Signature signature, Function<List<@Nullable Object>, @Nullable Object> body) {
        add(name, signature, body, GoFunction.Kind.PLAIN);
    }

    private void add(
            String name,
            Signature signature,
            Function<List<@Nullable Object>, @Nullable Object> body,
            GoFunction.Kind kind) {
        functions.put(name, new GoFunction<>(name, signature, (arguments, _) -> body.apply(arguments), kind));
    }

    /** Blanks stand between two values neither of which is a string. */
    private static String print(List<@Nullable Object> arguments) {
        return joined(arguments, (left, right) -> !(left instanceof String) && !(right instanceof String));
    }

    private static String joined(
            List<@Nullable Object> arguments, BiPredicate<@Nullable Object, @Nullable Object> apart) {
        if (arguments.size() == 1) {
            return Values.text(arguments.getFirst());
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
            boolean blank = i > 0 && apart.test(arguments.get(i - 1), arguments.get(i));
            text.append(blank ? " " : "").append(Values.text(arguments.get(i)));
            requireShort(text);
        }
        return text.toString();
    }

    private static String limited(String text) {
        requireShort(text);
        return text;
    }

    private static void requireShort(CharSequence text) {
        if (text.length() > MAX_CHARS) {
            throw new CallFailure("it would make more than " + MAX_CHARS + " characters");
        }
    }
}
