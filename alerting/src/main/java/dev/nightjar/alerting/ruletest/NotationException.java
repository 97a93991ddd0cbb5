package dev.nightjar.alerting.ruletest;

/** A series or its values that are not written as test files write them. */
final class NotationException extends RuntimeException {
    NotationException(String message) {
        super(message);
    }
}
