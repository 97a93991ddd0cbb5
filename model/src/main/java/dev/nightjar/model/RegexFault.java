package dev.nightjar.model;

import com.google.re2j.PatternSyntaxException;

/** What is wrong with a regular expression, in RE2's words also where the compiler calls it an internal error. */
public final class RegexFault {
    private static final String UNDERFLOW = "stack underflow";

    private RegexFault() {}

    /** The fault that the compiler found in {@code regex}. */
    public static PatternSyntaxException of(PatternSyntaxException found, String regex) {
        return UNDERFLOW.equals(found.getPattern()) ? new PatternSyntaxException("unexpected )", regex) : found;
    }
}
