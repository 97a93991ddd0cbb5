package dev.nightjar.alerting.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for a variable that is used where it is not declared, which Go refuses before it expands anything. */
final class Variables {
    private final Deque<Set<String>> scopes = new ArrayDeque<>();
    private @Nullable String unknown;

    private Variables(Set<String> known) {
        scopes.push(new HashSet<>(known));
    }

    /** The first of {@code parts} that is neither declared there nor one of {@code known}. */
    static Optional<String> undefined(List<Part> parts, Set<String> known) {
        Variables variables = new Variables(known);
        variables.walk(parts);
        return Optional.ofNullable(variables.unknown);
    }

    private void walk(List<Part> parts) {
        for (Part part : parts) {
            walk(part);
        }
    }

    private void walk(Part part) {
        switch (part) {
            case Part.Output output -> use(output.term());
            case Part.Assign assign -> {
                use(assign.term());
                if (assign.declares()) {
                    scopes.element().add(assign.variable());
                } else {
                    use(assign.variable());
                }
            }
            case Part.If branch -> {
                use(branch.condition());
                within(branch.body());
                within(branch.otherwise());
            }
            case Part.With with -> {
                use(with.term());
                within(with.body(), with.variable());
                within(with.otherwise());
            }
            case Part.Range range -> {
                use(range.over());
                within(range.body(), range.key(), range.variable());
                within(range.otherwise());
            }
            case Part.Invoke invoke -> {
                if (invoke.data() != null) {
                    use(invoke.data());
                }
            }
            case Part.Text _, Part.Break _, Part.Continue _ -> {}
        }
    }

    private void within(List<Part> body, @Nullable String... declared) {
        Set<String> scope = new HashSet<>();
        for (String variable : declared) {
            if (variable != null) {
                scope.add(variable);
            }
        }
        scopes.push(scope);
        walk(body);
        scopes.pop();
    }

    private void use(Term term) {
        switch (term) {
            case Term.Variable variable -> use(variable.name());
            case Term.Field field -> use(field.of());
            case Term.Method method -> {
                use(method.of());
                method.arguments().forEach(this::use);
            }
            case Term.Call call -> call.arguments().forEach(this::use);
            case Term.Literal _, Term.Dot _ -> {}
        }
    }

    private void use(String variable) {
        if (unknown == null && scopes.stream().noneMatch(scope -> scope.contains(variable))) {
            unknown = variable;
        }
    }
}
