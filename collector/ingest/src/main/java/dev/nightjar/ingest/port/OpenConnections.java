package dev.nightjar.ingest.port;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The connections of one port, so many at most. Where there would be more, the sender that has the most of them loses the
 * one that it said nothing on for the longest: who only connects cannot keep others out. Thread-safe.
 */
final class OpenConnections {
    private static final Duration SILENT = Duration.ofSeconds(10);

    private final int most;
    private final Set<StreamConnection> open = ConcurrentHashMap.newKeySet();

    OpenConnections(int most) {
        this.most = most;
    }

    /** What became of one more. */
    sealed interface Admission {
        record Admitted() implements Admission {}

        /** In place of this one, which is to be closed. */
        record InPlaceOf(StreamConnection other) implements Admission {}

        /** All others are in use. */
        record Refused() implements Admission {}
    }

    synchronized Admission admit(StreamConnection one, Instant now) {
        if (open.size() < most) {
            open.add(one);
            return new Admission.Admitted();
        }
        Optional<StreamConnection> silent = longestSilent(now);
        if (silent.isEmpty()) {
            return new Admission.Refused();
        }
        open.remove(silent.get());
        open.add(one);
        return new Admission.InPlaceOf(silent.get());
    }

    private Optional<StreamConnection> longestSilent(Instant now) {
        Map<String, Long> bySender = open.stream()
                .map(StreamConnection::sender)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return open.stream()
                .filter(each -> each.heardAt().plus(SILENT).isBefore(now))
                .min(Comparator.<StreamConnection>comparingLong(each -> -bySender.getOrDefault(each.sender(), 0L))
                        .thenComparing(StreamConnection::heardAt));
    }

    void remove(StreamConnection gone) {
        open.remove(gone);
    }
}
