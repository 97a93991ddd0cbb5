package dev.nightjar.alerting.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The variables of one expansion: those of a branch or a turn of a loop end with it. */
final class Scopes {
    private final Deque<Map<String, Object>> scopes = new ArrayDeque<>();

    Scopes(Map<String, Object> known) {
        scopes.push(new HashMap<>(known));
    }

    /** Runs {@code body} with a scope of its own. */
    <T> T within(Supplier<T> body) {
        scopes.push(new HashMap<>());
        try {
            return body.get();
        } finally {
            scopes.pop();
        }
    }

    /** Nothing where there is no name for it. */
    void declare(@Nullable String variable, Object value) {
        if (variable != null) {
            scopes.element().put(variable, value);
        }
    }

    void assign(String variable, Object value) {
        scopes.stream()
                .filter(scope -> scope.containsKey(variable))
                .findFirst()
                .orElseThrow(() -> undefined(variable))
                .put(variable, value);
    }

    Object value(String variable) {
        for (Map<String, Object> scope : scopes) {
            Object value = scope.get(variable);
            if (value != null) {
                return value;
            }
        }
        throw undefined(variable);
    }

    private static TemplateException undefined(String variable) {
        return new TemplateException("undefined variable: " + variable);
    }
}
