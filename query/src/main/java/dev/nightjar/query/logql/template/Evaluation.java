package dev.nightjar.query.logql.template;

import dev.nightjar.query.logql.template.Node.Command;
import dev.nightjar.query.logql.template.Node.Operand;
import dev.nightjar.query.logql.template.Node.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Works out the values of pipelines, and keeps the variables. */
final class Evaluation {
    private record Variable(String name, @Nullable Object value) {}

    private final Source source;
    private final TemplateScope scope;
    private List<Variable> variables = new ArrayList<>();

    Evaluation(Source source, TemplateScope scope) {
        this.source = source;
        this.scope = scope;
    }

    TemplateScope scope() {
        return scope;
    }

    int variables() {
        return variables.size();
    }

    void forget(int count) {
        variables.subList(count, variables.size()).clear();
    }

    void declare(String name, @Nullable Object value) {
        variables.add(new Variable(name, value));
    }

    void assign(String name, @Nullable Object value, boolean declares) {
        if (declares) {
            declare(name, value);
            return;
        }
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name().equals(name)) {
                variables.set(i, new Variable(name, value));
                return;
            }
        }
    }

    /** Runs with no variables but the root. */
    void within(@Nullable Object root, Runnable body) {
        List<Variable> outside = variables;
        variables = new ArrayList<>(List.of(new Variable("$", root)));
        body.run();
        variables = outside;
    }

    /** The value, which is given to the pipeline's variables, too. */
    @Nullable
    Object pipeline(Pipeline pipeline, @Nullable Object dot) {
        Object value = value(pipeline, dot);
        for (String name : pipeline.variables()) {
            assign(name, value, pipeline.declares());
        }
        return value;
    }

    @Nullable
    Object value(Pipeline pipeline, @Nullable Object dot) {
        Object value = null;
        boolean first = true;
        for (Command command : pipeline.commands()) {
            List<@Nullable Object> piped = new ArrayList<>();
            if (!first) {
                piped.add(value);
            }
            value = command(command, dot, piped);
            first = false;
        }
        return value;
    }

    private @Nullable Object command(Command command, @Nullable Object dot, List<@Nullable Object> piped) {
        Operand head = command.words().getFirst();
        if (head instanceof Operand.Function function) {
            return call(function, command, dot, piped);
        }
        if (command.words().size() > 1 || !piped.isEmpty()) {
            throw misgiven(head, dot);
        }
        return operand(head, dot);
    }

    /** Arguments for something that takes none. */
    private TemplateFailure misgiven(Operand head, @Nullable Object dot) {
        if (head instanceof Operand.Field field && !field.names().isEmpty()) {
            List<String> before = field.names().subList(0, field.names().size() - 1);
            Object owner = fields(field, dot, before);
            String name = field.names().getLast();
            if (owner instanceof LabelMap || owner instanceof Map<?, ?>) {
                return source.failed(head.offset(), head, name + " is not a method but has arguments");
            }
        }
        return source.failed(head.offset(), head, "can't give argument to non-function " + head);
    }

    private @Nullable Object operand(Operand operand, @Nullable Object dot) {
        return switch (operand) {
            case Operand.Dot _ -> dot;
            case Operand.Literal literal -> literal.value();
            case Operand.Field field -> fields(field, dot, field.names());
            case Operand.Variable variable -> fields(variable, variable(variable.name()), variable.names());
            case Operand.Parenthesis inner -> fields(inner, pipeline(inner.pipeline(), dot), inner.names());
            case Operand.Function function ->
                call(function, new Command(function.offset(), List.of(function)), dot, new ArrayList<>());
        };
    }

    private @Nullable Object variable(String name) {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name().equals(name)) {
                return variables.get(i).value();
            }
        }
        return null;
    }

    private @Nullable Object fields(Operand operand, @Nullable Object from, List<String> names) {
        Object value = from;
        for (String name : names) {
            value = switch (value) {
                case LabelMap labels -> labels.scope().label(name);
                case Map<?, ?> map -> map.get(name);
                case null ->
                    throw source.failed(operand.offset(), operand, "nil data; no entry for key " + GoQuote.of(name));
                default ->
                    throw source.failed(
                            operand.offset(),
                            operand,
                            "can't evaluate field " + name + " in type " + GoPrint.type(value));
            };
        }
        return value;
    }

    private @Nullable Object call(
            Operand.Function function, Command command, @Nullable Object dot, List<@Nullable Object> piped) {
        String name = function.name();
        List<Operand> words = command.words().subList(1, command.words().size());
        if (name.equals("and") || name.equals("or")) {
            return logical(name.equals("or"), command, words, dot, piped);
        }
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Operand word : words) {
            arguments.add(operand(word, dot));
        }
        arguments.addAll(piped);
        try {
            return Builtins.has(name) ? Builtins.call(name, arguments) : Functions.call(name, arguments, scope);
        } catch (Misuse e) {
            throw source.failed(function.offset(), command, String.valueOf(e.getMessage()));
        } catch (CallFailure e) {
            throw source.failed(command.offset(), command, "error calling " + name + ": " + e.getMessage());
        }
    }

    /** The first value that decides, or the last; what follows is not worked out. */
    private @Nullable Object logical(
            boolean or, Command command, List<Operand> words, @Nullable Object dot, List<@Nullable Object> piped) {
        if (words.isEmpty() && piped.isEmpty()) {
            throw source.failed(
                    command.offset(),
                    command,
                    "wrong number of args for " + (or ? "or" : "and") + ": want at least 1 got 0");
        }
        Object value = null;
        for (Operand word : words) {
            value = operand(word, dot);
            if (Builtins.truth(value) == or) {
                return value;
            }
        }
        return piped.isEmpty() ? value : piped.getFirst();
    }
}
