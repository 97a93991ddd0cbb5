package dev.nightjar.model;

import java.util.List;

/** Which lines, as a language other than the store's own says it. Thread-safe. */
public interface LineCondition {
    /** On the stream's labels; all must hold. */
    List<Matcher> matchers();

    /** What holds for every such line; a store may look no further where it does not. */
    List<LogSelection.LineFilter> filters();

    /** Whether the line where the cursor stands, of a stream that fulfils the matchers, is one. */
    boolean holds(LogCursor line);

    /** Reads conditions from their text. */
    interface Language {
        /** Throws {@link IllegalArgumentException} that says what is wrong, where, and what to do. */
        LineCondition read(String text);
    }
}
