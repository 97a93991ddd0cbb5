package dev.nightjar.definition;

import java.util.List;
import java.util.stream.Collectors;

/** The definitions cannot be used; holds every problem found in them. */
public final class InvalidDefinitionsException extends RuntimeException {
    private final transient List<Problem> problems;

    public InvalidDefinitionsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
