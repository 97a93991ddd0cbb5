package dev.nightjar.gotemplate.value;

/** A function or method could not do with its arguments what it is for; where that is, the engine adds. */
public final class CallFailure extends RuntimeException {
    public CallFailure(String message) {
        super(message, null, false, false);
    }
}
