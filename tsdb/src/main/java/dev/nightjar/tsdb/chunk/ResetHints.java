package dev.nightjar.tsdb.chunk;

import dev.nightjar.model.NativeHistogram.ResetHint;

/** The numbers of reset hints on disk. */
final class ResetHints {
    private ResetHints() {}

    static int number(ResetHint hint) {
        return switch (hint) {
            case UNKNOWN -> 0;
            case RESET -> 1;
            case NO_RESET -> 2;
            case GAUGE -> 3;
        };
    }

    static ResetHint hint(long number, ByteSource in) {
        if (number < 0 || number > 3) {
            throw in.damaged("reset hint " + number);
        }
        return switch ((int) number) {
            case 0 -> ResetHint.UNKNOWN;
            case 1 -> ResetHint.RESET;
            case 2 -> ResetHint.NO_RESET;
            default -> ResetHint.GAUGE;
        };
    }
}
