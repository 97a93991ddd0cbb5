package dev.nightjar.logindex;

import dev.nightjar.model.Labels;

/** What the beginning of a sealed block of any version says: all but the text of its lines. */
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

    /** Codes of each line's level, in order of time. */
    byte[] levels() {
        return LineColumns.levels(sections);
    }

    /** What each line came with beside its text, in order of time; shorter where the rest came with nothing. */
    Labels[] metadata() {
        return LineColumns.metadata(sections);
    }
}
