package dev.nightjar.server;

/** The program cannot start; the message says why and what to do, for a person. */
final class StartException extends Exception {
    StartException(String message) {
        super(message);
    }
}
