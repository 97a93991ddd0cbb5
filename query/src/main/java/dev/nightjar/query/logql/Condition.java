package dev.nightjar.query.logql;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.vector.BinaryOp;

/** What a label filter asks of an entry. */
sealed interface Condition {
    record Text(Matcher matcher) implements Condition {}

    /** {@code status >= 500}, {@code took > 250ms}, {@code size < 5KB}: durations in nanoseconds, sizes in bytes. */
    record Compare(String label, BinaryOp op, Unit unit, double value) implements Condition {
        enum Unit {
            NUMBER,
            DURATION,
            BYTES
        }
    }

    /** {@code addr = ip("10.0.0.0/8")}: an address, a range or a prefix that must occur in the value, or must not. */
    record Ip(String label, boolean equal, String pattern) implements Condition {}

    record Both(Condition left, Condition right) implements Condition {}

    record Either(Condition left, Condition right) implements Condition {}
}
