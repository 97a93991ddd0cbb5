package dev.nightjar.alerting.rules;

/** The query languages, as far as rules need them. Thread-safe. */
public interface Expressions {
    /** Throws {@link InvalidExpressionException} when {@code text} is not an expression. */
    Expression prepare(Language language, String text);

    /** PromQL. */
    default Expression prepare(String text) {
        return prepare(Language.PROMQL, text);
    }
}
