package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Whether streams of one batch may have lines on a day: those it knows may, new ones while there is room. */
final class StreamLimit {
    static final String CODE = "stream_limit";

    private final int most;
    private final ReentrantLock state;
    private final Map<Long, Set<Labels>> fresh = new HashMap<>();

    /** {@code most}: streams of a day; 0 for no limit. */
    StreamLimit(int most, ReentrantLock state) {
        this.most = most;
        this.state = state;
    }

    boolean admits(Day day, Labels stream) {
        if (most == 0) {
            return true;
        }
        int known;
        state.lock();
        try {
            if (day.has(stream)) {
                return true;
            }
            known = day.streamIds();
        } finally {
            state.unlock();
        }
        Set<Labels> others = fresh.computeIfAbsent(day.number(), number -> new HashSet<>());
        if (known + others.size() < most || others.contains(stream)) {
            others.add(stream);
            return true;
        }
        return false;
    }

    String reason(Day day, Labels stream) {
        return "stream " + stream + " is new, and " + Day.folderName(day.number()) + " has " + most
                + " streams, the limit: use fewer labels, or labels of fewer values; what varies from line to line"
                + " belongs into the line or its structured metadata";
    }
}
