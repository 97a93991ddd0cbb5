package dev.nightjar.query.histogram;

import dev.nightjar.model.NativeHistogram.ResetHint;

/** What is known about counter resets after histograms were combined. */
final class ResetHints {
    private ResetHints() {}

    static ResetHint combined(ResetHint left, ResetHint right) {
        if (left == right) {
            return left;
        }
        return left == ResetHint.GAUGE || right == ResetHint.GAUGE ? ResetHint.GAUGE : ResetHint.UNKNOWN;
    }

    /** Whether one counter was reset just where the other surely was not. */
    static boolean collide(ResetHint left, ResetHint right) {
        return (left == ResetHint.RESET && right == ResetHint.NO_RESET)
                || (left == ResetHint.NO_RESET && right == ResetHint.RESET);
    }
}
