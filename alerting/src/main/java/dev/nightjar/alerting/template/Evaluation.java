package dev.nightjar.alerting.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One expansion of one template: its output and its variables. */
final class Evaluation {
    /** What Go prints where there is nothing. */
    private static final Object NO_VALUE = new NoValue();

    private record NoValue() {
        @Override
        public String toString() {
            return "<no value>";
        }
    }

    /** The dot at the beginning. */
    private record Root(Map<String, Object> fields) {}

    /** Templates that invoke each other deeper than this do so for ever. */
    private static final int MOST_INVOCATIONS = 100;

    /** How a run of parts ended: at its end, or by a jump that the range around it answers. */
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final Object root;
    private final boolean escapes;
    private final Map<String, List<Part>> definitions;
    private final int depth;
    private final Deque<Map<String, Object>> scopes = new ArrayDeque<>();
    private final StringBuilder out = new StringBuilder();
    private final Functions functions;

    Evaluation(TemplateData data, Map<String, List<Part>> definitions) {
        Root fields = new Root(Map.of(
                "Labels", data.labels().toMap(),
                "Value", data.value(),
                "ExternalLabels", data.externalLabels(),
                "ExternalURL", data.externalUrl()));
        this.root = fields;
        this.escapes = false;
        this.definitions = definitions;
        this.depth = 0;
        this.functions = new Functions(data, this::invoke);
        scopes.push(new HashMap<>(Map.of(
                "$", fields,
                "$labels", data.labels().toMap(),
                "$value", data.value(),
                "$externalLabels", data.externalLabels(),
                "$externalURL", data.externalUrl())));
    }

    /** A text about {@code dot}; {@code escapes} says whether values are to mean nothing in HTML. */
    Evaluation(TemplateData data, Object dot, Map<String, List<Part>> definitions, boolean escapes) {
        this.root = dot;
        this.escapes = escapes;
        this.definitions = definitions;
        this.depth = 0;
        this.functions = new Functions(data, this::invoke);
        scopes.push(new HashMap<>(Map.of("$", dot)));
    }

    /** A defined template, which sees nothing but the dot it is given. */
    private Evaluation(Evaluation caller, Object dot) {
        this.root = dot;
        this.escapes = caller.escapes;
        this.definitions = caller.definitions;
        this.depth = caller.depth + 1;
        this.functions = caller.functions.invoking(this::invoke);
        scopes.push(new HashMap<>(Map.of("$", dot)));
    }

    String expand(List<Part> parts) {
        Flow _ = run(parts, root);
        return out.toString();
    }

    private String invoke(String name, Object dot) {
        List<Part> parts = definitions.get(name);
        if (parts == null) {
            throw new TemplateException("template \"" + name + "\" not defined");
        }
        if (depth == MOST_INVOCATIONS) {
            throw new TemplateException("exceeded maximum template depth (" + MOST_INVOCATIONS + ")");
        }
        return new Evaluation(this, dot).expand(parts);
    }

