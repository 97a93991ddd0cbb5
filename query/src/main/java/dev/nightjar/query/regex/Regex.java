package dev.nightjar.query.regex;

import java.util.List;

/** A regular expression as far as it decides whether there is a match: groups capture nothing, and no way is preferred. */
sealed interface Regex {
    /** One code point of a set. */
    record One(CodePoints of) implements Regex {}

    /** One after the other; none of them is the empty text. */
    record Sequence(List<Regex> parts) implements Regex {}

    record Choice(List<Regex> branches) implements Regex {}

    /** {@code most}: {@link #UNBOUNDED} for as often as one likes. */
    record Repeated(Regex part, int least, int most) implements Regex {}

    /** A place between two code points. */
    record At(Place place) implements Regex {}

    int UNBOUNDED = -1;

    Regex EMPTY = new Sequence(List.of());

    /** Places by what is beside them; words are ASCII's. */
    enum Place {
        TEXT_BEGIN,
        TEXT_END,
        LINE_BEGIN,
        LINE_END,
        WORD_EDGE,
        NO_WORD_EDGE;

        /** Whether what comes before is enough to tell. */
        boolean looksBack() {
            return this == TEXT_BEGIN || this == LINE_BEGIN;
        }
    }
}
