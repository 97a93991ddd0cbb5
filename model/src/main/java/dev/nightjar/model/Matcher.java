package dev.nightjar.model;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one label: {@code name = "value"}, {@code !=}, {@code =~} or {@code !~}.
 *
 * <p>Regular expressions are RE2 (linear time whatever the input), anchored at both ends, and {@code .} matches a line
 * break, as in Prometheus. An absent label has the empty value.
 */
public final class Matcher {
    /** How the value is compared. */
    public enum Op {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        NOT_MATCHES("!~");

        private final String symbol;

        Op(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    private final String name;
    private final Op op;
    private final String value;
    private final @Nullable Pattern pattern;

    /** Throws {@link IllegalArgumentException} where {@code value} is not a regular expression but should be. */
    public Matcher(String name, Op op, String value) {
        this.name = Objects.requireNonNull(name, "name");
        this.op = Objects.requireNonNull(op, "op");
        this.value = Objects.requireNonNull(value, "value");
        this.pattern = op == Op.MATCHES || op == Op.NOT_MATCHES ? compile(name, value) : null;
    }

    public static Matcher equal(String name, String value) {
        return new Matcher(name, Op.EQUAL, value);
    }

    private static Pattern compile(String name, String value) {
        try {
            return Re2.compileWhole(value);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "label \"" + name + "\": \"" + value + "\" is not an RE2 regular expression: " + e.getDescription(),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("label \"" + name + "\": " + e.getMessage(), e);
        }
    }

    public String name() {
        return name;
    }

    public Op op() {
        return op;
    }

    public String value() {
        return value;
    }

    /** Whether a label of this value (empty: absent) fulfils the condition. */
    public boolean matches(String labelValue) {
        return switch (op) {
            case EQUAL -> value.equals(labelValue);
            case NOT_EQUAL -> !value.equals(labelValue);
            case MATCHES -> regex().matches(labelValue);
            case NOT_MATCHES -> !regex().matches(labelValue);
        };
    }

    public boolean matches(Labels labels) {
        return matches(labels.get(name));
    }

    /** Whether series without the label are selected too. */
    public boolean matchesAbsent() {
        return matches("");
    }

    private Pattern regex() {
        return Objects.requireNonNull(pattern);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Matcher that && name.equals(that.name) && op == that.op && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, op, value);
    }

    @Override
    public String toString() {
        return name
                + op.symbol()
                + '"'
                + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                + '"';
    }
}
