package dev.nightjar.ingest.statsd;

import dev.nightjar.model.SampleBatch;
import java.util.HashSet;
import java.util.Set;

/** The state of one series, of one kind. Not thread-safe. */
abstract sealed class Tally {
    /** Different members of a set between two writings; more are refused. */
    private static final int MOST_MEMBERS = 100_000;

    private final long sinceMillis;
    private long heardMillis;

    private Tally(long nowMillis) {
        sinceMillis = nowMillis;
        heardMillis = nowMillis;
    }

    static Tally of(StatsdLine.Type type, long nowMillis) {
        return switch (type) {
            case COUNTER -> new Counter(nowMillis);
            case GAUGE -> new Gauge(nowMillis);
            case TIMER -> new Values(nowMillis, StatsdLine.Type.TIMER);
            case HISTOGRAM -> new Values(nowMillis, StatsdLine.Type.HISTOGRAM);
            case SET -> new Members(nowMillis);
        };
    }

    abstract StatsdLine.Type type();

    /** Takes all of the line, or none. */
    final void take(StatsdLine line, long nowMillis) throws StatsdLine.InvalidLineException {
        add(line);
        heardMillis = nowMillis;
    }

    abstract void add(StatsdLine line) throws StatsdLine.InvalidLineException;

    /** Writes a sample to the series begun last. */
    final void write(SampleBatch.Builder to, long nowMillis) {
        sample(to, nowMillis);
        boolean counts = type() != StatsdLine.Type.GAUGE && type() != StatsdLine.Type.SET;
        if (counts && sinceMillis < nowMillis) {
            to.startedAt(sinceMillis);
        }
    }

    abstract void sample(SampleBatch.Builder to, long nowMillis);

    final long heardMillis() {
        return heardMillis;
    }

    private static final class Counter extends Tally {
        private double total;

        Counter(long nowMillis) {
            super(nowMillis);
        }

        @Override
        StatsdLine.Type type() {
            return StatsdLine.Type.COUNTER;
        }

        @Override
        void add(StatsdLine line) throws StatsdLine.InvalidLineException {
            double more = 0;
            for (double value : line.numbers()) {
                if (value < 0) {
                    throw new StatsdLine.InvalidLineException("a counter cannot fall: " + value);
                }
                more += value;
            }
            total += more * line.weight();
        }

        @Override
        void sample(SampleBatch.Builder to, long nowMillis) {
            to.sample(nowMillis, total);
        }
    }

    private static final class Gauge extends Tally {
        private double value;

        Gauge(long nowMillis) {
            super(nowMillis);
        }

        @Override
        StatsdLine.Type type() {
            return StatsdLine.Type.GAUGE;
        }

        /** With a sign it is a change. */
        @Override
        void add(StatsdLine line) throws StatsdLine.InvalidLineException {
            double now = value;
            for (String text : line.values()) {
                boolean change = text.startsWith("+") || text.startsWith("-");
                now = change ? now + StatsdLine.number(text) : StatsdLine.number(text);
            }
            value = now;
        }

        @Override
        void sample(SampleBatch.Builder to, long nowMillis) {
            to.sample(nowMillis, value);
        }
    }

    /** Timers, which come in milliseconds and are stored in seconds, and histograms. */
    private static final class Values extends Tally {
        private final Distribution distribution = new Distribution();
        private final StatsdLine.Type type;

        Values(long nowMillis, StatsdLine.Type type) {
            super(nowMillis);
            this.type = type;
        }

        @Override
        StatsdLine.Type type() {
            return type;
        }

        @Override
        void add(StatsdLine line) throws StatsdLine.InvalidLineException {
            double unit = type == StatsdLine.Type.TIMER ? 1000 : 1;
            line.numbers().forEach(value -> distribution.add(value / unit, line.weight()));
        }

        @Override
        void sample(SampleBatch.Builder to, long nowMillis) {
            to.histogram(nowMillis, distribution.histogram());
        }
    }

    private static final class Members extends Tally {
        private final Set<String> members = new HashSet<>();

        Members(long nowMillis) {
            super(nowMillis);
        }

        @Override
        StatsdLine.Type type() {
            return StatsdLine.Type.SET;
        }

        @Override
        void add(StatsdLine line) throws StatsdLine.InvalidLineException {
            if (members.size() >= MOST_MEMBERS) {
                throw new StatsdLine.InvalidLineException(
                        "the set has " + MOST_MEMBERS + " members, which is the limit");
            }
            members.addAll(line.values());
        }

        /** How many there were since the writing before. */
        @Override
        void sample(SampleBatch.Builder to, long nowMillis) {
            to.sample(nowMillis, members.size());
            members.clear();
        }
    }
}
