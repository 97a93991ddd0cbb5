package dev.nightjar.alerting.template;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** One expansion of one template: its output and its variables. */
final class Evaluation {
    /** What Go prints where there is nothing. */
    private static final Object NO_VALUE = new NoValue();

    /** What a text could show of a count is less. */
    private static final int MOST_TURNS = 100_000;

    private record NoValue() {
        @Override
        public String toString() {
            return "<no value>";
        }
    }

    /** The dot at the beginning. */
    private record Root(@JsonValue Map<String, Object> fields) implements TemplateObject {
        @Override
        public String type() {
            return "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string;"
                    + " Value interface {} }";
        }

        @Override
        public @Nullable Object member(String name, List<Object> arguments) {
            return fields.get(name);
        }
    }

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
    private final Map<String, Definition> definitions;
    private final int depth;

    /** What is being expanded. */
    private final Definition template;

    private final Scopes variables;
    private final StringBuilder out = new StringBuilder();
    private final Functions functions;

    /** Where the evaluation is: Go's errors say the last one that was begun. */
    private @Nullable Spot here;

    Evaluation(TemplateData data, Definition template, Map<String, Definition> definitions) {
        Root fields = new Root(Map.of(
                "Labels", data.labels().toMap(),
                "Value", data.value(),
                "ExternalLabels", data.externalLabels(),
                "ExternalURL", data.externalUrl()));
        this.root = fields;
        this.template = template;
        this.escapes = false;
        this.definitions = definitions;
        this.depth = 0;
        this.functions = new Functions(data, false, this::invoke);
        this.variables = new Scopes(Map.of(
                "$", fields,
                "$labels", data.labels().toMap(),
                "$value", data.value(),
                "$externalLabels", data.externalLabels(),
                "$externalURL", data.externalUrl()));
    }

    /** A text about {@code dot}; {@code escapes} says whether values are to mean nothing in HTML. */
    Evaluation(
            TemplateData data, Object dot, Definition template, Map<String, Definition> definitions, boolean escapes) {
        this.root = dot;
        this.template = template;
        this.escapes = escapes;
        this.definitions = definitions;
        this.depth = 0;
        this.functions = new Functions(data, true, this::invoke);
        this.variables = new Scopes(Map.of("$", dot));
    }

    /** A defined template, which sees nothing but the dot it is given. */
    private Evaluation(Evaluation caller, Definition template, Object dot) {
        this.root = dot;
        this.template = template;
        this.escapes = caller.escapes;
        this.definitions = caller.definitions;
        this.depth = caller.depth + 1;
        this.functions = caller.functions.invoking(this::invoke);
        this.variables = new Scopes(Map.of("$", dot));
    }

    /** Throws {@link TemplateException} that says where. */
    String expand() {
        try {
            Flow _ = run(template.parts(), root);
            return out.toString();
        } catch (TemplateException e) {
            throw e.isLocated() || here == null
                    ? e
                    : template.source().error(template.name(), here, String.valueOf(e.getMessage()));
        }
    }

    private String invoke(String name, Object dot) {
        return new Evaluation(this, definition(name), dot).expand();
    }

