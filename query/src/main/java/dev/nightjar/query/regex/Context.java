package dev.nightjar.query.regex;

import dev.nightjar.query.regex.Regex.Place;

/** What stands before a place in a text. */
enum Context {
    BEGIN,
    WORD,
    NEWLINE,
    OTHER;

    /** For {@link #holds}: nothing comes behind the place. */
    static final int END = -1;

    /** The first of UTF-8's bytes that continue a code point, and the first that begins one again. */
    static final int CONTINUATION = 0x80;

    static final int LEAD = 0xc0;

    private static final Context[] AFTER = new Context[256];

    static {
        for (int i = 0; i < AFTER.length; i++) {
            boolean word = i == '_' || (i < 0x80 && Character.isLetterOrDigit(i));
            AFTER[i] = word ? WORD : i == '\n' ? NEWLINE : OTHER;
        }
    }

    static Context after(int value) {
        return AFTER[value];
    }

    /** Whether this is such a place, with {@code following} (a byte from 0, or {@link #END}) behind it. */
    boolean holds(Place place, int following) {
        return switch (place) {
            case TEXT_BEGIN -> this == BEGIN;
            case LINE_BEGIN -> this == BEGIN || this == NEWLINE;
            case TEXT_END -> following == END;
            case LINE_END -> following == END || following == '\n';
            case WORD_EDGE -> (this == WORD) != isWord(following);
            case NO_WORD_EDGE -> (this == WORD) == isWord(following) && !isWithinCodePoint(following);
        };
    }

    /** Nothing is between the bytes of a code point, not even no edge. */
    private static boolean isWithinCodePoint(int following) {
        return CONTINUATION <= following && following < LEAD;
    }

    private static boolean isWord(int value) {
        return value != END && after(value) == WORD;
    }
}
