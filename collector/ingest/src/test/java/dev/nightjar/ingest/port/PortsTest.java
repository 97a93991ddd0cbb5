package dev.nightjar.ingest.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.TestingRoutes;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Rejection;
import dev.nightjar.testkit.TestingClock;
import io.vertx.core.Vertx;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final IngestCounters counters = new IngestCounters(InstantSource.system());
    private final Ports ports = new Ports(vertx, TestingRoutes.LIMITS, counters, InstantSource.system(), workers);
    private final BlockingQueue<String> stored = new ArrayBlockingQueue<>(10_000);
    private final AtomicInteger timesFull = new AtomicInteger();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        ports.close();
        vertx.close().await();
        workers.close();
    }

    /** Stores texts, after it was full as often as asked; "bad" is refused. */
    private final class Texts implements MessageProtocol {
        private final Framing framing;

        Texts(Framing framing) {
            this.framing = framing;
        }

        @Override
        public String name() {
            return "texts";
        }

        @Override
        public Framing framing() {
            return framing;
        }

        @Override
        public Outcome store(List<Message> messages) {
            if (timesFull.getAndUpdate(times -> Math.max(0, times - 1)) > 0) {
                return new Outcome(new IngestResult.Overloaded(Duration.ofMillis(5), "full"), List.of());
            }
            int bad = 0;
            for (Message message : messages) {
                String text = message.text();
                if (text.equals("bad")) {
                    bad++;
                } else {
                    stored.add(text);
                }
            }
            List<Rejection> refused = bad == 0 ? List.of() : List.of(new Rejection("bad", "bad", bad));
            return new Outcome(new IngestResult.Accepted((long) messages.size() - bad), refused);
        }
    }

    private List<String> take(int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            String one = stored.poll(20, TimeUnit.SECONDS);
            if (one == null) {
                break;
            }
            taken.add(one);
        }
        return taken;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Items by outcome, as soon as {@code expected} is among them. */
    private void awaitCount(String outcome, long items) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (count(outcome) < items && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(count(outcome)).isEqualTo(items);
    }

    private long count(String outcome) {
        return counters.snapshot().stream()
                .filter(count -> count.outcome().equals(outcome))
                .mapToLong(IngestCounters.Count::items)
                .sum();
    }

    @Test
    void a_connection_loses_nothing_however_long_the_store_is_full() throws Exception {
        timesFull.set(30);
        int port = ports.tcp("127.0.0.1", 0, new Texts(MessageProtocol.Framing.LINES), Optional.empty());
        List<String> sent = new ArrayList<>();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < 5000; i++) {
                sent.add("line " + i);
                out.write(bytes("line " + i + (i == 4999 ? "" : "\n")));
            }
        }

        assertThat(take(5000)).isEqualTo(sent);
        awaitCount("accepted", 5000);
        assertThat(counters.snapshot())
                .filteredOn(count -> count.outcome().equals("overloaded"))
                .first()
                .satisfies(count -> {
                    assertThat(count.protocol()).isEqualTo("texts");
                    assertThat(count.source()).isEqualTo("127.0.0.1");
                    assertThat(count.requests()).isEqualTo(30);
                });
    }

    @Test
    void connections_on_which_nothing_is_said_make_room_for_others() throws Exception {
        TestingClock clock = new TestingClock(Instant.parse("2026-01-01T00:00:00Z"));
        try (Ports few = new Ports(vertx, TestingRoutes.LIMITS, counters, clock, workers, 2)) {
            int port = few.tcp("127.0.0.1", 0, new Texts(MessageProtocol.Framing.LINES), Optional.empty());
            try (Socket dripping = new Socket("127.0.0.1", port);
                    Socket talking = new Socket("127.0.0.1", port)) {
                talking.getOutputStream().write(bytes("one\n"));
                assertThat(take(1)).containsExactly("one");
                try (Socket refused = new Socket("127.0.0.1", port)) {
                    assertThat(refused.getInputStream().read()).isEqualTo(-1);
                }
                clock.advance(Duration.ofSeconds(11));
                dripping.getOutputStream().write('x');
                talking.getOutputStream().write(bytes("two\n"));
                assertThat(take(1)).containsExactly("two");
                try (Socket third = new Socket("127.0.0.1", port)) {
                    third.getOutputStream().write(bytes("three\n"));
                    assertThat(dripping.getInputStream().read()).isEqualTo(-1);
                    assertThat(take(2)).containsExactlyInAnyOrder("x", "three");
                }
                talking.getOutputStream().write(bytes("four\n"));
                assertThat(take(1)).containsExactly("four");
            }
        }
        assertThat(counters.snapshot())
                .filteredOn(count -> count.outcome().equals("too_many_connections"))
                .extracting(IngestCounters.Count::requests)
                .containsExactly(2L);
    }

    @Test
    void what_is_refused_and_what_is_too_long_is_counted_by_reason() throws Exception {
        int port = ports.tcp("127.0.0.1", 0, new Texts(MessageProtocol.Framing.COUNTED_OR_LINES), Optional.empty());
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(bytes("bad\n4 good" + "x".repeat(1001) + "\nlast\n"));
            assertThat(take(2)).containsExactly("good", "last");
        }

        awaitCount("bad", 1);
        awaitCount("line_too_long", 1);
        awaitCount("accepted", 2);
    }

    @Test
    void datagrams_wait_for_a_full_store_and_have_several_lines() throws Exception {
        timesFull.set(3);
        int port = ports.udp("127.0.0.1", 0, new Texts(MessageProtocol.Framing.LINES));
        try (DatagramSocket socket = new DatagramSocket()) {
            for (String text : List.of("a\nb\n", "c", "x".repeat(1001))) {
                byte[] bytes = bytes(text);
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), port));
            }
        }

        assertThat(take(3)).containsExactly("a", "b", "c");
        awaitCount("line_too_long", 1);
    }

    @Test
    void tls_is_spoken_with_the_certificate_that_the_files_hold_by_now() throws Exception {
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        issue(certificate, key);
        PortTls tls = new PortTls(CertificateFiles.read(certificate, key), Optional.empty());
        int port = ports.tcp("127.0.0.1", 0, new Texts(MessageProtocol.Framing.LINES), Optional.of(tls));
        SSLSocketFactory first = trusting(certificate);
        try (Socket socket = first.createSocket("127.0.0.1", port)) {
            socket.getOutputStream().write(bytes("secret\n"));
            assertThat(take(1)).containsExactly("secret");

            issue(certificate, key);
            tls.files().renew();
            SSLSocketFactory renewed = trusting(certificate);
            awaitGreeting(renewed, port);
            assertThat(greets(first, port)).isFalse();

            socket.getOutputStream().write(bytes("still here\n"));
            assertThat(take(1)).containsExactly("still here");
        }
        Files.writeString(key, "nothing");
        tls.files().renew();
        assertThat(greets(trusting(certificate), port))
                .as("what cannot be shown leaves what was shown")
                .isTrue();
    }

    private static void issue(Path certificate, Path key) throws IOException {
        SelfSignedCertificate made = SelfSignedCertificate.create("localhost");
        Files.copy(Path.of(made.certificatePath()), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(Path.of(made.privateKeyPath()), key, StandardCopyOption.REPLACE_EXISTING);
        made.delete();
    }

    private static void awaitGreeting(SSLSocketFactory trusting, int port) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!greets(trusting, port) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(greets(trusting, port)).isTrue();
    }

    private static boolean greets(SSLSocketFactory trusting, int port) {
        try (SSLSocket socket = (SSLSocket) trusting.createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static SSLSocketFactory trusting(Path certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    @Test
    void what_the_kernel_threw_away_is_read_from_its_table() throws Exception {
        Path table = folder.resolve("udp");
        String line = "  %d: 0100007F:%04X 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 12345 2 0 %d\n";
        Files.writeString(
                table, "  sl local_address … drops\n" + line.formatted(1, 8125, 7) + line.formatted(2, 514, 99));
        KernelDrops drops = new KernelDrops(8125, List.of(table, folder.resolve("udp6")));

        assertThat(drops.more()).isEqualTo(7);
        assertThat(drops.more()).isZero();
        Files.writeString(table, line.formatted(1, 8125, 9));
        assertThat(drops.more()).isEqualTo(2);
    }
}
