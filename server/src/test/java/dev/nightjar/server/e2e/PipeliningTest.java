package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listener itself: many requests on one connection, compressed answers, names that are not ours. */
class PipeliningTest {
    @TempDir
    Path folder;

    @Test
    void a_thousand_requests_sent_at_once_are_all_answered_and_nothing_is_logged() throws Exception {
        Path data = folder.resolve("data");
        try (ServerProcess server = ServerProcess.start(data, "server", "--no-agent")) {
            String request = "GET /api/v1/query?query=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(999)
                    + "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
            URI url = server.url("");
            ByteArrayOutputStream answers = new ByteArrayOutputStream();
            try (Socket socket = new Socket(url.getHost(), url.getPort())) {
                socket.setSoTimeout(30_000);
                InputStream in = socket.getInputStream();
                Thread sending = Thread.ofVirtual().start(() -> {
                    try {
                        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                in.transferTo(answers);
                sending.join();
            }
            String text = answers.toString(StandardCharsets.UTF_8);
            assertThat(Pattern.compile("HTTP/1.1 200 OK")
                            .matcher(text)
                            .results()
                            .count())
                    .isEqualTo(1000);
        }
        assertThat(Files.readString(folder.resolve("data.stderr"))).doesNotContain("Exception");
    }

    @Test
    void foreign_names_and_other_sites_reach_nothing() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), "server", "--no-agent")) {
            URI url = server.url("");
            try (Socket socket = new Socket(url.getHost(), url.getPort())) {
                socket.getOutputStream()
                        .write("GET /metrics HTTP/1.1\r\nHost: nightjar.evil.example\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 421 ");
            }
            Http.Answer pushed = Http.post(
                    server.url("/loki/api/v1/push"),
                    "text/plain",
                    "{\"streams\":[]}",
                    "Origin",
                    "https://evil.example");
            assertThat(pushed.status()).isEqualTo(403);
        }
    }

    @Test
    void answers_are_compressed_as_the_client_prefers() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), "server", "--no-agent");
                HttpClient client = HttpClient.newHttpClient()) {
            for (String encoding : new String[] {"zstd", "gzip", "deflate"}) {
                HttpResponse<byte[]> answer = client.send(
                        HttpRequest.newBuilder(server.url("/api/v1/status/flags"))
                                .header("Accept-Encoding", encoding)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                assertThat(answer.headers().firstValue("Content-Encoding")).hasValue(encoding);
            }
        }
    }
}
