package dev.nightjar.alerting.template;

import java.util.List;

/** What gives a value. A pipeline is the call of its last command with the one before as its last argument. */
sealed interface Term {
    record Literal(Object value) implements Term {}

    record Dot() implements Term {}

    record Variable(String name) implements Term {}

    record Field(Term of, String name) implements Term {}

    record Method(Term of, String name, List<Term> arguments) implements Term {}

    record Call(String function, List<Term> arguments) implements Term {}
}
