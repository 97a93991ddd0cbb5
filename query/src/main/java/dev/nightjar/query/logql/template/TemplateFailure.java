package dev.nightjar.query.logql.template;

/** A template cannot be read, or met a value that it cannot work on. The message is Go's. */
public final class TemplateFailure extends RuntimeException {
    TemplateFailure(String message) {
        super(message, null, false, false);
    }
}
