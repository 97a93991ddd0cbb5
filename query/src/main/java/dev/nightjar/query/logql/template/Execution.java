package dev.nightjar.query.logql.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Renders a template once. */
final class Execution {
    /** Templates may call themselves. */
    private static final int MAX_DEPTH = 100;

    /** Loops within loops. */
    private static final int MAX_TURNS = 100_000;

    /** How a list of nodes ended. */
    private enum Outcome {
        ON,
        BREAK,
        CONTINUE
    }

    private final Source source;
    private final Parser.Parsed parsed;
    private final Evaluation evaluation;
    private final int maxChars;
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private int turns;

    Execution(Source source, Parser.Parsed parsed, TemplateScope scope, int maxChars) {
        this.source = source;
        this.parsed = parsed;
        this.evaluation = new Evaluation(source, scope);
        this.maxChars = maxChars;
    }

    String run() {
        LabelMap root = new LabelMap(evaluation.scope());
        evaluation.declare("$", root);
        run(parsed.nodes(), root);
        return text.toString();
    }

    private void write(String more) {
        if (text.length() + more.length() > maxChars) {
            throw new TemplateFailure("the template would make more than " + maxChars + " characters");
        }
        text.append(more);
    }

    private Outcome run(List<Node> nodes, @Nullable Object dot) {
        int variables = evaluation.variables();
        Outcome outcome = Outcome.ON;
        for (Node node : nodes) {
            outcome = run(node, dot);
            if (outcome != Outcome.ON) {
                break;
            }
        }
        evaluation.forget(variables);
        return outcome;
    }

    private Outcome run(Node node, @Nullable Object dot) {
        return switch (node) {
            case Node.Text plain -> {
                write(plain.text());
                yield Outcome.ON;
            }
            case Node.Action action -> {
                Object value = evaluation.pipeline(action.pipeline(), dot);
                if (action.pipeline().variables().isEmpty()) {
                    write(GoPrint.printed(value));
                }
                yield Outcome.ON;
            }
            case Node.Branch branch -> branch(branch, dot);
            case Node.Call call -> {
                call(call, dot);
                yield Outcome.ON;
            }
            case Node.Break _ -> Outcome.BREAK;
            case Node.Continue _ -> Outcome.CONTINUE;
        };
    }

    private Outcome branch(Node.Branch branch, @Nullable Object dot) {
        int variables = evaluation.variables();
        Outcome outcome = switch (branch.kind()) {
            case IF -> {
                boolean holds = Builtins.truth(evaluation.pipeline(branch.pipeline(), dot));
                yield run(holds ? branch.body() : branch.otherwise(), dot);
            }
            case WITH -> {
                Object value = evaluation.pipeline(branch.pipeline(), dot);
                yield Builtins.truth(value) ? run(branch.body(), value) : run(branch.otherwise(), dot);
            }
            case RANGE -> range(branch, dot);
        };
        evaluation.forget(variables);
        return outcome;
    }

    private Outcome range(Node.Branch branch, @Nullable Object dot) {
        Object over = evaluation.value(branch.pipeline(), dot);
        List<@Nullable Object> keys = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        switch (over) {
            case List<?> list -> {
                for (Object element : list) {
                    keys.add((long) keys.size());
                    values.add(element);
                }
            }
            case Map<?, ?> map ->
                new TreeMap<>(map).forEach((key, value) -> {
                    keys.add(key);
                    values.add(value);
                });
            case LabelMap labels ->
                labels.all().forEach((key, value) -> {
                    keys.add(key);
                    values.add(value);
                });
            case Long count -> {
                for (long i = 0; i < Math.min(count, MAX_TURNS + 1); i++) {
                    keys.add(i);
                    values.add(i);
                }
            }
            case null -> {}
            default ->
                throw source.failed(
                        branch.pipeline().offset(),
                        branch.pipeline(),
                        "range can't iterate over " + GoPrint.printed(over));
        }
        if (values.isEmpty()) {
            return run(branch.otherwise(), dot);
        }
        for (int i = 0; i < values.size(); i++) {
            if (++turns > MAX_TURNS) {
                throw source.failed(
                        branch.pipeline().offset(), branch.pipeline(), "more than " + MAX_TURNS + " turns of loops");
            }
            int variables = evaluation.variables();
            assign(branch.pipeline(), keys.get(i), values.get(i));
            Outcome outcome = run(branch.body(), values.get(i));
            evaluation.forget(variables);
            if (outcome == Outcome.BREAK) {
                break;
            }
        }
        return Outcome.ON;
    }

    /** One variable takes the element, two take index and element. */
    private void assign(Node.Pipeline pipeline, @Nullable Object key, @Nullable Object value) {
        List<String> names = pipeline.variables();
        if (names.size() == 2) {
            evaluation.assign(names.getFirst(), key, pipeline.declares());
        }
        if (!names.isEmpty()) {
            evaluation.assign(names.getLast(), value, pipeline.declares());
        }
    }

    private void call(Node.Call call, @Nullable Object dot) {
        List<Node> called = parsed.defined().get(call.name());
        if (called == null) {
            throw source.failed(
                    call.offset(),
                    "{{template " + GoQuote.of(call.name()) + "}}",
                    "template " + GoQuote.of(call.name()) + " not defined");
        }
        if (++depth > MAX_DEPTH) {
            throw source.failed(
                    call.offset(),
                    "{{template " + GoQuote.of(call.name()) + "}}",
                    "exceeded maximum template depth (" + MAX_DEPTH + ")");
        }
        Object value = call.pipeline() == null ? null : evaluation.pipeline(call.pipeline(), dot);
        evaluation.within(value, () -> run(called, value));
        depth--;
    }
}
