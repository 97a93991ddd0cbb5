package dev.nightjar.alerting.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a template. */
sealed interface Part {
    record Text(String text) implements Part {}

    record Output(Term term) implements Part {}

    /**
     * @param declares whether the variable begins here ({@code :=}) or exists already ({@code =})
     */
    record Assign(String variable, boolean declares, Term term) implements Part {}

    /** {@code if}: an {@code else if} is an If within {@code otherwise}. */
    record If(@Nullable String variable, Term condition, List<Part> body, List<Part> otherwise) implements Part {}

    record With(@Nullable String variable, Term term, List<Part> body, List<Part> otherwise) implements Part {}

    record Range(@Nullable String key, @Nullable String variable, Term over, List<Part> body, List<Part> otherwise)
            implements Part {}

    /** {@code template} and {@code block}: another template, with {@code data} as its dot, or nothing. */
    record Invoke(String name, @Nullable Term data, Spot spot) implements Part {}

    /** Leaves the innermost range. */
    record Break() implements Part {}

    /** Goes on with the next item of the innermost range. */
    record Continue() implements Part {}
}
