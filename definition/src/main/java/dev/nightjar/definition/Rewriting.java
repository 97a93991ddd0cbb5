package dev.nightjar.definition;

import org.jspecify.annotations.Nullable;

/**
 * What of a YAML text is to be written otherwise, by the keys above it.
 *
 * @param <S> all that matters of those keys
 */
public interface Rewriting<S extends Enum<S>> {
    /** Where a document begins. */
    S root();

    /** Where that is which stands under {@code key}, or in a list there. */
    S below(S above, String key);

    /**
     * What to write in place of a scalar, as YAML; null leaves it as it is. Where aliases bring one scalar to several
     * places, the last of these in the order of {@code S} has its way.
     *
     * @param value what the scalar stands for
     * @param written how that is written, with quotes or the sign of a block, without anchor and tag
     */
    @Nullable
    String instead(S at, String value, String written);
}
