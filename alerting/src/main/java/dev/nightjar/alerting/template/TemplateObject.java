package dev.nightjar.alerting.template;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value with fields and methods that templates can use: {@code .Alerts.Firing}, {@code .Labels.Remove .Names}. */
public interface TemplateObject {
    /** What Go calls its type, for errors. */
    String type();

    /** What is printed of it; empty where that is nothing of its own. */
    default Optional<String> printed() {
        return Optional.empty();
    }

    /** The field or the result of the method, of this name; null where there is none of this name. */
    @Nullable
    Object member(String name, List<Object> arguments);
}
