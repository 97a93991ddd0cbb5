package dev.nightjar.web.loki;

import dev.nightjar.query.logql.LineFollower;

/**
 * What somebody wants to follow.
 *
 * @param after the number of the line behind which to begin, or {@link #WITH_HISTORY}
 * @param startNanos from when on lines that are there already come first
 * @param limit of those lines; the newest are sent
 * @param delayMillis that lines are held back, for those of slower senders to come in between
 * @param form in which frames are written
 */
record TailQuestion(LineFollower query, long after, long startNanos, int limit, long delayMillis, TailFrame.Form form) {
    static final long WITH_HISTORY = -1;
}
