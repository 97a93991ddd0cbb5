package dev.nightjar.ingest.heartbeat;

import dev.nightjar.definition.heartbeat.Heartbeat;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.probe.HeartbeatReader;
import dev.nightjar.model.probe.HeartbeatStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All heartbeats that are expected. A sign is stored first and remembered afterwards, under one lock; who gave it is
 * answered when it is durable. That one is missing is found out by a rule over {@link PulseSeries#DUE}. Thread-safe.
 */
public final class Heartbeats implements HeartbeatReader {
    private final SampleSink sink;
    private final SeriesReader stored;
    private final InstantSource clock;
    private Map<String, Beating> beating = new LinkedHashMap<>();

    /** By digest of the token: how long looking for one takes tells nothing of it. */
    private Map<String, Beating> byToken = Map.of();

    /** A heartbeat that is expected. */
    private static final class Beating {
        private Heartbeat heartbeat;
        private Pulse pulse;

        Beating(Heartbeat heartbeat, Pulse pulse) {
            this.heartbeat = heartbeat;
            this.pulse = pulse;
        }
    }

    /** @param stored where pulses are found again after a start */
    public Heartbeats(SampleSink sink, SeriesReader stored, InstantSource clock) {
        this.sink = sink;
        this.stored = stored;
        this.clock = clock;
    }

    /** Expects these from now on. What is new is looked for in the store; what is gone ends. */
    public synchronized void apply(List<Heartbeat> heartbeats) {
        Instant now = clock.instant();
        Map<String, Beating> wanted = new LinkedHashMap<>();
        Map<String, Beating> tokens = new LinkedHashMap<>();
        SampleBatch.Builder ended = SampleBatch.builder();
        for (Heartbeat heartbeat : heartbeats) {
            Beating present = beating.remove(heartbeat.name());
            if (present == null) {
                present = new Beating(heartbeat, found(heartbeat, now));
            } else if (!present.heartbeat.equals(heartbeat)) {
                redefine(present, heartbeat, now, ended);
            }
            wanted.put(heartbeat.name(), present);
            tokens.put(digest(heartbeat.token()), present);
        }
        beating.values().forEach(gone -> PulseSeries.end(gone.heartbeat, now.toEpochMilli(), ended));
        beating = wanted;
        byToken = tokens;
        if (ended.sampleCount() > 0) {
            sink.append(ended.build());
        }
        repeat();
    }

    private Pulse found(Heartbeat heartbeat, Instant now) {
        return PulseSeries.read(heartbeat, stored, now)
                .map(before -> before.pulse().resumed(heartbeat, before.at(), now))
                .orElseGet(() -> Pulse.fresh(heartbeat, now));
    }

    private static void redefine(Beating present, Heartbeat to, Instant now, SampleBatch.Builder ended) {
        boolean sameTimes = present.heartbeat.rhythm().equals(to.rhythm())
                && present.heartbeat.grace().equals(to.grace());
        if (!PulseSeries.labels(present.heartbeat).equals(PulseSeries.labels(to))) {
            PulseSeries.end(present.heartbeat, now.toEpochMilli(), ended);
        }
        present.heartbeat = to;
        if (!sameTimes) {
            present.pulse = present.pulse.redefined(to, now);
        }
    }

    /** How a sign was taken. */
    sealed interface Taken {
        record Stored() implements Taken {}

        record UnknownToken() implements Taken {}

        /** It was not stored; it has to be given again. */
        record NotStored(IngestResult why) implements Taken {}
    }

    Taken begun(String token) {
        return take(token, (of, pulse) -> pulse.begun(of, clock.instant()));
    }

    /** @param exitCode 0 where all went well */
    Taken ended(String token, int exitCode) {
        return take(token, (of, pulse) -> pulse.ended(of, exitCode, clock.instant()));
    }

    /** What a sign makes of a pulse. */
    private interface Sign {
        Pulse given(Heartbeat of, Pulse before);
    }

    private synchronized Taken take(String token, Sign sign) {
        Beating one = byToken.get(digest(token));
        if (one == null) {
            return new Taken.UnknownToken();
        }
        Pulse next = sign.given(one.heartbeat, one.pulse);
        SampleBatch.Builder batch = SampleBatch.builder();
        PulseSeries.write(one.heartbeat, next, clock.millis(), batch);
        IngestResult result = sink.append(batch.build());
        if (!(result instanceof IngestResult.Accepted)) {
            return new Taken.NotStored(result);
        }
        one.pulse = next;
        return new Taken.Stored();
    }

    /** Stores every pulse once more, as of now: queries look only minutes back. To be called twice a minute. */
    public synchronized void repeat() {
        SampleBatch.Builder batch = SampleBatch.builder();
        beating.values().forEach(one -> PulseSeries.write(one.heartbeat, one.pulse, clock.millis(), batch));
        if (batch.sampleCount() > 0) {
            sink.append(batch.build());
        }
    }

    @Override
    public synchronized List<HeartbeatStatus> heartbeats() {
        Instant now = clock.instant();
        List<HeartbeatStatus> shown = new ArrayList<>();
        for (Beating one : beating.values()) {
            shown.add(new HeartbeatStatus(
                    one.heartbeat.name(),
                    PulseSeries.labels(one.heartbeat),
                    one.heartbeat.rhythm().text(),
                    one.heartbeat.grace(),
                    one.pulse.state(one.heartbeat, now),
                    one.pulse.lastBeat(),
                    one.pulse.started(),
                    one.pulse.due(),
                    one.pulse.exitCode(),
                    one.pulse.lastRun()));
        }
        return shown;
    }

    private static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
