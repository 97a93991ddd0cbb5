package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.value.Signature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a host makes of Go's templates: its functions beside Go's own, and where its Go behaves otherwise. Immutable.
 *
 * @param <D> what the host knows while a template is rendered
 */
public final class Dialect<D> {
    private final Map<String, GoFunction<D>> functions;
    private final List<String> variables;

    private Dialect(Map<String, GoFunction<D>> functions, List<String> variables) {
        this.functions = Map.copyOf(functions);
        this.variables = variables;
    }

    /** Null where there is none of this name. */
    @Nullable
    GoFunction<D> function(String name) {
        return functions.get(name);
    }

    /** Those that exist from the beginning. */
    List<String> variables() {
        return variables;
    }

    /** Takes what a dialect has; of two functions of one name the later counts. */
    public static final class Builder<D> {
        private final Map<String, GoFunction<D>> functions = new HashMap<>();
        private Comparisons comparisons = new Comparisons(false, false);
        private List<String> variables = List.of("$");

        public Builder<D> function(String name, Signature signature, FunctionBody<D> body) {
            functions.put(name, new GoFunction<>(name, signature, body, GoFunction.Kind.PLAIN));
            return this;
        }

        /** One whose value is written as it is, where values are escaped otherwise. */
        public Builder<D> safeFunction(String name, Signature signature, FunctionBody<D> body) {
            functions.put(name, new GoFunction<>(name, signature, body, GoFunction.Kind.SAFE));
            return this;
        }

        /** Variables, with their dollars, that every rendering is given values for. */
        public Builder<D> variables(List<String> names) {
            variables = Stream.concat(Stream.of("$"), names.stream()).toList();
            return this;
        }

        /**
         * How {@code eq}, {@code lt} and so on deal with values of two types.
         *
         * @param mixesNumbers whether whole numbers are compared with fractions, which Go refuses
         * @param namesTypes whether a refusal names the types, as newer versions of Go do
         */
        public Builder<D> comparisons(boolean mixesNumbers, boolean namesTypes) {
            comparisons = new Comparisons(mixesNumbers, namesTypes);
            return this;
        }

        public Dialect<D> build() {
            Map<String, GoFunction<D>> all = new HashMap<>();
            new Builtins<D>(all).add(comparisons);
            all.putAll(functions);
            return new Dialect<>(all, variables);
        }
    }
}
