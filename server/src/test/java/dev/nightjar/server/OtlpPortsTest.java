package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.ListenAddress;
import dev.nightjar.server.config.NightjarConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpPortsTest {
    @TempDir
    Path folder;

    private NightjarConfig config(String http, String grpc) {
        return NightjarConfig.DEFAULTS
                .withListen(new ListenAddress("127.0.0.1", 0))
                .withData(folder.resolve("data"))
                .withDefinitions(folder.resolve("definitions"))
                .withAgent(new NightjarConfig.Agent(false, Duration.ofSeconds(15), List.of()))
                .withOtlp(NightjarConfig.DEFAULTS.otlp().listeningOn(http, grpc));
    }

    private static ServerSocket someSocket() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    private static int send(HttpClient client, String origin, String path) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create(origin + path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void otlp_has_ports_of_its_own_and_does_without_one_that_is_taken() throws Exception {
        int free;
        try (ServerSocket socket = someSocket()) {
            free = socket.getLocalPort();
        }
        try (ServerSocket taken = someSocket();
                HttpClient client = HttpClient.newHttpClient();
                RunningServer server =
                        RunningServer.start(config("127.0.0.1:" + taken.getLocalPort(), "127.0.0.1:" + free))) {
            String own = "http://127.0.0.1:" + free;
            assertThat(send(client, own, "/v1/metrics")).isEqualTo(200);
            assertThat(send(client, own, "/v1/logs")).isEqualTo(200);
            assertThat(send(client, own, "/api/v1/query"))
                    .as("nothing else is there")
                    .isEqualTo(404);
            assertThat(send(client, server.here().toString(), "/v1/traces")).isEqualTo(200);
        }
    }

    @Test
    void ports_that_other_machines_reach_need_a_word() {
        assertThatThrownBy(() -> RunningServer.start(config("0.0.0.0:4318", "")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("otlp: 0.0.0.0:4318 can be reached from other machines");
    }
}
