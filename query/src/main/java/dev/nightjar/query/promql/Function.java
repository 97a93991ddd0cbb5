package dev.nightjar.query.promql;

import java.util.List;

/**
 * What a function takes and gives.
 *
 * @param optional how many of the last parameters may be left out
 * @param repeating whether the last parameter may be given any number of times
 */
public record Function(String name, List<ValueType> parameters, int optional, boolean repeating, ValueType returns) {
    public Function {
        parameters = List.copyOf(parameters);
    }

    int fewestArguments() {
        return parameters.size() - optional;
    }

    int mostArguments() {
        return repeating ? Integer.MAX_VALUE : parameters.size();
    }

    ValueType parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }
}
