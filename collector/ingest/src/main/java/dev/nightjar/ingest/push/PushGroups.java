package dev.nightjar.ingest.push;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.SeriesLabels;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleSink;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All groups that were pushed and not deleted. A change is stored first and remembered afterwards, under one lock: what
 * a push replaces must be what the one before it left. Thread-safe.
 */
final class PushGroups {
    /** Series of all groups together; each is stored again every minute. */
    private static final int MOST_SERIES = 200_000;

    private final SampleSink sink;
    private final InstantSource clock;
    private final int mostSeries;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Labels, PushGroup> groups = new LinkedHashMap<>();

    PushGroups(SampleSink sink, InstantSource clock) {
        this(sink, clock, MOST_SERIES);
    }

    PushGroups(SampleSink sink, InstantSource clock, int mostSeries) {
        this.sink = sink;
        this.clock = clock;
        this.mostSeries = mostSeries;
    }

    Answer replace(Labels key, Pushed pushed, boolean whole) throws MalformedException {
        lock.lock();
        try {
            PushGroup group = groups.getOrDefault(key, new PushGroup(key));
            PushGroup.Change change = group.replace(pushed, whole, clock.millis());
            int size = others(key) + change.series().size() + PushGroup.TIMES;
            if (size > mostSeries) {
                throw new MalformedException(
                        400,
                        "too_many_series",
                        "pushed groups would have " + size + " series, the limit is " + mostSeries
                                + ": delete groups that are not needed any more (DELETE, the same path)");
            }
            IngestResult result = sink.append(SeriesLabels.checked(change.batch()));
            if (stored(result)) {
                group.pushed(change);
                groups.put(key, group);
            }
            return answer(Answer.of(result, List.of()), 200);
        } finally {
            lock.unlock();
        }
    }

    private int others(Labels key) {
        int size = 0;
        for (Map.Entry<Labels, PushGroup> group : groups.entrySet()) {
            size += group.getKey().equals(key) ? 0 : group.getValue().size();
        }
        return size;
    }

    /** Remembers, and stores, that a push to the group could not be read. */
    void failed(Labels key) {
        lock.lock();
        try {
            if (others(key) + PushGroup.TIMES <= mostSeries) {
                sink.append(groups.computeIfAbsent(key, PushGroup::new).failed(clock.millis()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** A group that is not there has been deleted already. */
    Answer delete(Labels key) {
        lock.lock();
        try {
            PushGroup group = groups.get(key);
            if (group == null) {
                return new Answer(202, "", 0, 0, List.of());
            }
            IngestResult result = sink.append(group.end(clock.millis()));
            if (stored(result)) {
                groups.remove(key);
            }
            return answer(Answer.of(result, List.of()), 202);
        } finally {
            lock.unlock();
        }
    }

    /** Stores every group once more, as of now. Answers what was stored and what was not, to be counted. */
    List<Answer> repeat() {
        lock.lock();
        try {
            List<Answer> answers = new ArrayList<>();
            for (PushGroup group : groups.values()) {
                answers.add(Answer.of(sink.append(group.again(clock.millis())), List.of()));
            }
            return answers;
        } finally {
            lock.unlock();
        }
    }

    /** What is refused in part is refused for ever: the group is what was pushed. */
    private static boolean stored(IngestResult result) {
        return switch (result) {
            case IngestResult.Accepted all -> true;
            case IngestResult.Rejected some -> some.accepted() > 0;
            case IngestResult.Overloaded full -> false;
        };
    }

    private static Answer answer(Answer answer, int statusOfSuccess) {
        List<Rejection> refused = answer.refused();
        return answer.status() == 204 ? new Answer(statusOfSuccess, "", 0, answer.accepted(), refused) : answer;
    }
}
