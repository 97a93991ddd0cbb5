package dev.nightjar.query.logql.template;

/** A function is called with arguments that it does not take. */
final class Misuse extends RuntimeException {
    Misuse(String message) {
        super(message, null, false, false);
    }

    static Misuse count(String function, String wanted, int found) {
        return new Misuse("wrong number of args for " + function + ": want " + wanted + " got " + found);
    }
}
