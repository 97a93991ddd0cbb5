package dev.nightjar.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.probe.HeartbeatStatus;
import dev.nightjar.model.probe.ProbeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookoutRoutesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private static ProbeStatus probe(String name, ProbeStatus.State state) {
        return new ProbeStatus(
                name,
                "http",
                "https://shop.example",
                Labels.of(
                        "job",
                        "probe",
                        "probe",
                        name,
                        "instance",
                        "https://shop.example",
                        "service",
                        "shop",
                        "team",
                        "a"),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                "2 of 3",
                state,
                Optional.of(new ProbeStatus.Run(
                        NOW,
                        false,
                        Duration.ofMillis(250),
                        List.of(new ProbeStatus.Phase("connect", Duration.ofMillis(40))))),
                Optional.of(new ProbeStatus.Failure(NOW, "connect", "refused")),
                Optional.of(NOW.plus(Duration.ofDays(10))),
                List.of(true, false));
    }

    private static HeartbeatStatus heartbeat(String name, HeartbeatStatus.State state) {
        return new HeartbeatStatus(
                name,
                Labels.of("job", "heartbeat", "heartbeat", name),
                "every 1h",
                Duration.ofMinutes(5),
                state,
                Optional.empty(),
                Optional.of(NOW),
                NOW.plusSeconds(60),
                2,
                Optional.empty());
    }

    private static LookoutRoutes routes(List<ProbeStatus> probes, List<HeartbeatStatus> heartbeats) {
        return new LookoutRoutes(new NightjarApi.Lookouts(() -> probes, () -> heartbeats), new TestingAlarms());
    }

    @Test
    void a_probe_shows_its_last_run_its_last_failure_and_its_certificate() {
        assertThat(routes(List.of(probe("front", ProbeStatus.State.FAILING)), List.of())
                        .probes()
                        .probes())
                .containsExactly(new LookoutDocuments.Probe(
                        "front",
                        "http",
                        "https://shop.example",
                        "shop",
                        Map.of("team", "a"),
                        30,
                        "2 of 3",
                        "failing",
                        new LookoutDocuments.ProbeRun(
                                NOW.toEpochMilli(),
                                false,
                                0.25,
                                List.of(new LookoutDocuments.ProbePhase("connect", 0.04))),
                        new LookoutDocuments.ProbeFailure(NOW.toEpochMilli(), "connect", "refused"),
                        NOW.plus(Duration.ofDays(10)).toEpochMilli(),
                        List.of(true, false)));
    }

    @Test
    void what_needs_somebody_stands_first() {
        LookoutRoutes routes = routes(
                List.of(
                        probe("a", ProbeStatus.State.PASSING),
                        probe("b", ProbeStatus.State.UNKNOWN),
                        probe("c", ProbeStatus.State.FAILING)),
                List.of(
                        heartbeat("a", HeartbeatStatus.State.UP),
                        heartbeat("b", HeartbeatStatus.State.FAILED),
                        heartbeat("c", HeartbeatStatus.State.MISSING)));

        assertThat(routes.probes().probes())
                .extracting(LookoutDocuments.Probe::name)
                .containsExactly("c", "b", "a");
        assertThat(routes.heartbeats().heartbeats())
                .extracting(LookoutDocuments.Heartbeat::name)
                .containsExactly("c", "b", "a");
        assertThat(routes.heartbeats().heartbeats().getFirst())
                .isEqualTo(new LookoutDocuments.Heartbeat(
                        "c",
                        "",
                        Map.of(),
                        "every 1h",
                        300,
                        "missing",
                        null,
                        NOW.toEpochMilli(),
                        NOW.plusSeconds(60).toEpochMilli(),
                        2,
                        null));
    }
}
