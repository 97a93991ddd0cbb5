package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.notation.GoQuote;
import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.TextMap;
import dev.nightjar.gotemplate.value.Values;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Renders a template once. */
final class Execution<D> implements Rendering<D> {
    /** Templates that invoke each other deeper than this do so for ever. */
    private static final int MAX_DEPTH = 100;

    /** Of structures within each other, through all templates that are being invoked. */
    private static final int MAX_NESTING = 500;

    /** Of all loops together; what a text could show of it is less. */
    private static final int MAX_TURNS = 100_000;

    /** How a run of parts ended: at its end, or by a jump that the range around it answers. */
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final D data;
    private final Map<String, Definition> definitions;
    private final GoTemplate.Output output;
    private StringBuilder text = new StringBuilder();
    private Evaluation<D> evaluation;
    private int depth;
    private int nesting;
    private int turns;

    Execution(D data, Map<String, Definition> definitions, Definition template, GoTemplate.Output output) {
        this.data = data;
        this.definitions = definitions;
        this.output = output;
        this.evaluation = new Evaluation<>(this, template);
    }

    /** Throws {@link TemplateException} that says where. */
    String run(@Nullable Object dot, Map<String, ?> variables) {
        evaluation.variables().declare("$", dot);
        variables.forEach(evaluation.variables()::declare);
        Flow _ = run(evaluation.template().parts(), dot);
        return text.toString();
    }

    @Override
    public D data() {
        return data;
    }

    @Override
    public String expand(String name, @Nullable Object dot) {
        StringBuilder around = text;
        text = new StringBuilder();
        invoke(definition(name, CallFailure::new), dot);
        String expanded = text.toString();
        text = around;
        return expanded;
    }

    private Definition definition(String name, Function<String, RuntimeException> failure) {
        Definition invoked = definitions.get(name);
        if (invoked == null) {
            throw failure.apply("template " + GoQuote.of(name) + " not defined");
        }
        if (depth == MAX_DEPTH) {
            throw failure.apply("exceeded maximum template depth (" + MAX_DEPTH + ")");
        }
        return invoked;
    }

    /** A defined template sees nothing but the dot it is given. */
    private void invoke(Definition template, @Nullable Object dot) {
        Evaluation<D> caller = evaluation;
        evaluation = new Evaluation<>(this, template);
        evaluation.variables().declare("$", dot);
        depth++;
        Flow _ = run(template.parts(), dot);
        depth--;
        evaluation = caller;
    }

    private void write(String more) {
        if (text.length() + more.length() > output.maxChars()) {
            throw new TemplateException("the template would make more than " + output.maxChars() + " characters");
        }
        text.append(more);
    }

    private Flow run(List<Part> parts, @Nullable Object dot) {
        for (int i = 0; i < parts.size(); i++) {
            Flow flow = run(parts.get(i), dot);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow run(Part part, @Nullable Object dot) {
        switch (part) {
            case Part.Text plain -> write(plain.text());
            case Part.Action action -> act(action.pipeline(), dot);
            case Part.Invoke invoke -> invoke(invoke, dot);
            case Part.Break _ -> {
                return Flow.BREAK;
            }
            case Part.Continue _ -> {
                return Flow.CONTINUE;
            }
            case Part.Structure structure -> {
                int known = evaluation.variables().count();
                if (++nesting > MAX_NESTING) {
                    throw evaluation.failure("more than " + MAX_NESTING + " structures within each other");
                }
                Flow flow = run(structure, dot);
                nesting--;
                evaluation.variables().forget(known);
                return flow;
            }
        }
        return Flow.ON;
    }

    private void act(Pipeline pipeline, @Nullable Object dot) {
        Object value = evaluation.value(pipeline, dot);
        if (!pipeline.variables().isEmpty()) {
            return;
        }
        String shown = Values.shown(value);
        boolean safe =
                pipeline.term() instanceof Term.Call call && call.function().kind() == GoFunction.Kind.SAFE;
        write(safe ? shown : output.escape().apply(shown));
    }

    private void invoke(Part.Invoke invoke, @Nullable Object dot) {
        evaluation.at(invoke.spot());
        Definition invoked = definition(invoke.name(), evaluation::failure);
        invoke(invoked, invoke.data() == null ? null : evaluation.value(invoke.data(), dot));
    }

    private Flow run(Part.Structure structure, @Nullable Object dot) {
        return switch (structure) {
            case Part.If branch -> {
                boolean holds = Values.isTrue(evaluation.value(branch.condition(), dot));
                yield run(holds ? branch.body() : branch.otherwise(), dot);
            }
            case Part.With with -> {
                Object value = evaluation.value(with.value(), dot);
                yield Values.isTrue(value) ? run(with.body(), value) : run(with.otherwise(), dot);
            }
            case Part.Range range -> range(range, dot);
        };
    }

    private Flow range(Part.Range range, @Nullable Object dot) {
        Object over = evaluation.value(range.over(), dot);
        boolean turned = switch (over) {
            case TextMap map -> entries(range, map.texts());
            case Map<?, ?> map -> entries(range, map);
            case Collection<?> list -> items(range, list);
            case Long count -> counts(range, count);
            case null -> false;
            default -> throw evaluation.failure("range can't iterate over " + Values.text(over));
        };
        return turned ? Flow.ON : run(range.otherwise(), dot);
    }

    /** In the order of their keys. */
    private boolean entries(Part.Range range, Map<?, ?> map) {
        for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
            if (!turn(range, entry.getKey(), entry.getValue())) {
                break;
            }
        }
        return !map.isEmpty();
    }

    private boolean items(Part.Range range, Collection<?> list) {
        Iterator<?> items = list.iterator();
        for (long i = 0; items.hasNext(); i++) {
            if (!turn(range, i, items.next())) {
                break;
            }
        }
        return !list.isEmpty();
    }

    private boolean counts(Part.Range range, long count) {
        if (range.over().variables().size() > 1) {
            throw evaluation.failure("can't use " + count + " to iterate over more than one variable");
        }
        for (long i = 0; i < count; i++) {
            if (!turn(range, i, i)) {
                break;
            }
        }
        return count > 0;
    }

    /** Says whether the loop goes on. */
    private boolean turn(Part.Range range, Object key, @Nullable Object item) {
        if (++turns > MAX_TURNS) {
            throw evaluation.failure("more than " + MAX_TURNS + " turns of loops");
        }
        int known = evaluation.variables().count();
        List<String> named = range.over().variables();
        if (named.size() == 2) {
            evaluation.assign(named.getFirst(), key, range.over().declares());
        }
        if (!named.isEmpty()) {
            evaluation.assign(named.getLast(), item, range.over().declares());
        }
        Flow flow = run(range.body(), item);
        evaluation.variables().forget(known);
        return flow != Flow.BREAK;
    }
}
