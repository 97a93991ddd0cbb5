package dev.nightjar.ingest.port;

import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Rejection;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores messages and counts what became of them, for every port of one protocol. Thread-safe. */
final class MessageIntake {
    private static final Logger LOG = LoggerFactory.getLogger(MessageIntake.class);

    private final MessageProtocol protocol;
    private final IngestCounters counters;
    private final AtomicLong places = new AtomicLong();

    MessageIntake(MessageProtocol protocol, IngestCounters counters) {
        this.protocol = protocol;
        this.counters = counters;
    }

    MessageProtocol protocol() {
        return protocol;
    }

    /** Where the next message stands among all. */
    long nextPlace() {
        return places.getAndIncrement();
    }

    /** A time after which the same messages should come again; empty where their fate is decided. */
    Optional<Duration> store(List<Message> messages) {
        String source = counters.peer(messages.getFirst().sender());
        MessageProtocol.Outcome outcome;
        try {
            outcome = protocol.store(messages);
        } catch (RuntimeException e) {
            LOG.error("{}: {} messages could not be stored; they are kept", protocol.name(), messages.size(), e);
            counters.refused(
                    protocol.name(), source, new Rejection("internal", "storing failed; see the server's log", 0));
            return Optional.of(Duration.ofSeconds(1));
        }
        if (outcome.result() instanceof IngestResult.Overloaded full) {
            counters.refused(protocol.name(), source, new Rejection("overloaded", full.reason(), 0));
            return Optional.of(full.retryAfter());
        }
        Optional<Rejection> later = later(outcome.result());
        if (later.isPresent()) {
            counters.refused(
                    protocol.name(),
                    source,
                    new Rejection("rate_limited", later.get().message(), 0));
            return Optional.of(Duration.ofSeconds(later.get().retryAfterSeconds()));
        }
        count(source, outcome.result());
        outcome.refused().forEach(refused -> counters.refused(protocol.name(), source, refused));
        return Optional.empty();
    }

    /** Where some were refused for the moment only: what was stored already is known to the store when it comes again. */
    private static Optional<Rejection> later(IngestResult result) {
        return result instanceof IngestResult.Rejected some
                ? some.reasons().stream()
                        .filter(reason -> reason.retryAfterSeconds() > 0)
                        .max(Comparator.comparingLong(Rejection::retryAfterSeconds))
                : Optional.empty();
    }

    private void count(String source, IngestResult result) {
        switch (result) {
            case IngestResult.Accepted all -> counters.accepted(protocol.name(), source, all.items());
            case IngestResult.Rejected some -> {
                if (some.accepted() > 0) {
                    counters.accepted(protocol.name(), source, some.accepted());
                }
                for (Rejection refused : some.reasons()) {
                    counters.refused(protocol.name(), source, refused);
                }
            }
            case IngestResult.Overloaded full -> {}
        }
    }

    /** Messages that are lost, and why. */
    void lost(String sender, Rejection why) {
        counters.refused(protocol.name(), counters.peer(sender), why);
    }
}