    private Definition definition(String name) {
        Definition invoked = definitions.get(name);
        if (invoked == null) {
            throw new TemplateException("template " + GoText.quoted(name) + " not defined");
        }
        if (depth == MOST_INVOCATIONS) {
            throw new TemplateException("exceeded maximum template depth (" + MOST_INVOCATIONS + ")");
        }
        return invoked;
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
            case Part.If branch -> variables.within(() -> branch(branch, dot));
            case Part.With with -> variables.within(() -> with(with, dot));
            case Part.Range range -> variables.within(() -> range(range, dot));
            case Part.Invoke invoke -> invoke(invoke, dot);
            case Part.Break _ -> Flow.BREAK;
            case Part.Continue _ -> Flow.CONTINUE;
        };
    }

    private Flow invoke(Part.Invoke invoke, Object dot) {
        here = invoke.spot();
        Definition invoked = definition(invoke.name());
        Term data = invoke.data();
        return write(new Evaluation(this, invoked, data == null ? NO_VALUE : value(data, dot)).expand());
    }

    private Flow branch(Part.If branch, Object dot) {
        Object condition = value(branch.condition(), dot);
        variables.declare(branch.variable(), condition);
        return run(isTrue(condition) ? branch.body() : branch.otherwise(), dot);
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
        variables.declare(with.variable(), value);
        return isTrue(value) ? run(with.body(), value) : run(with.otherwise(), dot);
    }

    private Flow range(Part.Range range, Object dot) {
        Object over = value(range.over(), dot);
        List<Map.Entry<Object, Object>> items = new ArrayList<>();
        switch (over) {
            case Map<?, ?> map -> new TreeMap<>(map).forEach((key, value) -> items.add(Map.entry(key, value)));
            case Collection<?> list -> list.forEach(item -> items.add(Map.entry((long) items.size(), item)));
            case NoValue _ -> {}
            case Long count -> {
                if (range.key() != null) {
                    throw new TemplateException("can't use " + count + " to iterate over more than one variable");
                }
                if (count > MOST_TURNS) {
                    throw new TemplateException("more than " + MOST_TURNS + " turns of a loop");
                }
                LongStream.range(0, count).forEach(i -> items.add(Map.entry(i, i)));
            }
            default -> throw new TemplateException("range can't iterate over " + GoText.of(over));
        }
        if (items.isEmpty()) {
            return run(range.otherwise(), dot);
        }
        for (Map.Entry<Object, Object> item : items) {
            Flow flow = variables.within(() -> {
                variables.declare(range.key(), item.getKey());
                variables.declare(range.variable(), item.getValue());
                return run(range.body(), item.getValue());
            });
            if (flow == Flow.BREAK) {
                break;
            }
        }
        return Flow.ON;
    }

    private Flow assign(Part.Assign assign, Object dot) {
        Object value = value(assign.term(), dot);
        if (assign.declares()) {
            variables.declare(assign.variable(), value);
        } else {
            variables.assign(assign.variable(), value);
        }
        return Flow.ON;
    }

    private Object value(Term term, Object dot) {
        return switch (term) {
            case Term.Literal literal -> at(literal.spot(), literal.value());
            case Term.Dot itself -> at(itself.spot(), dot);
            case Term.Nil nil -> {
                here = nil.spot();
                throw new TemplateException("nil is not a command");
            }
            case Term.Variable variable -> at(variable.spot(), variables.value(variable.name()));
            case Term.Group group -> value(group.of(), dot);
            case Term.Fields fields -> fields(fields, dot);
            case Term.Call call -> call(call, dot);
            case Term.Misapplied misapplied -> {
                if (misapplied.piped() != null) {
                    Object _ = value(misapplied.piped(), dot);
                }
                here = misapplied.spot();
                throw new TemplateException("can't give argument to non-function "
                        + misapplied.spot().text());
            }
        };
    }

    private Object at(Spot spot, Object value) {
        here = spot;
        return value;
    }

    private Object fields(Term.Fields fields, Object dot) {
        Object piped = fields.piped() == null ? null : value(fields.piped(), dot);
        here = fields.spot();
        Object of = switch (fields.of()) {
            case Term.Dot _ -> dot;
            case Term.Variable variable -> variables.value(variable.name());
            case Term other -> value(other, dot);
        };
        List<String> names = fields.names();
        for (String name : names.subList(0, names.size() - 1)) {
            of = field(of, name);
        }
        if (!fields.isCalled()) {
            return field(of, names.getLast());
        }
        List<Object> arguments = new ArrayList<>();
        fields.arguments().forEach(argument -> arguments.add(value(argument, dot)));
        if (piped != null) {
            arguments.add(piped);
        }
        return method(of, names.getLast(), arguments);
    }

    private static Object method(Object of, String name, List<Object> arguments) {
        Object value = member(of, name, arguments);
        if (value != null) {
            return value;
        } else if (of instanceof Map<?, ?>) {
            throw new TemplateException(name + " is not a method but has arguments");
        }
        throw new TemplateException(name + " has arguments but cannot be invoked as function");
    }

    private static @Nullable Object member(Object of, String name, List<Object> arguments) {
        return switch (of) {
            case TemplateObject object -> object.member(name, arguments);
            case Duration length -> GoDurations.member(length, name, arguments);
            default -> null;
        };
    }

    private static Object field(Object of, String name) {
        Object value = member(of, name, List.of());
        if (value == null) {
            value = switch (of) {
                case NoValue _ -> NO_VALUE;
                case QueriedSample sample -> SampleFunctions.field(sample, name);
                // A label that is not there is the empty one.
                case Map<?, ?> map -> map.containsKey(name) ? map.get(name) : "";
                default -> null;
            };
        }
        if (value == null) {
            throw new TemplateException("can't evaluate field " + name + " in type " + GoText.type(of));
        }
        return value;
    }

    private Object call(Term.Call call, Object dot) {
        Object piped = call.piped() == null ? null : value(call.piped(), dot);
        here = call.spot();
        String function = call.function();
        Signature signature = Signature.of(function);
        signature.countProblem(function, call.arguments().size(), piped != null).ifPresent(problem -> {
            throw new TemplateException(problem);
        });
        boolean stopsEarly = function.equals("and") || function.equals("or");
        List<Object> arguments = new ArrayList<>();
        for (Term argument : call.arguments()) {
            Object value = argument(argument, signature.parameter(arguments.size()), dot);
            if (stopsEarly && isTrue(value) == function.equals("or")) {
                return value;
            }
            arguments.add(value);
        }
        if (piped != null) {
            arguments.add(fitting(piped, signature.parameter(arguments.size())));
        }
        if (stopsEarly) {
            return arguments.getLast();
        }
        try {
            return functions.call(function, arguments);
        } catch (TemplateException e) {
            here = call.command();
            throw new TemplateException("error calling " + function + ": " + e.getMessage());
        }
    }

    private Object argument(Term argument, Signature.Type wanted, Object dot) {
        if (argument instanceof Term.Nil nil) {
            here = nil.spot();
            throw new TemplateException("cannot assign nil to " + wanted.go);
        }
        Object value = value(argument, dot);
        if (argument instanceof Term.Literal literal && !wanted.takes(value)) {
            String written = literal.spot().text();
            throw new TemplateException(
                    wanted == Signature.Type.STRING
                            ? "expected string; found " + written
                            : "can't handle " + written + " for arg of type " + wanted.go);
        }
        return fitting(value, wanted);
    }

    private static Object fitting(Object value, Signature.Type wanted) {
        if (!wanted.takes(value)) {
            throw new TemplateException("wrong type for value; expected " + wanted.go + "; got " + GoText.type(value));
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
