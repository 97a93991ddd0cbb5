package dev.nightjar.logindex;

/** What the beginning of a sealed block of any version says: times, counts and lengths of its lines, no text. */
record BlockHead(Sections sections) {
    /** Ascending. */
    long[] timestamps() {
        return LineColumns.times(sections);
    }

    /** Of each line's text, in order of time. */
    long[] lengths() {
        return LineColumns.packed(sections, LineColumns.LENGTHS);
    }

    MinuteCounts counts() {
        return LineColumns.counts(sections);
    }
}
