package dev.nightjar.alerting.rules;

/** The query language, as far as rules need it. Thread-safe. */
public interface Expressions {
    /** Throws {@link InvalidExpressionException} when {@code text} is not an expression. */
    Expression prepare(String text);
}
