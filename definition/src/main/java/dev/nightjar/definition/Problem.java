package dev.nightjar.definition;

/** One thing wrong in a file: where it is, what was found, what to do. Lines count from 1. */
public record Problem(String file, int line, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
