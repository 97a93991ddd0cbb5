package dev.nightjar.query.logql.template;

import dev.nightjar.query.logql.template.Node.Command;
import dev.nightjar.query.logql.template.Node.Operand;
import dev.nightjar.query.logql.template.Node.Pipeline;
import java.time.ZonedDateTime;
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

    /** What a command gives its first word: operands, worked out when they are wanted, and the value before. */
    private record Given(List<Operand> words, @Nullable Object dot, List<@Nullable Object> piped) {
        static final Given NOTHING = new Given(List.of(), null, List.of());

        boolean isEmpty() {
            return words.isEmpty() && piped.isEmpty();
        }
    }

    private @Nullable Object command(Command command, @Nullable Object dot, List<@Nullable Object> piped) {
        Operand head = command.words().getFirst();
        Given given = new Given(command.words().subList(1, command.words().size()), dot, piped);
        if (given.isEmpty()
                && head instanceof Operand.Literal literal
                && literal.written().equals("nil")) {
            throw source.failed(head.offset(), head, "nil is not a command");
        }
        return head instanceof Operand.Function function && function.names().isEmpty()
                ? call(function, command, given)
                : operand(head, dot, given);
    }

    private @Nullable Object operand(Operand operand, @Nullable Object dot, Given given) {
        return switch (operand) {
            case Operand.Dot _ -> fields(operand, dot, List.of(), given);
            case Operand.Literal literal -> fields(literal, literal.value(), List.of(), given);
            case Operand.Field field -> fields(field, dot, field.names(), given);
            case Operand.Variable variable -> fields(variable, variable(variable.name()), variable.names(), given);
            case Operand.Parenthesis inner -> fields(inner, pipeline(inner.pipeline(), dot), inner.names(), given);
            case Operand.Function function -> {
                Command alone = new Command(function.offset(), List.of(function));
                yield fields(function, call(function, alone, Given.NOTHING), function.names(), given);
            }
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

    /** What the names lead to, one after the other; what is given goes to the last. Nothing has nothing. */
    private @Nullable Object fields(Operand operand, @Nullable Object from, List<String> names, Given given) {
        if (names.isEmpty() && !given.isEmpty()) {
            throw source.failed(operand.offset(), operand, "can't give argument to non-function " + operand);
        }
        if (from == null) {
            return null;
        }
        Object value = from;
        for (int i = 0; i < names.size(); i++) {
            Given toThis = i == names.size() - 1 ? given : Given.NOTHING;
            if (value == null) {
                throw source.failed(operand.offset(), operand, "nil pointer evaluating interface {}." + names.get(i));
            }
            value = field(operand, value, names.get(i), toThis);
        }
        return value;
    }

    /** A label, an entry of a map, or what a moment answers. */
    private @Nullable Object field(Operand operand, Object of, String name, Given given) {
        return switch (of) {
            case LabelMap labels -> {
                requireNothing(operand, name, given);
                yield labels.scope().label(name);
            }
            case Map<?, ?> map -> {
                requireNothing(operand, name, given);
                yield map.get(name);
            }
            case ZonedDateTime time
            when TimeMethods.has(name) -> {
                try {
                    yield TimeMethods.call(name, time, arguments(given));
                } catch (Misuse e) {
                    throw source.failed(operand.offset(), operand, String.valueOf(e.getMessage()));
                } catch (CallFailure e) {
                    throw source.failed(operand.offset(), operand, "error calling " + name + ": " + e.getMessage());
                }
            }
            case NamedNumber number
            when number.has(name) -> {
                try {
                    yield number.call(name, arguments(given));
                } catch (Misuse e) {
                    throw source.failed(operand.offset(), operand, String.valueOf(e.getMessage()));
                }
            }
            default ->
                throw source.failed(
                        operand.offset(), operand, "can't evaluate field " + name + " in type " + GoPrint.type(of));
        };
    }

    private void requireNothing(Operand operand, String name, Given given) {
        if (!given.isEmpty()) {
            throw source.failed(operand.offset(), operand, name + " is not a method but has arguments");
        }
    }

    private List<@Nullable Object> arguments(Given given) {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Operand word : given.words()) {
            arguments.add(operand(word, given.dot(), Given.NOTHING));
        }
        arguments.addAll(given.piped());
        return arguments;
    }

    private @Nullable Object call(Operand.Function function, Command command, Given given) {
        String name = function.name();
        if (name.equals("and") || name.equals("or")) {
            return logical(name.equals("or"), command, given);
        }
        List<@Nullable Object> arguments = arguments(given);
        try {
            return Builtins.has(name) ? Builtins.call(name, arguments) : Functions.call(name, arguments, scope);
        } catch (Misuse e) {
            throw source.failed(function.offset(), command, String.valueOf(e.getMessage()));
        } catch (CallFailure e) {
            throw source.failed(command.offset(), command, "error calling " + name + ": " + e.getMessage());
        }
    }

    /** The first value that decides, or the last; what follows is not worked out. */
    private @Nullable Object logical(boolean or, Command command, Given given) {
        if (given.isEmpty()) {
            throw source.failed(
                    command.offset(),
                    command,
                    "wrong number of args for " + (or ? "or" : "and") + ": want at least 1 got 0");
        }
        Object value = null;
        for (Operand word : given.words()) {
            value = operand(word, given.dot(), Given.NOTHING);
            if (Builtins.truth(value) == or) {
                return value;
            }
        }
        return given.piped().isEmpty() ? value : given.piped().getFirst();
    }
}
