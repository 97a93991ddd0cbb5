package dev.nightjar.ingest.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.definition.heartbeat.Cron;
import dev.nightjar.definition.heartbeat.Heartbeat;
import dev.nightjar.definition.heartbeat.Rhythm;
import dev.nightjar.ingest.TestingRoutes;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.probe.HeartbeatStatus;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signs of life over real HTTP; the test moves the clock. */
class HeartbeatsTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final Heartbeat SYNC = new Heartbeat(
            "sync",
            "token-of-sync",
            new Rhythm.Every(Duration.ofHours(1)),
            Duration.ofMinutes(10),
            Map.of("service", "shop"),
            "page");

    private final TestingClock clock = new TestingClock(START);
    private Heartbeats heartbeats;
    private TestingRoutes routes;

    @BeforeEach
    void open() {
        AtomicReference<Heartbeats> made = new AtomicReference<>();
        routes = new TestingRoutes((samples, logs, limits) -> {
            made.set(new Heartbeats(samples, new InMemorySeriesStore(), clock));
            return HeartbeatUrl.protocols(made.get());
        });
        heartbeats = made.get();
        heartbeats.apply(List.of(SYNC));
    }

    @AfterEach
    void close() {
        routes.close();
    }

    private int sign(String path) throws Exception {
        return routes.send("POST", path, "").statusCode();
    }

    private HeartbeatStatus status() {
        return heartbeats.heartbeats().getFirst();
    }

    private void restart(Duration after) {
        clock.advance(after);
        heartbeats = new Heartbeats(routes.series(), routes.series(), clock);
        heartbeats.apply(List.of(SYNC));
    }

    @Test
    void a_sign_moves_on_by_when_the_next_one_is_due_and_is_stored_before_it_is_answered() throws Exception {
        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.NEW);
        assertThat(status().due()).isEqualTo(START.plus(Duration.ofMinutes(70)));

        clock.advance(Duration.ofMinutes(5));
        assertThat(sign("/heartbeat/token-of-sync")).isEqualTo(200);

        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.UP);
        assertThat(status().due()).isEqualTo(START.plus(Duration.ofMinutes(75)));
        double at = START.plus(Duration.ofMinutes(5)).getEpochSecond();
        assertThat(routes.samples())
                .contains("nightjar_heartbeat_last_timestamp_seconds{heartbeat=\"sync\", job=\"heartbeat\","
                        + " service=\"shop\"} " + at + "@" + clock.millis());
    }

    @Test
    void it_is_late_and_then_missing_and_back_with_the_next_sign() throws Exception {
        sign("/heartbeat/token-of-sync");
        clock.advance(Duration.ofMinutes(61));
        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.LATE);
        clock.advance(Duration.ofMinutes(10));
        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.MISSING);
        sign("/heartbeat/token-of-sync");
        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.UP);
    }

    @Test
    void a_run_that_begins_has_the_grace_to_end() throws Exception {
        sign("/heartbeat/token-of-sync/start");
        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.RUNNING);
        assertThat(status().due()).isEqualTo(START.plus(Duration.ofMinutes(10)));
        clock.advance(Duration.ofMinutes(3));
        sign("/heartbeat/token-of-sync/0");

        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.UP);
        assertThat(status().lastRun()).contains(Duration.ofMinutes(3));

        sign("/heartbeat/token-of-sync/start");
        clock.advance(Duration.ofMinutes(11));
        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.MISSING);
    }

    @Test
    void a_run_may_say_that_it_failed() throws Exception {
        sign("/heartbeat/token-of-sync/7");
        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.FAILED);
        assertThat(status().exitCode()).isEqualTo(7);
        sign("/heartbeat/token-of-sync/fail");
        assertThat(status().exitCode()).isEqualTo(1);
        sign("/heartbeat/token-of-sync");
        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.UP);
    }

    @Test
    void the_clients_url_is_the_same_and_get_is_enough() throws Exception {
        assertThat(routes.send("GET", "/nightjar/v1/heartbeat/token-of-sync", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(status().lastBeat()).contains(START);
    }

    @Test
    void what_is_not_known_is_refused() throws Exception {
        assertThat(sign("/heartbeat/another-token")).isEqualTo(404);
        assertThat(sign("/heartbeat/token-of-sync/soon")).isEqualTo(400);
        assertThat(sign("/heartbeat/token-of-sync/256")).isEqualTo(400);
        assertThat(sign("/heartbeat/token-of-sync/0/0")).isEqualTo(404);
        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.NEW);
    }

    @Test
    void a_sign_that_could_not_be_stored_has_to_be_given_again() throws Exception {
        routes.samplesGoTo(batch -> new IngestResult.Overloaded(Duration.ofSeconds(3), "full"));

        assertThat(sign("/heartbeat/token-of-sync")).isEqualTo(503);
        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.NEW);
    }

    @Test
    void a_restart_changes_nothing_but_for_the_pause() throws Exception {
        sign("/heartbeat/token-of-sync/3");
        restart(Duration.ofSeconds(40));

        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.FAILED);
        assertThat(status().lastBeat()).contains(START);
        assertThat(status().exitCode()).isEqualTo(3);
        assertThat(status().due()).isEqualTo(START.plus(Duration.ofMinutes(70)).plusSeconds(40));
    }

    @Test
    void after_a_long_pause_the_next_sign_is_waited_for() throws Exception {
        sign("/heartbeat/token-of-sync");
        restart(Duration.ofHours(5));

        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.UP);
        assertThat(status().due()).isEqualTo(clock.instant().plus(Duration.ofMinutes(70)));
    }

    @Test
    void what_was_missing_before_a_restart_is_missing_after_it() throws Exception {
        sign("/heartbeat/token-of-sync");
        clock.advance(Duration.ofMinutes(80));
        heartbeats.repeat();
        restart(Duration.ofHours(5));

        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.MISSING);
    }

    @Test
    void another_rhythm_counts_from_the_last_sign() throws Exception {
        sign("/heartbeat/token-of-sync");
        clock.advance(Duration.ofMinutes(20));
        heartbeats.apply(List.of(new Heartbeat(
                "sync",
                "another-token",
                new Rhythm.At(Cron.parse("0 13 * * *"), ZoneOffset.UTC),
                Duration.ofMinutes(1),
                SYNC.labels(),
                "page")));

        assertThat(status().due()).isEqualTo(Instant.parse("2026-11-20T13:01:00Z"));
        assertThat(sign("/heartbeat/token-of-sync")).isEqualTo(404);
        assertThat(sign("/heartbeat/another-token")).isEqualTo(200);
    }

    @Test
    void one_that_is_taken_out_ends_its_series_and_begins_anew_when_it_comes_back() throws Exception {
        sign("/heartbeat/token-of-sync");
        heartbeats.apply(List.of());
        assertThat(heartbeats.heartbeats()).isEmpty();
        assertThat(sign("/heartbeat/token-of-sync")).isEqualTo(404);
        restart(Duration.ofMinutes(5));

        assertThat(status().state()).isEqualTo(HeartbeatStatus.State.NEW);
    }
}
