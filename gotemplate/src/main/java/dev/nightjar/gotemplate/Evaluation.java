package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.value.CallFailure;
import dev.nightjar.gotemplate.value.GoObject;
import dev.nightjar.gotemplate.value.Method;
import dev.nightjar.gotemplate.value.Parameter;
import dev.nightjar.gotemplate.value.Signature;
import dev.nightjar.gotemplate.value.TextMap;
import dev.nightjar.gotemplate.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Works out the values of one template's terms, and keeps its variables. */
final class Evaluation<D> {
    private final Rendering<D> rendering;
    private final Definition template;
    private final Variables variables = new Variables();

    /** Where the evaluation is: Go's errors say the last one that was begun. */
    private @Nullable Spot here;

    Evaluation(Rendering<D> rendering, Definition template) {
        this.rendering = rendering;
        this.template = template;
    }

    Definition template() {
        return template;
    }

    Variables variables() {
        return variables;
    }

    void at(Spot spot) {
        here = spot;
    }

    /** That it cannot go on, and where. */
    TemplateException failure(String message) {
        return here == null ? new TemplateException(message) : template.source().error(template.name(), here, message);
    }

    /** The value, which the pipeline's variables take, too. */
    @Nullable
    Object value(Pipeline pipeline, @Nullable Object dot) {
        Object value = value(pipeline.term(), dot);
        for (String name : pipeline.variables()) {
            assign(name, value, pipeline.declares());
        }
        return value;
    }

    void assign(String name, @Nullable Object value, boolean declares) {
        if (declares) {
            variables.declare(name, value);
        } else if (!variables.assign(name, value)) {
            throw failure("undefined variable: " + name);
        }
    }

    private @Nullable Object value(Term term, @Nullable Object dot) {
        return switch (term) {
            case Term.Fields fields -> fields(fields, dot);
            case Term.Call call -> call(call, dot);
            case Term.Literal literal -> {
                here = literal.spot();
                yield literal.value();
            }
            case Term.Dot itself -> {
                here = itself.spot();
                yield dot;
            }
            case Term.Variable variable -> {
                here = variable.spot();
                yield variables.value(variable.name());
            }
            case Term.Group group -> value(group.of(), dot);
            case Term.Nil nil -> {
                here = nil.spot();
                throw failure("nil is not a command");
            }
            case Term.Misapplied misapplied -> {
                if (misapplied.piped() != null) {
                    Object _ = value(misapplied.piped(), dot);
                }
                here = misapplied.spot();
                throw failure("can't give argument to non-function "
                        + misapplied.spot().text());
            }
        };
    }

    private @Nullable Object fields(Term.Fields fields, @Nullable Object dot) {
        Object piped = fields.piped() == null ? null : value(fields.piped(), dot);
        here = fields.spot();
        Object of = switch (fields.of()) {
            case Term.Dot _ -> dot;
            case Term.Variable variable -> variables.value(variable.name());
            case Term other -> value(other, dot);
        };
        if (of == null) {
            return null; // nothing has nothing
        }
        List<String> names = fields.names();
        int last = names.size() - 1;
        for (int i = 0; i < last; i++) {
            of = field(of, names.get(i));
            if (of == null) {
                throw failure("nil pointer evaluating interface {}." + names.get(i + 1));
            }
        }
        return fields.isCalled() ? called(of, names.get(last), fields, piped, dot) : field(of, names.get(last));
    }

    private @Nullable Object field(Object of, String name) {
        if (of instanceof GoObject object) {
            Method method = object.method(name);
            if (method != null) {
                return call(name, method, List.of(), null, null, null);
            }
            Object member = object.member(name);
            if (member != null) {
                return member;
            }
        }
        return switch (of) {
            case TextMap map -> map.text(name);
            case Map<?, ?> map -> map.get(name);
            default -> throw noField(of, name);
        };
    }

    private @Nullable Object called(
            Object of, String name, Term.Fields fields, @Nullable Object piped, @Nullable Object dot) {
        if (of instanceof GoObject object) {
            Method method = object.method(name);
            if (method != null) {
                return call(name, method, fields.arguments(), fields.piped(), piped, dot);
            }
            if (object.member(name) != null) {
                throw failure(name + " has arguments but cannot be invoked as function");
            }
        }
        boolean isMap = of instanceof TextMap || of instanceof Map<?, ?>;
        throw isMap ? failure(name + " is not a method but has arguments") : noField(of, name);
    }

