package dev.nightjar.alerting.template;

import dev.nightjar.gotemplate.Dialect;
import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.Parameter;
import dev.nightjar.gotemplate.value.Signature;
import dev.nightjar.gotemplate.value.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Functions that make and join lists and maps. */
final class ListFunctions {
    private static final Signature ANY = Signature.variadic(Parameter.ANYTHING);

    private final Dialect.Builder<TemplateData> dialect;

    ListFunctions(Dialect.Builder<TemplateData> dialect) {
        this.dialect = dialect;
    }

    void add() {
        dialect.function("list", ANY, (arguments, _) -> Collections.unmodifiableList(arguments));
        dialect.function(
                "stringSlice",
                Signature.variadic(Parameter.STRING),
                (arguments, _) ->
                        new TextList(arguments.stream().map(String::valueOf).toList()));
        dialect.function(
                "append",
                Signature.variadic(Parameter.STRINGS, Parameter.ANYTHING),
                (arguments, _) -> appended(list(arguments.getFirst()), arguments.subList(1, arguments.size())));
        dialect.function(
                "join",
                Signature.of(Parameter.STRING, Parameter.STRINGS),
                (arguments, _) -> list(arguments.getLast()).stream()
                        .map(Values::text)
                        .collect(Collectors.joining(TextFunctions.text(arguments, 0))));
        dialect.function("dict", ANY, (arguments, _) -> dict(arguments));
        dialect.function("args", ANY, (arguments, _) -> args(arguments));
        dialect.function(
                "toJson", Signature.of(Parameter.ANYTHING), (arguments, _) -> JsonText.of(arguments.getFirst()));
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static List<@Nullable Object> appended(List<?> list, List<@Nullable Object> more) {
        List<@Nullable Object> longer = new ArrayList<>(list);
        longer.addAll(more);
        return longer;
    }

    private static Map<String, @Nullable Object> dict(List<@Nullable Object> arguments) {
        Map<String, @Nullable Object> dict = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size() || !(arguments.get(i) instanceof String key)) {
                throw new CallFailure("dict needs names and values in turn, and the names as strings");
            }
            dict.put(key, arguments.get(i + 1));
        }
        return dict;
    }

    /** Arguments for a template that is invoked with more than one. */
    private static Map<String, @Nullable Object> args(List<@Nullable Object> arguments) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (Object argument : arguments) {
            named.put("arg" + named.size(), argument);
        }
        return named;
    }
}
