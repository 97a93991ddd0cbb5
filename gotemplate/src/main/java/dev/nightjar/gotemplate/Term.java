package dev.nightjar.gotemplate;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What gives a value, and where it stands. A pipeline is its last command, with what was piped into it. */
sealed interface Term {
    Spot spot();

    record Literal(Object value, Spot spot) implements Term {}

    record Nil(Spot spot) implements Term {}

    record Dot(Spot spot) implements Term {}

    record Variable(String name, Spot spot) implements Term {}

    /**
     * One field after the other: {@code .a.b}, {@code $x.a}, {@code (…).a}, {@code now.Year}.
     *
     * @param arguments of a last field that is a method
     */
    record Fields(
            Term of,
            List<String> names,
            List<Term> arguments,
            @Nullable Term piped,
            Spot spot) implements Term {
        boolean isCalled() {
            return !arguments.isEmpty() || piped != null;
        }
    }

    /**
     * @param problem with the number of its arguments, which is said once it is to be called
     * @param spot of the name alone
     * @param command of the name with its arguments
     */
    record Call(
            GoFunction<?> function,
            List<Term> arguments,
            @Nullable Term piped,
            Optional<String> problem,
            Spot spot,
            Spot command)
            implements Term {
        static Call of(GoFunction<?> function, List<Term> arguments, @Nullable Term piped, Spot spot, Spot command) {
            Optional<String> problem =
                    function.signature().countProblem(function.name(), arguments.size(), piped != null);
            return new Call(function, arguments, piped, problem, spot, command);
        }
    }

    /** A pipeline in parentheses: it stands where it stands, what it does lies within. */
    record Group(Term of, Spot spot) implements Term {}

    /** Something that takes no arguments and was given some. */
    record Misapplied(Term of, @Nullable Term piped) implements Term {
        @Override
        public Spot spot() {
            return of.spot();
        }
    }
}
