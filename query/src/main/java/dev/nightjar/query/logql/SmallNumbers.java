package dev.nightjar.query.logql;

import org.jspecify.annotations.Nullable;

/** Texts of numbers that come again and again: status codes, ports, sizes. One evaluation, one thread. */
final class SmallNumbers {
    private static final int KEPT = 1024;

    private final long[] numbers = new long[KEPT];
    private final @Nullable String[] texts = new @Nullable String[KEPT];

    String text(long number) {
        int place = (int) (number & (KEPT - 1));
        String known = texts[place];
        if (known == null || numbers[place] != number) {
            known = Long.toString(number);
            texts[place] = known;
            numbers[place] = number;
        }
        return known;
    }
}