    private TemplateException noField(Object of, String name) {
        return failure("can't evaluate field " + name + " in type " + Values.type(of));
    }

    private Object call(
            String name,
            Method method,
            List<Term> written,
            @Nullable Term pipe,
            @Nullable Object piped,
            @Nullable Object dot) {
        method.refusal().ifPresent(why -> {
            throw failure(why);
        });
        Signature signature = method.signature();
        signature.countProblem(name, written.size(), pipe != null).ifPresent(problem -> {
            throw failure(problem);
        });
        List<@Nullable Object> arguments = arguments(written, signature, dot);
        if (pipe != null) {
            arguments.add(fittingPiped(piped, signature.parameter(arguments.size())));
        }
        try {
            return method.body().call(arguments);
        } catch (CallFailure e) {
            throw failure("error calling " + name + ": " + e.getMessage());
        }
    }

    private @Nullable Object call(Term.Call call, @Nullable Object dot) {
        Object piped = call.piped() == null ? null : value(call.piped(), dot);
        here = call.spot();
        if (call.problem().isPresent()) {
            throw failure(call.problem().get());
        }
        @SuppressWarnings("unchecked") // who renders a template has the dialect that read it
        GoFunction<D> function = (GoFunction<D>) call.function();
        Signature signature = function.signature();
        if (function.kind() == GoFunction.Kind.AND || function.kind() == GoFunction.Kind.OR) {
            return decisive(call, function.kind() == GoFunction.Kind.OR, piped, dot);
        }
        List<@Nullable Object> arguments = arguments(call.arguments(), signature, dot);
        if (call.piped() != null) {
            arguments.add(fittingPiped(piped, signature.parameter(arguments.size())));
        }
        try {
            return function.body().call(arguments, rendering);
        } catch (CallFailure | TemplateException e) {
            here = call.command();
            throw failure("error calling " + function.name() + ": " + e.getMessage());
        }
    }

    /** The first value that is {@code wanted}, or the last; what follows is not worked out. */
    private @Nullable Object decisive(Term.Call call, boolean wanted, @Nullable Object piped, @Nullable Object dot) {
        Object value = null;
        for (Term argument : call.arguments()) {
            value = argument(argument, Parameter.VALUE, dot);
            if (Values.isTrue(value) == wanted) {
                return value;
            }
        }
        return call.piped() == null ? value : piped;
    }

    private List<@Nullable Object> arguments(List<Term> written, Signature signature, @Nullable Object dot) {
        List<@Nullable Object> arguments = new ArrayList<>(written.size() + 1);
        for (int i = 0; i < written.size(); i++) {
            arguments.add(argument(written.get(i), signature.parameter(i), dot));
        }
        return arguments;
    }

    private @Nullable Object argument(Term argument, Parameter wanted, @Nullable Object dot) {
        return switch (argument) {
            case Term.Nil nil -> {
                here = nil.spot();
                if (!wanted.takesNil()) {
                    throw failure("cannot assign nil to " + wanted.go());
                }
                yield null;
            }
            case Term.Literal literal -> {
                here = literal.spot();
                try {
                    yield wanted.constant(literal.value(), literal.spot().text());
                } catch (CallFailure e) {
                    throw failure(String.valueOf(e.getMessage()));
                }
            }
            default -> fitting(value(argument, dot), wanted);
        };
    }

    private @Nullable Object fitting(@Nullable Object value, Parameter wanted) {
        if (!wanted.takes().test(value)) {
            throw failure("wrong type for value; expected " + wanted.go() + "; got "
                    + (value == null ? Parameter.ANYTHING.go() : Values.type(value)));
        }
        return value;
    }

    private @Nullable Object fittingPiped(@Nullable Object value, Parameter wanted) {
        if (value == null && !wanted.takesNil()) {
            throw failure("invalid value; expected " + wanted.go());
        }
        return fitting(value, wanted);
    }
}
