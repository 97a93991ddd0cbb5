package dev.nightjar.gotemplate.value;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method of one value.
 *
 * @param refusal why templates cannot call it, whatever they give it
 */
public record Method(Signature signature, Body body, Optional<String> refusal) {
    /** What it does with arguments that are of the right number and types. */
    @FunctionalInterface
    public interface Body {
        /** Throws {@link CallFailure} where it cannot. */
        Object call(List<@Nullable Object> arguments);
    }

    public Method(Signature signature, Body body) {
        this(signature, body, Optional.empty());
    }

    static Method refused(String why) {
        return new Method(
                Signature.NOTHING,
                _ -> {
                    throw new CallFailure(why);
                },
                Optional.of(why));
    }
}
