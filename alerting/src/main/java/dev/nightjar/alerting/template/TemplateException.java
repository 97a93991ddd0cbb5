package dev.nightjar.alerting.template;

/** A template that cannot be read or expanded. */
public final class TemplateException extends RuntimeException {
    TemplateException(String message) {
        super(message);
    }
}
