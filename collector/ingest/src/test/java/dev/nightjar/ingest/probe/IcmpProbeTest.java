package dev.nightjar.ingest.probe;

import static dev.nightjar.ingest.probe.ProbeBench.has;
import static dev.nightjar.ingest.probe.ProbeBench.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pings the loopback for real; skipped where the kernel lets this process ping nobody. */
class IcmpProbeTest {
    @TempDir
    Path folder;

    private ProbeBench bench;

    @BeforeEach
    void open() {
        bench = new ProbeBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private ProbeOutcome ping(String target, String... icmp) throws IOException {
        List<String> module = new ArrayList<>(List.of("prober: icmp"));
        module.addAll(List.of(icmp));
        ProbeOutcome outcome = bench.run(target, module.toArray(String[]::new));
        assumeFalse(outcome.reason().startsWith("the kernel lets this process ping nobody"), outcome.reason());
        assumeFalse(outcome.reason().endsWith("does not speak that version of IP"), outcome.reason());
        return outcome;
    }

    @Test
    void the_answer_of_ip_4_is_measured_phase_by_phase() throws IOException {
        ProbeOutcome outcome = ping("127.0.0.1");

        assertThat(outcome.success()).as(outcome.log().toString()).isTrue();
        assertThat(value(outcome, "probe_success")).isEqualTo(1);
        assertThat(value(outcome, "probe_ip_protocol")).isEqualTo(4);
        assertThat(value(outcome, "probe_icmp_reply_hop_limit")).isBetween(1.0, 255.0);
        for (String phase : List.of("resolve", "setup", "rtt")) {
            assertThat(value(outcome, "probe_icmp_duration_seconds", "phase", phase))
                    .isBetween(1e-9, value(outcome, "probe_duration_seconds"));
        }
        assertThat(has(outcome, "probe_dns_lookup_time_seconds")).isTrue();
    }

    @Test
    void it_is_sent_from_the_address_that_is_asked_for() throws IOException {
        ProbeOutcome own = ping("127.0.0.1", "icmp: {source_ip_address: 127.0.0.77}");
        ProbeOutcome foreign = ping("127.0.0.1", "icmp: {source_ip_address: 192.0.2.1}");

        assertThat(own.success()).as(own.log().toString()).isTrue();
        assertThat(foreign.success()).isFalse();
        assertThat(foreign.reason()).startsWith("bind");
    }

    @Test
    void so_is_the_answer_of_ip_6() throws IOException {
        for (String target : List.of("::1", "[::1]")) {
            ProbeOutcome outcome = ping(target);
            assumeFalse(
                    outcome.reason().contains("no address to send from")
                            || outcome.reason().contains("no route"),
                    "no ::1 here");

            assertThat(outcome.success()).as(outcome.log().toString()).isTrue();
            assertThat(value(outcome, "probe_ip_protocol")).isEqualTo(6);
            assertThat(value(outcome, "probe_icmp_reply_hop_limit")).isBetween(1.0, 255.0);
        }
    }

    @Test
    void a_packet_may_be_as_large_as_there_are() throws IOException {
        assertThat(ping("127.0.0.1", "icmp: {payload_size: 65507}").success()).isTrue();
        assertThat(ping("127.0.0.1", "icmp: {payload_size: 1, ttl: 1, dont_fragment: true}")
                        .success())
                .isTrue();
    }

    @Test
    void pings_at_one_time_do_not_take_each_others_answers() throws Exception {
        ping("127.0.0.1"); // skips where none can be sent
        List<Callable<ProbeOutcome>> all = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            int size = i + 1;
            var check = bench.check("prober: icmp", "icmp: {payload_size: " + size + "}");
            all.add(() ->
                    bench.prober.probe(check, "127.0.0.1", java.util.Optional.empty(), 0, Duration.ofSeconds(20)));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<ProbeOutcome> one : threads.invokeAll(all)) {
                assertThat(one.get().success()).as(one.get().log().toString()).isTrue();
            }
        }
    }

    @Test
    void a_name_that_nobody_knows_fails_before_a_socket_is_opened() throws IOException {
        ProbeOutcome outcome = bench.run("nobody.invalid", "prober: icmp");

        assertThat(outcome.failedPhase()).isEqualTo("resolve");
        assertThat(value(outcome, "probe_icmp_duration_seconds", "phase", "rtt"))
                .isZero();
        assertThat(has(outcome, "probe_icmp_reply_hop_limit")).isFalse();
    }
}
