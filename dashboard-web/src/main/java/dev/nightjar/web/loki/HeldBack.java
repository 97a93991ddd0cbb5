package dev.nightjar.web.loki;

import java.util.ArrayDeque;
import java.util.Deque;

/** Says up to which line a tail may send that holds lines back for a while. Used by one thread. */
final class HeldBack {
    private record Mark(long millis, long number) {}

    private final long delayMillis;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private long due;

    /** Lines up to {@code due} are not held back. */
    HeldBack(long delayMillis, long due) {
        this.delayMillis = delayMillis;
        this.due = due;
    }

    /** {@code last} is the last line there is at this time; answers the last that is due. */
    long due(long nowMillis, long last) {
        if (marks.isEmpty() ? last > due : last > marks.peekLast().number()) {
            marks.add(new Mark(nowMillis, last));
        }
        while (!marks.isEmpty() && marks.peekFirst().millis() <= nowMillis - delayMillis) {
            due = marks.removeFirst().number();
        }
        return due;
    }
}
