package dev.nightjar.gotemplate.value;

import java.util.List;
import java.util.Optional;

/**
 * What a function or method takes: calls that do not fit are refused before anything is called.
 *
 * @param variadic whether the last parameter may come any number of times, or not at all
 */
public record Signature(List<Parameter> parameters, boolean variadic) {
    public static final Signature NOTHING = of();

    public static Signature of(Parameter... parameters) {
        return new Signature(List.of(parameters), false);
    }

    /** Of whose last parameter there may be any number. */
    public static Signature variadic(Parameter... parameters) {
        return new Signature(List.of(parameters), true);
    }

    /** What is wrong with so many arguments; empty where nothing is. */
    public Optional<String> countProblem(String function, int written, boolean piped) {
        int given = written + (piped ? 1 : 0);
        int least = parameters.size() - (variadic ? 1 : 0);
        if (variadic ? given >= least : given == least) {
            return Optional.empty();
        }
        String found = variadic ? "at least " + least + " got " + written : least + " got " + given;
        return Optional.of("wrong number of args for " + function + ": want " + found);
    }

    /** The one of the argument at this place. */
    public Parameter parameter(int at) {
        return parameters.get(Math.min(at, parameters.size() - 1));
    }
}
