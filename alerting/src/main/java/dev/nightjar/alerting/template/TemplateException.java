package dev.nightjar.alerting.template;

/** A template that cannot be read or expanded; the message is Go's, to the letter where it says the same. */
public final class TemplateException extends RuntimeException {
    private final boolean located;

    /** Something that went wrong while a template was expanded, which does not say yet where. */
    TemplateException(String message) {
        this(message, false);
    }

    private TemplateException(String message, boolean located) {
        super(message);
        this.located = located;
    }

    /** One whose message says where. */
    static TemplateException located(String message) {
        return new TemplateException(message, true);
    }

    boolean isLocated() {
        return located;
    }
}
