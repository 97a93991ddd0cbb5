package dev.nightjar.web.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents of probes, heartbeats and actions, in the words of {@code ui/src/api/contract}. */
final class LookoutDocuments {
    record Probes(List<Probe> probes) {}

    /**
     * A probe and how it went, those that fail first.
     *
     * @param kind {@code http}, {@code tcp}, {@code tls}, {@code dns} or {@code grpc}
     * @param failing when it counts as failing, such as {@code 2 of 3}
     * @param state {@code unknown}, {@code passing} or {@code failing}
     * @param certificateEndsMillis when the first of the target's certificates ends; null where none was shown
     * @param recent whether the last runs went well, oldest first
     */
    record Probe(
            String name,
            String kind,
            String target,
            String service,
            Map<String, String> labels,
            double intervalSeconds,
            String failing,
            String state,
            @Nullable ProbeRun last,
            @Nullable ProbeFailure lastFailure,
            @Nullable Long certificateEndsMillis,
            List<Boolean> recent) {}

    record ProbeRun(long atMillis, boolean success, double seconds, List<ProbePhase> phases) {}

    record ProbePhase(String name, double seconds) {}

    record ProbeFailure(long atMillis, String phase, String reason) {}

    record Heartbeats(List<Heartbeat> heartbeats) {}

    /**
     * A heartbeat and how it stands, the worst first.
     *
     * @param rhythm when a sign is expected, such as {@code every 1h}
     * @param state {@code new}, {@code up}, {@code running}, {@code late}, {@code failed} or {@code missing}
     * @param startedMillis when a run began that has not ended; null where none is under way
     * @param dueMillis by when the next sign has to have come
     * @param exitCode of the last run
     * @param lastRunSeconds how long the last run took that said when it began; null where none did
     */
    record Heartbeat(
            String name,
            String service,
            Map<String, String> labels,
            String rhythm,
            double graceSeconds,
            String state,
            @Nullable Long lastBeatMillis,
            @Nullable Long startedMillis,
            long dueMillis,
            int exitCode,
            @Nullable Double lastRunSeconds) {}

    record Actions(List<Action> actions) {}

    /**
     * What is done by itself when alerts fire.
     *
     * @param matchers which alerts
     * @param by labels that tell apart what it is done for
     * @param repeatSeconds null where it is done once
     */
    record Action(
            String name,
            String matchers,
            List<String> by,
            double cooldownSeconds,
            @Nullable Double repeatSeconds,
            boolean dryRun,
            List<ActionStanding> standings) {}

    /**
     * @param outcome of the last request, in words; empty while there was none
     * @param coolUntilMillis until when it is not done again; null where it may be
     */
    record ActionStanding(
            Map<String, String> key,
            boolean firing,
            @Nullable Long lastMillis,
            String outcome,
            @Nullable Long coolUntilMillis) {}

    private LookoutDocuments() {}
}
