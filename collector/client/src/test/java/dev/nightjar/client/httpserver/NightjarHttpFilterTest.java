package dev.nightjar.client.httpserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.nightjar.client.WatchedService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class NightjarHttpFilterTest {
    @Test
    void an_answer_a_refusal_and_a_failure_are_told_apart() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (WatchedService service = new WatchedService();
                HttpClient http = HttpClient.newHttpClient()) {
            server.createContext("/orders", exchange -> {
                        String path = exchange.getRequestURI().getPath();
                        exchange.sendResponseHeaders(path.endsWith("/0") ? 404 : 204, -1);
                        if (path.endsWith("/bad")) {
                            throw new IllegalStateException("after the answer");
                        }
                        exchange.close();
                    })
                    .getFilters()
                    .add(new NightjarHttpFilter(service.calls()));
            server.start();
            for (String path : List.of("17?q=shoes", "0", "bad")) {
                URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/orders/" + path);
                http.send(
                        HttpRequest.newBuilder(uri)
                                .header("nightjar-call-id", "77-1")
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }

            List<String> records = service.records(6);
            assertThat(records)
                    .filteredOn(record -> record.startsWith("call=enter"))
                    .hasSize(3)
                    .allMatch(
                            record -> record.contains("name=\"GET /orders\" version=1.4.2 caller=77-1 p_path=/orders/"))
                    .anyMatch(record -> record.endsWith("p_q=shoes"));
            assertThat(service.measured("server", "GET /orders", "204", "ok")).isEqualTo(1);
            assertThat(service.measured("server", "GET /orders", "404", "client_error"))
                    .isEqualTo(1);
            assertThat(service.measured("server", "GET /orders", "500", "server_error"))
                    .isEqualTo(1);
        } finally {
            server.stop(0);
        }
    }
}
