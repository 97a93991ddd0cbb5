package dev.nightjar.web.api;

import dev.nightjar.alerting.action.ActionView;
import dev.nightjar.model.Labels;
import dev.nightjar.model.probe.HeartbeatStatus;
import dev.nightjar.model.probe.ProbeStatus;
import dev.nightjar.web.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Probes, heartbeats and actions, those that need somebody first. */
final class LookoutRoutes {
    private static final List<ProbeStatus.State> PROBES_FIRST =
            List.of(ProbeStatus.State.FAILING, ProbeStatus.State.UNKNOWN, ProbeStatus.State.PASSING);
    private static final List<HeartbeatStatus.State> HEARTBEATS_FIRST = List.of(
            HeartbeatStatus.State.MISSING,
            HeartbeatStatus.State.FAILED,
            HeartbeatStatus.State.LATE,
            HeartbeatStatus.State.NEW,
            HeartbeatStatus.State.RUNNING,
            HeartbeatStatus.State.UP);

    private final NightjarApi.Lookouts lookouts;
    private final Alarms alarms;

    LookoutRoutes(NightjarApi.Lookouts lookouts, Alarms alarms) {
        this.lookouts = lookouts;
        this.alarms = alarms;
    }

    void mount(ApiRouter router) {
        router.get("probes", exchange -> Json.reply(probes()));
        router.get("heartbeats", exchange -> Json.reply(heartbeats()));
        router.get("actions", exchange -> Json.reply(actions()));
    }

    LookoutDocuments.Probes probes() {
        return new LookoutDocuments.Probes(lookouts.probes().probes().stream()
                .sorted(Comparator.comparingInt((ProbeStatus probe) -> PROBES_FIRST.indexOf(probe.state()))
                        .thenComparing(ProbeStatus::name))
                .map(LookoutRoutes::document)
                .toList());
    }

    private static LookoutDocuments.Probe document(ProbeStatus probe) {
        return new LookoutDocuments.Probe(
                probe.name(),
                probe.kind(),
                probe.target(),
                probe.labels().get("service"),
                own(probe.labels()),
                seconds(probe.interval()),
                probe.failing(),
                lower(probe.state()),
                probe.last().map(LookoutRoutes::document).orElse(null),
                probe.lastFailure()
                        .map(failure -> new LookoutDocuments.ProbeFailure(
                                failure.at().toEpochMilli(), failure.phase(), failure.reason()))
                        .orElse(null),
                millis(probe.certificateEnds()),
                probe.recent());
    }

    private static LookoutDocuments.ProbeRun document(ProbeStatus.Run run) {
        return new LookoutDocuments.ProbeRun(
                run.at().toEpochMilli(),
                run.success(),
                seconds(run.took()),
                run.phases().stream()
                        .map(phase -> new LookoutDocuments.ProbePhase(phase.name(), seconds(phase.took())))
                        .toList());
    }

    LookoutDocuments.Heartbeats heartbeats() {
        return new LookoutDocuments.Heartbeats(lookouts.heartbeats().heartbeats().stream()
                .sorted(Comparator.comparingInt((HeartbeatStatus one) -> HEARTBEATS_FIRST.indexOf(one.state()))
                        .thenComparing(HeartbeatStatus::name))
                .map(LookoutRoutes::document)
                .toList());
    }

    private static LookoutDocuments.Heartbeat document(HeartbeatStatus one) {
        return new LookoutDocuments.Heartbeat(
                one.name(),
                one.labels().get("service"),
                own(one.labels()),
                one.rhythm(),
                seconds(one.grace()),
                lower(one.state()),
                millis(one.lastBeat()),
                millis(one.started()),
                one.due().toEpochMilli(),
                one.exitCode(),
                one.lastRun().map(LookoutRoutes::seconds).orElse(null));
    }

    LookoutDocuments.Actions actions() {
        return new LookoutDocuments.Actions(
                alarms.actions().stream().map(LookoutRoutes::document).toList());
    }

    private static LookoutDocuments.Action document(ActionView action) {
        return new LookoutDocuments.Action(
                action.name(),
                action.matchers(),
                action.by(),
                seconds(action.cooldown()),
                action.repeat().map(LookoutRoutes::seconds).orElse(null),
                action.dryRun(),
                action.standings().stream()
                        .map(standing -> new LookoutDocuments.ActionStanding(
                                standing.key().toMap(),
                                standing.firing(),
                                millis(standing.last()),
                                standing.outcome(),
                                millis(standing.coolUntil())))
                        .toList());
    }

    /** Without those that say only what it is. */
    private static Map<String, String> own(Labels labels) {
        return labels.without(List.of("job", "probe", "heartbeat", "instance", "service"))
                .toMap();
    }

    private static String lower(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static @Nullable Long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(null);
    }
}
