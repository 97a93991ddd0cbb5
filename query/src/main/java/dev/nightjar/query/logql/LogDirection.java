package dev.nightjar.query.logql;

/** Which lines come first. */
public enum LogDirection {
    /** The oldest. */
    FORWARD,
    /** The newest. */
    BACKWARD
}
