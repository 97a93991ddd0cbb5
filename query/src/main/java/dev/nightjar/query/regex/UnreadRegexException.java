package dev.nightjar.query.regex;

/** An expression has a part that the automaton does not know; RE2/J does. */
final class UnreadRegexException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadRegexException(String part) {
        super(part, null, false, false);
    }
}
