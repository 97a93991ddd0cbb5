package dev.nightjar.gotemplate.value;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value with fields and methods that templates can use: {@code .Alerts.Firing}, {@code .Labels.Remove .Names}. */
public interface GoObject {
    /** What Go calls its type, for errors. */
    String type();

    /** What is printed of it; empty where that is nothing of its own, but what a list or a map prints. */
    default Optional<String> printed() {
        return Optional.empty();
    }

    /** The field of this name, or what the method gives that takes nothing; null where there is none. */
    default @Nullable Object member(String name) {
        return null;
    }

    /** The method of this name that is checked for what it is given; null where there is none. */
    default @Nullable Method method(String name) {
        return null;
    }
}
