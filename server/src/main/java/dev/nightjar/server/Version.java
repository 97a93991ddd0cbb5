package dev.nightjar.server;

/** What this build calls itself. */
final class Version {
    static final String TEXT = "0.1.0";

    private Version() {}
}
