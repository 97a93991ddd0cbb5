package dev.nightjar.query;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.nightjar.model.Re2;

/** What the text of a query may be, before anything is made of it. */
public final class QueryText {
    /** No person and no dashboard writes more; a program that does would fill memory with tokens. */
    public static final int MAX_CHARS = 256 << 10;

    /** Operators in one query: trees of left-associative operators are as deep as they are long. */
    public static final int MAX_OPERATORS = 500;

    /** Of a label's value that a query makes: functions that double a value can be nested. */
    public static final int MAX_MADE_CHARS = 64 << 10;

    private QueryText() {}

    /** The text, ready to be parsed. Throws {@link QueryException} of kind BAD_DATA where it is too long. */
    public static SourceText of(String text) {
        if (text.length() > MAX_CHARS) {
            throw new QueryException(
                    ErrorKind.BAD_DATA,
                    "the query has " + text.length() + " characters, the limit is " + MAX_CHARS
                            + "; select by fewer or broader conditions");
        }
        return new SourceText(text);
    }

    /**
     * A regular expression within {@link Re2}'s limits. Throws {@link IllegalArgumentException} that says what is
     * wrong with it.
     */
    public static Pattern regex(String regex) {
        try {
            return Re2.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    '"' + shortened(regex) + "\" is not an RE2 regular expression: " + e.getDescription(), e);
        }
    }

    /** For messages: enough to recognize it. */
    public static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    /** The value, unless a query made it grow beyond reason. */
    public static String requireModest(String value, String maker) {
        if (value.length() > MAX_MADE_CHARS) {
            throw QueryException.execution(
                    maker + " makes a value of " + value.length() + " characters, the limit is " + MAX_MADE_CHARS);
        }
        return value;
    }
}