    private Flow run(List<Part> parts, Object dot) {
        for (Part part : parts) {
            Flow flow = run(part, dot);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow run(Part part, Object dot) {
        return switch (part) {
            case Part.Text text -> write(text.text());
            case Part.Output output -> write(shown(output.term(), dot));
            case Part.Assign assign -> assign(assign, dot);
            case Part.If branch ->
                scoped(() -> run(isTrue(value(branch.condition(), dot)) ? branch.body() : branch.otherwise(), dot));
            case Part.With with -> scoped(() -> with(with, dot));
            case Part.Range range -> scoped(() -> range(range, dot));
            case Part.Invoke invoke ->
                write(invoke(invoke.name(), invoke.data() == null ? NO_VALUE : value(invoke.data(), dot)));
            case Part.Break _ -> Flow.BREAK;
            case Part.Continue _ -> Flow.CONTINUE;
        };
    }

    /** What was called safe is written as it is. */
    private String shown(Term term, Object dot) {
        String text = GoText.of(value(term, dot));
        boolean safe = term instanceof Term.Call call && call.function().equals("safeHtml");
        return escapes && !safe ? Functions.html(text) : text;
    }

    private Flow write(String text) {
        out.append(text);
        return Flow.ON;
    }

    private Flow with(Part.With with, Object dot) {
        Object value = value(with.term(), dot);
        declare(with.variable(), value);
        return isTrue(value) ? run(with.body(), value) : run(with.otherwise(), dot);
    }

    private Flow range(Part.Range range, Object dot) {
        Object over = value(range.over(), dot);
        List<Map.Entry<Object, Object>> items = new ArrayList<>();
        switch (over) {
            case Map<?, ?> map -> new TreeMap<>(map).forEach((key, value) -> items.add(Map.entry(key, value)));
            case Collection<?> list -> list.forEach(item -> items.add(Map.entry((long) items.size(), item)));
            case NoValue _ -> {}
            default -> throw new TemplateException("range can't iterate over " + GoText.of(over));
        }
        if (items.isEmpty()) {
            return run(range.otherwise(), dot);
        }
        for (Map.Entry<Object, Object> item : items) {
            Flow flow = scoped(() -> {
                declare(range.key(), item.getKey());
                declare(range.variable(), item.getValue());
                return run(range.body(), item.getValue());
            });
            if (flow == Flow.BREAK) {
                break;
            }
        }
        return Flow.ON;
    }

    private Flow scoped(Supplier<Flow> body) {
        scopes.push(new HashMap<>());
        try {
            return body.get();
        } finally {
            scopes.pop();
        }
    }

    private void declare(@Nullable String variable, Object value) {
        if (variable != null) {
            scopes.element().put(variable, value);
        }
    }

    private Flow assign(Part.Assign assign, Object dot) {
        Object value = value(assign.term(), dot);
        if (assign.declares()) {
            scopes.element().put(assign.variable(), value);
            return Flow.ON;
        }
        scopes.stream()
                .filter(scope -> scope.containsKey(assign.variable()))
                .findFirst()
                .orElseThrow(() -> undefined(assign.variable()))
                .put(assign.variable(), value);
        return Flow.ON;
    }

    private Object value(Term term, Object dot) {
        return switch (term) {
            case Term.Literal literal -> literal.value();
            case Term.Dot here -> dot;
            case Term.Variable variable -> variable(variable.name());
            case Term.Field field -> field(value(field.of(), dot), field.name());
            case Term.Method method ->
                member(
                        value(method.of(), dot),
                        method.name(),
                        method.arguments().stream()
                                .map(argument -> value(argument, dot))
                                .toList());
            case Term.Call call -> call(call, dot);
        };
    }

    private Object variable(String name) {
        for (Map<String, Object> scope : scopes) {
            Object value = scope.get(name);
            if (value != null) {
                return value;
            }
        }
        throw undefined(name);
    }

    private static TemplateException undefined(String variable) {
        return new TemplateException("undefined variable \"" + variable + "\"");
    }

    private Object member(Object of, String name, List<Object> arguments) {
        Object value = of instanceof TemplateObject object ? object.member(name, arguments) : null;
        if (value == null) {
            throw new TemplateException("can't call method " + name + " of " + GoText.of(of));
        }
        return value;
    }

    private Object field(Object of, String name) {
        if (of instanceof TemplateObject object) {
            Object value = object.member(name, List.of());
            if (value != null) {
                return value;
            }
        }
        if (of instanceof QueriedSample sample) {
            return switch (name) {
                case "Labels" -> sample.labels().toMap();
                case "Value" -> sample.value();
                default ->
                    throw new TemplateException("can't evaluate field " + name + "; a sample has .Labels, .Value");
            };
        }
        if (of instanceof Root data) {
            Object value = data.fields().get(name);
            if (value == null) {
                throw new TemplateException("can't evaluate field " + name + "; known here: .Labels, .Value");
            }
            return value;
        }
        if (of instanceof Map<?, ?> map) {
            Object value = map.get(name);
            // A label that is not there is the empty one.
            return value == null ? "" : value;
        }
        throw new TemplateException("can't evaluate field " + name + " in " + GoText.of(of));
    }

    private Object call(Term.Call call, Object dot) {
        if (call.function().equals("and") || call.function().equals("or")) {
            return shortCircuit(call, dot);
        }
        List<Object> arguments = new ArrayList<>();
        for (Term argument : call.arguments()) {
            arguments.add(value(argument, dot));
        }
        return functions.call(call.function(), arguments);
    }

    private Object shortCircuit(Term.Call call, Object dot) {
        boolean stopsAt = call.function().equals("or");
        Object value = NO_VALUE;
        for (Term argument : call.arguments()) {
            value = value(argument, dot);
            if (isTrue(value) == stopsAt) {
                break;
            }
        }
        return value;
    }

    static boolean isTrue(Object value) {
        return switch (value) {
            case Boolean truth -> truth;
            case String text -> !text.isEmpty();
            case Long number -> number != 0;
            case Double number -> number != 0;
            case Map<?, ?> map -> !map.isEmpty();
            case Collection<?> list -> !list.isEmpty();
            default -> !(value instanceof NoValue);
        };
    }
}
