package dev.nightjar.query.promql;

/** What an expression evaluates to. */
public enum ValueType {
    SCALAR("scalar"),
    VECTOR("instant vector"),
    MATRIX("range vector"),
    STRING("string");

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    /** As error messages call it. */
    public String words() {
        return words;
    }
}
