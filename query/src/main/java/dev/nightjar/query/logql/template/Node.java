package dev.nightjar.query.logql.template;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A part of a template. */
sealed interface Node {
    record Text(String text) implements Node {}

    /** {@code {{…}}}: its value is written, unless it only sets variables. */
    record Action(Pipeline pipeline) implements Node {}

    /** {@code if}, {@code with} and {@code range}: they choose the body, or what stands after {@code else}. */
    record Branch(Kind kind, Pipeline pipeline, List<Node> body, List<Node> otherwise) implements Node {
        enum Kind {
            IF,
            WITH,
            RANGE
        }
    }

    /** {@code {{template "name" pipeline}}}. */
    record Call(int offset, String name, @Nullable Pipeline pipeline) implements Node {}

    record Break() implements Node {}

    record Continue() implements Node {}

    /**
     * Commands, each fed the value of the one before.
     *
     * @param variables that the value is given to; in a range one or two
     * @param declares whether they are new
     */
    record Pipeline(int offset, List<String> variables, boolean declares, List<Command> commands) {
        @Override
        public String toString() {
            String target = variables.isEmpty() ? "" : String.join(", ", variables) + (declares ? " := " : " = ");
            return target + commands.stream().map(Command::toString).collect(Collectors.joining(" | "));
        }
    }

    /** A value, or a function with its arguments. */
    record Command(int offset, List<Operand> words) {
        @Override
        public String toString() {
            return words.stream().map(Operand::toString).collect(Collectors.joining(" "));
        }
    }

    /** A word of a command; {@link Object#toString} gives it as written. */
    sealed interface Operand {
        int offset();

        record Dot(int offset) implements Operand {
            @Override
            public String toString() {
                return ".";
            }
        }

        /** {@code .a.b}. */
        record Field(int offset, List<String> names) implements Operand {
            @Override
            public String toString() {
                return "." + String.join(".", names);
            }
        }

        /** {@code $x.a}; the root is {@code $}. */
        record Variable(int offset, String name, List<String> names) implements Operand {
            @Override
            public String toString() {
                return name + names.stream().map(each -> "." + each).collect(Collectors.joining());
            }
        }

        /** {@code (…).a}. */
        record Parenthesis(int offset, Pipeline pipeline, List<String> names) implements Operand {
            @Override
            public String toString() {
                return "(" + pipeline + ")"
                        + names.stream().map(each -> "." + each).collect(Collectors.joining());
            }
        }

        /** {@code now} or {@code now.Year}; with names it is called without arguments, which are the last name's. */
        record Function(int offset, String name, List<String> names) implements Operand {
            @Override
            public String toString() {
                return name + names.stream().map(each -> "." + each).collect(Collectors.joining());
            }
        }

        /** A string, a number, a truth value or nil. */
        record Literal(int offset, String written, @Nullable Object value) implements Operand {
            @Override
            public String toString() {
                return written;
            }
        }
    }
}
