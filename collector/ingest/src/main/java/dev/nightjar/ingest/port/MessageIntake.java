package dev.nightjar.ingest.port;

import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Rejection;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores messages and counts what became of them, for every port of one protocol. Thread-safe. */
final class MessageIntake {
    private static final Logger LOG = LoggerFactory.getLogger(MessageIntake.class);

    private final MessageProtocol protocol;
    private final IngestCounters counters;

    MessageIntake(MessageProtocol protocol, IngestCounters counters) {
        this.protocol = protocol;
        this.counters = counters;
    }

    MessageProtocol protocol() {
        return protocol;
    }

    /** A time after which the same messages should come again; empty where their fate is decided. */
    Optional<Duration> store(List<Message> messages) {
        String source = counters.peer(messages.getFirst().sender());
        MessageProtocol.Outcome outcome;
        try {
            outcome = protocol.store(messages);
        } catch (RuntimeException e) {
            LOG.error("{}: {} messages could not be stored; they are kept", protocol.name(), messages.size(), e);
            counters.count(protocol.name(), source, "internal", 0);
            return Optional.of(Duration.ofSeconds(1));
        }
        if (outcome.result() instanceof IngestResult.Overloaded full) {
            counters.count(protocol.name(), source, "overloaded", 0);
            return Optional.of(full.retryAfter());
        }
        Optional<Duration> later = later(outcome.result());
        if (later.isPresent()) {
            counters.count(protocol.name(), source, "rate_limited", 0);
            return later;
        }
        count(source, outcome.result());
        outcome.refused().forEach(refused -> counters.count(protocol.name(), source, refused.code(), refused.items()));
        return Optional.empty();
    }

    /** Where some were refused for the moment only: what was stored already is known to the store when it comes again. */
    private static Optional<Duration> later(IngestResult result) {
        return result instanceof IngestResult.Rejected some
                ? some.reasons().stream()
                        .map(Rejection::retryAfterSeconds)
                        .filter(seconds -> seconds > 0)
                        .max(Comparator.naturalOrder())
                        .map(Duration::ofSeconds)
                : Optional.empty();
    }

    private void count(String source, IngestResult result) {
        switch (result) {
            case IngestResult.Accepted all -> counters.count(protocol.name(), source, "accepted", all.items());
            case IngestResult.Rejected some -> {
                if (some.accepted() > 0) {
                    counters.count(protocol.name(), source, "accepted", some.accepted());
                }
                for (Rejection refused : some.reasons()) {
                    counters.count(protocol.name(), source, refused.code(), refused.items());
                }
            }
            case IngestResult.Overloaded full -> {}
        }
    }

    /** Messages that are lost, and why. */
    void lost(String sender, String reason, long messages) {
        counters.count(protocol.name(), counters.peer(sender), reason, messages);
    }
}
