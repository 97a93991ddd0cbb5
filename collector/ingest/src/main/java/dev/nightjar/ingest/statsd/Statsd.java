package dev.nightjar.ingest.statsd;

import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.port.Message;
import dev.nightjar.ingest.port.MessageProtocol;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.StaleMarker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Adds up what StatsD's clients send, and stores the state of every series when it is asked to. Counters go on counting,
 * timers and histograms are native histograms, so that nothing is lost where one writing fails. A series that nobody
 * speaks of for an hour ends. What was accepted lies in memory until it is stored: the protocol promises no more.
 */
public final class Statsd implements MessageProtocol {
    private static final String NAME = "statsd";
    private static final int MOST_SERIES = 200_000;
    private static final Duration SILENCE = Duration.ofHours(1);

    private final SampleSink sink;
    private final InstantSource clock;
    private final int mostSeries;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Labels, Tally> series = new HashMap<>();

    public Statsd(SampleSink sink, InstantSource clock) {
        this(sink, clock, MOST_SERIES);
    }

    Statsd(SampleSink sink, InstantSource clock, int mostSeries) {
        this.sink = sink;
        this.clock = clock;
        this.mostSeries = mostSeries;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Framing framing() {
        return Framing.LINES;
    }

    @Override
    public Outcome store(List<Message> messages) {
        String first = "";
        int invalid = 0;
        int beyond = 0;
        lock.lock();
        try {
            for (Message message : messages) {
                try {
                    StatsdLine line = StatsdLine.parse(message.text());
                    beyond += take(line) ? 0 : 1;
                } catch (StatsdLine.InvalidLineException e) {
                    first = invalid++ == 0 ? String.valueOf(e.getMessage()) : first;
                }
            }
        } finally {
            lock.unlock();
        }
        List<Rejection> refused = new ArrayList<>();
        if (invalid > 0) {
            refused.add(
                    new Rejection("invalid_line", invalid + " lines cannot be taken; the first: " + first, invalid));
        }
        if (beyond > 0) {
            refused.add(new Rejection("too_many_series", "there are " + mostSeries + " series already", beyond));
        }
        return new Outcome(new IngestResult.Accepted((long) messages.size() - invalid - beyond), refused);
    }

    /** False where it would be one series too many. */
    private boolean take(StatsdLine line) throws StatsdLine.InvalidLineException {
        long now = clock.millis();
        Tally known = series.get(line.labels());
        if (known == null && series.size() >= mostSeries) {
            return false;
        }
        Tally tally = known == null ? Tally.of(line.type(), now) : known;
        if (tally.type() != line.type()) {
            throw new StatsdLine.InvalidLineException(
                    line.labels() + " is a " + tally.type() + ", and cannot be a " + line.type() + " too");
        }
        tally.take(line, now);
        series.putIfAbsent(line.labels(), tally);
        return true;
    }

    /** Stores the state of every series as of now, and ends those that are silent. Blocks; to be called at fixed times. */
    public void write(IngestCounters counters) {
        SampleBatch batch = batch(clock.millis());
        if (batch.sampleCount() == 0) {
            return;
        }
        switch (sink.append(batch)) {
            case IngestResult.Accepted all -> {}
            case IngestResult.Rejected some -> some.reasons().forEach(why -> counters.refused(NAME, "written", why));
            case IngestResult.Overloaded full ->
                counters.refused(NAME, "written", new Rejection("overloaded", full.reason(), batch.sampleCount()));
        }
    }

    private SampleBatch batch(long now) {
        SampleBatch.Builder batch = SampleBatch.builder();
        lock.lock();
        try {
            Iterator<Map.Entry<Labels, Tally>> all = series.entrySet().iterator();
            while (all.hasNext()) {
                Map.Entry<Labels, Tally> one = all.next();
                batch.series(one.getKey());
                if (now - one.getValue().heardMillis() >= SILENCE.toMillis()) {
                    batch.sampleBits(now, StaleMarker.BITS);
                    all.remove();
                } else {
                    one.getValue().write(batch, now);
                }
            }
            return batch.build();
        } finally {
            lock.unlock();
        }
    }
}
