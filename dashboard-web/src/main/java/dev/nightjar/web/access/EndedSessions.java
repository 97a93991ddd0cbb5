package dev.nightjar.web.access;

import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.EventsNotStoredException;
import dev.nightjar.model.event.SessionEvent;
import dev.nightjar.model.event.SessionEvent.SessionEnded;
import dev.nightjar.model.event.SessionEvent.SessionsEnded;
import dev.nightjar.model.event.StoredEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The sessions that ended before their time, as the events say: single ones by their ids, all of somebody's by the instant
 * before which they began. Each is known for as long as such a session could otherwise last, and no longer. Thread-safe.
 */
public final class EndedSessions implements EventLog.Listener {
    private final InstantSource clock;
    private final Consumer<SessionEvent> keep;

    /** When each session, by its id, would have ended by itself. */
    private final Map<String, Instant> single = new ConcurrentHashMap<>();

    /** When the first session began that counts, by the name of whose it is, whatever its capitals. */
    private final Map<String, Instant> firsts = new ConcurrentHashMap<>();

    private EndedSessions(InstantSource clock, Consumer<SessionEvent> keep) {
        this.clock = clock;
        this.keep = keep;
    }

    /** Knows of none until it is told what {@code log} holds; what ends later is written there. */
    public static EndedSessions unread(EventLog log, InstantSource clock) {
        return new EndedSessions(clock, event -> log.append(List.of(event)));
    }

    /** Knows of none, and of what ends later only as long as the process runs. */
    static EndedSessions forgetful(InstantSource clock) {
        return new EndedSessions(clock, event -> {});
    }

    @Override
    public void appended(List<StoredEvent> events) {
        for (StoredEvent stored : events) {
            if (stored.event() instanceof SessionEvent event) {
                apply(event);
            }
        }
    }

    /** Takes to be so what is in the log, or is just being written there. */
    public void apply(SessionEvent event) {
        Instant now = clock.instant();
        switch (event) {
            case SessionEnded ended -> {
                if (ended.until().isAfter(now)) {
                    single.put(ended.sessionId(), ended.until());
                }
            }
            case SessionsEnded ended -> {
                if (canMatter(ended.before(), now)) {
                    firsts.merge(
                            key(ended.user()), ended.before().truncatedTo(ChronoUnit.MILLIS), EndedSessions::later);
                }
            }
        }
    }

    private static boolean canMatter(Instant before, Instant now) {
        return before.plus(Sessions.LIFETIME).isAfter(now);
    }

    boolean holds(Session session) {
        return single.containsKey(session.id())
                || session.begunAt().isBefore(first(session.user().name()));
    }

    /** When a session that {@code user} begins now begins: never before what has ended, whatever the clock says. */
    Instant beginning(String user) {
        return later(clock.instant(), first(user));
    }

    private Instant first(String user) {
        return firsts.getOrDefault(key(user), Instant.MIN);
    }

    /**
     * Ends one session. Blocks until that is written.
     *
     * @throws EventsNotStoredException where it could not be; the session has ended all the same, until the process does
     */
    void end(Session session) {
        end(new SessionEnded(clock.instant(), session.user().name(), session.id(), session.endsAt()));
    }

    /**
     * Ends all sessions of {@code user}. Blocks until that is written.
     *
     * @throws EventsNotStoredException where it could not be; they have ended all the same, until the process does
     */
    void endAll(String user, String by) {
        end(all(user, clock.instant(), by));
    }

    /** That all sessions of {@code user} end that there are now. */
    public static SessionsEnded all(String user, Instant now, String by) {
        return new SessionsEnded(now, user, now.truncatedTo(ChronoUnit.MILLIS).plusMillis(1), by);
    }

    private void end(SessionEvent event) {
        forget();
        apply(event);
        keep.accept(event);
    }

    private void forget() {
        Instant now = clock.instant();
        single.values().removeIf(until -> !until.isAfter(now));
        firsts.values().removeIf(before -> !canMatter(before, now));
    }

    /** How many endings are remembered. */
    int size() {
        return single.size() + firsts.size();
    }

    private static String key(String user) {
        return user.toLowerCase(Locale.ROOT);
    }

    private static Instant later(Instant one, Instant other) {
        return Stream.of(one, other).max(Instant::compareTo).orElseThrow();
    }
}
