package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.GoObject;
import dev.nightjar.gotemplate.value.GoTime;
import dev.nightjar.gotemplate.value.Parameter;
import dev.nightjar.gotemplate.value.Signature;
import dev.nightjar.gotemplate.value.TextMap;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A host with a few functions, and something to speak of. */
final class TestingDialect {
    static final String DATA = "data";

    static final Dialect<String> DIALECT = new Dialect.Builder<String>()
            .comparisons(false, true)
            .function(
                    "upper",
                    Signature.of(Parameter.STRING),
                    (arguments, _) -> String.valueOf(arguments.getFirst()).toUpperCase(Locale.ROOT))
            .function("fail", Signature.NOTHING, (_, rendering) -> {
                throw new CallFailure("no " + rendering.data());
            })
            .function(
                    "expand",
                    Signature.of(Parameter.STRING, Parameter.ANYTHING),
                    (arguments, rendering) -> rendering.expand(String.valueOf(arguments.getFirst()), arguments.get(1)))
            .safeFunction("safe", Signature.of(Parameter.STRING), (arguments, _) -> arguments.getFirst())
            .build();

    static final GoObject DOT = new Dot();

    private record Labels(Map<String, String> texts) implements TextMap {
        @Override
        public String text(String name) {
            return texts.getOrDefault(name, "");
        }
    }

    private record Dot() implements GoObject {
        @Override
        public String type() {
            return "testing.Data";
        }

        @Override
        public Optional<String> printed() {
            return Optional.of("{data}");
        }

        @Override
        public @Nullable Object member(String name) {
            return switch (name) {
                case "Labels" -> new Labels(Map.of("a", "b"));
                case "Value" -> 1.5;
                case "List" -> List.of("x", "y");
                case "Map" -> Map.of("one", 1L, "two", 2L);
                case "Time" -> GoTime.of(Instant.ofEpochSecond(1_500_000_000));
                default -> null;
            };
        }
    }

    private TestingDialect() {}
}
