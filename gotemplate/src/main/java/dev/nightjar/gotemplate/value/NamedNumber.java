package dev.nightjar.gotemplate.value;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A month or a day of the week. */
record NamedNumber(String type, long number, String name) implements GoInteger {
    @Override
    public Optional<String> printed() {
        return Optional.of(name);
    }

    @Override
    public @Nullable Method method(String method) {
        return method.equals("String") ? new Method(Signature.NOTHING, _ -> name) : null;
    }
}
