package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.server.config.ConfigLoader;
import dev.nightjar.server.config.NightjarConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told that Nightjar is ready may send to every one of its ports. */
class ReadyTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        http.shutdownNow();
        beside.shutdownNow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            return socket.getLocalPort();
        }
    }

    private NightjarConfig config(int port, int syslog, int statsd) throws Exception {
        return ConfigLoader.load(
                Optional.of(Files.writeString(
                        folder.resolve("nightjar.yaml"), """
                        listen: 127.0.0.1:%d
                        data: %s
                        otlp: {http: "", grpc: ""}
                        agent: {enabled: false}
                        ports: {syslogTcp: "127.0.0.1:%d", statsdTcp: "127.0.0.1:%d"}
                        """.formatted(port, folder.resolve("data"), syslog, statsd))),
                Map.of());
    }

    /** What {@code /-/ready} is answered; 0 while nothing answers. */
    private int ready(int port) throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/-/ready"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void the_ports_of_syslog_and_its_kin_listen_before_ready_is_said() throws Exception {
        int port = freePort();
        int syslog = freePort();
        int statsd = freePort();
        NightjarConfig config = config(port, syslog, statsd);
        Future<RunningServer> starting = beside.submit(() -> RunningServer.start(config));
        while (ready(port) != 200) {
            assertThat(starting.state()).as("the start").isNotEqualTo(Future.State.FAILED);
        }
        try (Socket toSyslog = new Socket(HERE, syslog);
                Socket toStatsd = new Socket(HERE, statsd)) {
            assertThat(toSyslog.isConnected() && toStatsd.isConnected()).isTrue();
        } finally {
            starting.get().close();
        }
    }

    @Test
    void a_server_that_cannot_take_all_of_its_ports_is_ready_at_no_time() throws Exception {
        int port = freePort();
        Set<Integer> answers = ConcurrentHashMap.newKeySet();
        try (ServerSocket taken = new ServerSocket(0, 1, HERE)) {
            NightjarConfig config = config(port, freePort(), taken.getLocalPort());
            Future<?> asking = beside.submit(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    answers.add(ready(port));
                }
                return answers;
            });
            assertThatThrownBy(() -> RunningServer.start(config))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("ports.statsdTcp: cannot listen on 127.0.0.1:" + taken.getLocalPort());
            asking.cancel(true);
        }
        assertThat(answers).doesNotContain(200);
    }
}
