package dev.nightjar.gotemplate;

/** A template that cannot be read or rendered; the message is Go's, to the letter where it says the same. */
public final class TemplateException extends RuntimeException {
    /** Without a trace: a text that fails may do so for each of a million lines. */
    TemplateException(String message) {
        super(message, null, false, false);
    }
}
