package dev.nightjar.client;

import dev.nightjar.model.Labels;

/** Takes log lines, as {@link LogShipper#log(long, String, String, Labels)} does. */
@FunctionalInterface
interface LineTarget {
    void log(long timestampNanos, String level, String line, Labels metadata);
}
