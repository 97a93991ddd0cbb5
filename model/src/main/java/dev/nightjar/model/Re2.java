package dev.nightjar.model;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * The one way to a pattern from text that somebody wrote: RE2/J matches in linear time, but it compiles whatever it is
 * given, and there are expressions on which that takes all memory or does not end.
 */
public final class Re2 {
    private Re2() {}

    /**
     * Throws {@link PatternSyntaxException} where {@code regex} is none of RE2's, or one that RE2/J cannot take, and
     * {@link IllegalArgumentException} where written out, it would fill memory.
     */
    public static Pattern compile(String regex) {
        RegexSize.require(regex);
        EndlessFolding.refuse(regex);
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw RegexFault.of(e, regex);
        }
    }

    /** The same for an expression that a value must match as a whole, line breaks included. */
    public static Pattern compileWhole(String regex) {
        if (regex.indexOf(')') >= 0) {
            compile(regex); // a)|(b is none, but within the group it would be one, and end the anchors
        }
        return compile("^(?s:" + regex + ")$");
    }
}
