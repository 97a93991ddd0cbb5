package dev.nightjar.gotemplate;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the names that parts ask their data for: {@code a} of {@code .a.b}. */
final class FieldNames {
    private final Set<String> names = new TreeSet<>();

    Set<String> all() {
        return names;
    }

    void addOf(List<Part> parts) {
        for (Part part : parts) {
            switch (part) {
                case Part.Action(Pipeline pipeline) -> addOf(pipeline.term());
                case Part.If(Pipeline condition, List<Part> body, List<Part> otherwise) ->
                    addOf(condition, body, otherwise);
                case Part.With(Pipeline value, List<Part> body, List<Part> otherwise) -> addOf(value, body, otherwise);
                case Part.Range(Pipeline over, List<Part> body, List<Part> otherwise) -> addOf(over, body, otherwise);
                case Part.Invoke invoke -> {
                    if (invoke.data() != null) {
                        addOf(invoke.data().term());
                    }
                }
                case Part.Text _, Part.Break _, Part.Continue _ -> {}
            }
        }
    }

    private void addOf(Pipeline pipeline, List<Part> body, List<Part> otherwise) {
        addOf(pipeline.term());
        addOf(body);
        addOf(otherwise);
    }

    private void addOf(@Nullable Term term) {
        switch (term) {
            case Term.Fields fields -> {
                if (fields.of() instanceof Term.Dot || fields.of() instanceof Term.Variable) {
                    names.add(fields.names().getFirst());
                }
                addOf(fields.of());
                fields.arguments().forEach(this::addOf);
                addOf(fields.piped());
            }
            case Term.Call call -> {
                call.arguments().forEach(this::addOf);
                addOf(call.piped());
            }
            case Term.Group group -> addOf(group.of());
            case Term.Misapplied misapplied -> {
                addOf(misapplied.of());
                addOf(misapplied.piped());
            }
            case Term.Literal _, Term.Nil _, Term.Dot _, Term.Variable _ -> {}
            case null -> {}
        }
    }
}
