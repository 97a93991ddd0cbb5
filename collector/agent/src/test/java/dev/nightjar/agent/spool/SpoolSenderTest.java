package dev.nightjar.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.client.RetryPolicy;
import dev.nightjar.client.Shipment;
import dev.nightjar.client.Transport;
import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.testkit.TestingReceiver;
import dev.nightjar.testkit.TestingReceiver.Behaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolSenderTest {
    private final TestingClock clock = new TestingClock(Instant.parse("2026-11-21T04:00:00Z"));
    private final HttpClient http = Transport.newHttpClient();
    private TestingReceiver receiver;
    private DiskSpool spool;
    private SpoolSender sender;

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws Exception {
        receiver = new TestingReceiver();
        spool = DiskSpool.open(folder, 1 << 20);
        sender = newSender();
    }

    @AfterEach
    void end() {
        receiver.close();
        http.shutdownNow();
    }

    private SpoolSender newSender() {
        return new SpoolSender(
                "samples",
                spool,
                new Transport(http, receiver.uri(), "", clock),
                new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(5)),
                new SplittableRandom(3));
    }

    /** As after kill -9: nothing of the old one is told that it ends. */
    private void restart(long mostBytes) throws IOException {
        spool = DiskSpool.open(folder, mostBytes);
        sender = newSender();
    }

    private static Shipment sample(String id) {
        return Shipment.of(
                id,
                SampleBatch.builder()
                        .series(Labels.of("__name__", "m", "id", id))
                        .sample(1_000, 1)
                        .build());
    }

    private List<String> arrived() {
        return receiver.samples().stream().map(each -> each.labels().get("id")).toList();
    }

    private void settle() throws IOException {
        for (int i = 0; i < 5000 && spool.queued() > 0; i++) {
            while (sender.step(clock.instant())) {
                // more waits
            }
            clock.advance(Duration.ofSeconds(5));
        }
    }

    @Test
    void a_minute_of_500s_delays_samples_and_loses_none() throws Exception {
        receiver.otherwise(new Behaviour.Answer(500, "", ""));
        Instant end = clock.instant().plusSeconds(60);
        int put = 0;
        while (clock.instant().isBefore(end)) {
            spool.append(sample("s" + put++));
            sender.step(clock.instant());
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(arrived()).isEmpty();
        assertThat(receiver.requests()).as("not asked every second").hasSizeBetween(5, 30);
        receiver.otherwise(new Behaviour.Accept());
        settle();

        assertThat(arrived()).hasSize(60).doesNotHaveDuplicates();
        assertThat(spool.counts()).isEqualTo(new SpoolCounts(60, 0, 0));
        assertThat(sender.retries()).isPositive();
    }

    @Test
    void what_the_server_refuses_does_not_hold_up_the_rest() throws Exception {
        receiver.next(new Behaviour.Answer(400, "", "no"));
        spool.append(sample("bad"));
        spool.append(sample("good"));
        settle();

        assertThat(arrived()).containsExactly("good");
        assertThat(spool.counts()).isEqualTo(new SpoolCounts(1, 1, 0));
    }

    @Test
    void an_agent_that_ends_is_no_failure_and_what_it_was_sending_waits_for_the_next_start() throws Exception {
        spool.append(sample("s"));
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI there = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            SpoolSender interrupted = new SpoolSender(
                    "samples",
                    spool,
                    new Transport(http, there, "", clock),
                    new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(5)),
                    new SplittableRandom(3));
            FutureTask<Boolean> sent = new FutureTask<>(() ->
                    interrupted.step(clock.instant()) || !Thread.currentThread().isInterrupted());
            Thread sending = new Thread(sent);
            sending.start();
            try (Socket _ = silent.accept()) {
                sending.interrupt();
                assertThat(sent.get()).as("sent, or hidden from who ends").isFalse();
            }
            assertThat(interrupted.retries()).isZero();
        }
        assertThat(spool.queued()).isEqualTo(1);
        settle();
        assertThat(arrived()).containsExactly("s");
    }

    /** A hundred random runs of putting in, kills, lost answers, outages and a spool too small for them. */
    @Test
    void whatever_happens_every_sample_arrives_once_or_is_counted_as_lost() throws Exception {
        long put = 0;
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long mostBytes = random.nextBoolean() ? 1 << 20 : 1_500;
            restart(mostBytes);
            for (int action = 0; action < 40; action++) {
                switch (random.nextInt(7)) {
                    case 0, 1, 2 -> {
                        spool.append(sample("seed" + seed + "-" + action));
                        put++;
                    }
                    case 3 -> receiver.next(new Behaviour.StoreAndBreak());
                    case 4 -> receiver.next(new Behaviour.Answer(500, "", ""), new Behaviour.Answer(503, "", ""));
                    case 5 -> restart(mostBytes);
                    default -> sender.step(clock.instant());
                }
                clock.advance(Duration.ofMillis(random.nextInt(3000)));
            }
        }
        settle();
        Set<String> distinct = new HashSet<>(arrived());

        assertThat(arrived()).hasSize(distinct.size());
        assertThat(spool.queued()).isZero();
        assertThat(spool.counts().refused()).isZero();
        assertThat(spool.counts().delivered() + spool.counts().dropped()).isEqualTo(put);
        // one stored by the server whose answer was lost may have been dropped before it was sent again
        assertThat((long) distinct.size()).isBetween(spool.counts().delivered(), put);
    }
}
