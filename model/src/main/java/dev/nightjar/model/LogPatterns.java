package dev.nightjar.model;

import java.util.List;

/** Says which patterns log lines follow, how often, and since when. Thread-safe. */
public interface LogPatterns {
    /**
     * The patterns of the selected lines, those with most lines first, lines just accepted included. Every line belongs
     * to one pattern at most; those of no pattern (binary, or of more shapes than are kept apart) are not counted.
     *
     * @param matchers on the stream's labels; all must hold; may be empty (every stream)
     * @param range lines outside it do not count
     * @param sliceNanos of the counts; the first slice begins at the range's start
     */
    List<LogPattern> patterns(List<Matcher> matchers, NanoRange range, long sliceNanos);
}
