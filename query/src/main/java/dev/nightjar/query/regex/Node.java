package dev.nightjar.query.regex;

/** A node of a {@link Program}, which knows the others by their numbers. */
sealed interface Node {
    record Match() implements Node {}

    /** Takes one byte from {@code low} to {@code high}, 0 to 255. */
    record Bytes(int low, int high, int next) implements Node {
        boolean takes(int value) {
            return low <= value && value <= high;
        }
    }

    /** Goes on in two ways. */
    record Split(int one, int other) implements Node {}

    /** Goes on where the place is such. */
    record At(Regex.Place place, int next) implements Node {}
}
