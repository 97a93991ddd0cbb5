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

        /**
         * The same of a text sent just now, for a deletion: also refused is what reads well, but would delete other lines
         * than whoever wrote it is likely to mean. What was taken on before goes on to be read by {@link #read}.
         */
        default LineCondition readRequest(String text) {
            return read(text);
        }
    }
}
