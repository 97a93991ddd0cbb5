package dev.nightjar.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
    @TempDir
    private Path proc;

    private void process(int number, String name, String... open) throws IOException {
        Path files = Files.createDirectories(proc.resolve(number + "/fd"));
        Files.writeString(proc.resolve(number + "/comm"), name + "\n");
        for (int i = 0; i < open.length; i++) {
            Files.createSymbolicLink(files.resolve(Integer.toString(i)), Path.of(open[i]));
        }
    }

    @Test
    void who_listens_is_found_with_the_log_files_it_has_open() throws Exception {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(proc.resolve("net/tcp"), """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:1C84 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 500 1
                   1: 0100007F:1C85 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 501 1
                """);
        Files.writeString(proc.resolve("net/tcp6"), """
                  sl  local_address                         remote_address                        st
                   0: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 502 1
                """);
        process(10, "shop", "socket:[500]", "/srv/shop/app.log", "/dev/null");
        process(11, "shop", "socket:[500]", "/srv/shop/access.log");
        process(12, "client", "socket:[501]", "/srv/client.log");
        process(13, "sshd", "socket:[502]");

        assertThat(ListeningServices.find(proc))
                .containsExactly(
                        new ListeningService(
                                "shop", List.of(7300), List.of("/srv/shop/access.log", "/srv/shop/app.log")),
                        new ListeningService("sshd", List.of(22), List.of()));
    }

    @Test
    void what_is_proposed_can_be_copied_into_the_files_of_configuration() {
        List<ListeningService> services = List.of(
                new ListeningService("it's", List.of(8080, 8081), List.of("/srv/a.log")),
                new ListeningService("sshd", List.of(22), List.of()));

        assertThat(Proposals.write(services, "web-7", port -> port == 8081)).isEqualTo("""
                # Proposals: copy what you want. Into prometheus.yml (scrape.file of the server, or gateway.scrape of the agent):
                scrape_configs:
                  - job_name: 'it''s'
                    static_configs:
                      - targets: ['web-7:8081']

                # Into agent.yaml (nightjar agent --config):
                logs:
                  - path: '/srv/a.log'
                    labels: {service: 'it''s'}

                # Listening without metrics:
                #   sshd on [22]
                """);
    }

    @Test
    void a_port_is_asked_whether_it_has_metrics() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] body = "# TYPE up gauge\nup 1\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        try (MetricsProbe probe = new MetricsProbe()) {
            assertThat(probe.answers(port)).isTrue();
            server.stop(0);
            assertThat(probe.answers(port)).isFalse();
        }
    }
}
