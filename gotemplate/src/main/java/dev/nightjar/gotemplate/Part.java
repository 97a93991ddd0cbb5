package dev.nightjar.gotemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a template. */
sealed interface Part {
    record Text(String text) implements Part {}

    /** Its value is written, unless it goes to a variable. */
    record Action(Pipeline pipeline) implements Part {}

    /** Has parts within it, and variables that end with it. */
    sealed interface Structure extends Part {}

    /** {@code if}: an {@code else if} is an If within {@code otherwise}. */
    record If(Pipeline condition, List<Part> body, List<Part> otherwise) implements Structure {}

    record With(Pipeline value, List<Part> body, List<Part> otherwise) implements Structure {}

    /** One variable of its pipeline takes the item, two take its key and it. */
    record Range(Pipeline over, List<Part> body, List<Part> otherwise) implements Structure {}

    /** {@code template} and {@code block}: another template, with {@code data} as its dot, or nothing. */
    record Invoke(String name, @Nullable Pipeline data, Spot spot) implements Part {}

    /** Leaves the innermost range. */
    record Break() implements Part {}

    /** Goes on with the next item of the innermost range. */
    record Continue() implements Part {}
}
