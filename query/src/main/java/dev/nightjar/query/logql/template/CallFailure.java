package dev.nightjar.query.logql.template;

/** A function could not do with its arguments what it is for. */
final class CallFailure extends RuntimeException {
    CallFailure(String message) {
        super(message, null, false, false);
    }
}
