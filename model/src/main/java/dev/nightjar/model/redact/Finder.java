package dev.nightjar.model.redact;

/** Finds one kind of what is not to be kept. Thread-safe; takes time in proportion to the line. */
interface Finder {
    /** Takes what was found: {@code text[start, end)}, not empty. */
    interface Found {
        void add(int start, int end);
    }

    /** All in {@code text[start, end)}, in order, none overlapping another. */
    void find(byte[] text, int start, int end, Found found);

    /** What of a line's bytes, by {@link LineScan}, has to be there for anything to be found; 0 where one cannot tell. */
    int needs();

    /** Where {@link #needs} cannot tell: whether it is worth looking. */
    default boolean mayFind(byte[] text, int start, int end) {
        return true;
    }

    /** As it is hashed: the same value in another spelling is the same. */
    default byte[] canonical(byte[] value) {
        return value;
    }
}
