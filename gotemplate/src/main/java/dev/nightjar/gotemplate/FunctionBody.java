package dev.nightjar.gotemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a function does with arguments that are of the right number and types. */
@FunctionalInterface
public interface FunctionBody<D> {
    /** Throws {@link dev.nightjar.gotemplate.value.CallFailure} where it cannot. */
    @Nullable
    Object call(List<@Nullable Object> arguments, Rendering<D> rendering);
}
