package dev.nightjar.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.agent.spool.DiskSpool;
import dev.nightjar.client.Shipment;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GatewayTest {
    private static final String PROTOBUF = "application/x-protobuf";

    private final HttpClient http = HttpClient.newHttpClient();
    private DiskSpool spool;
    private Gateway gateway;

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws Exception {
        spool = DiskSpool.open(folder, 1 << 20);
        gateway = Gateway.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), spool, new SplittableRandom(1));
    }

    @AfterEach
    void end() throws Exception {
        gateway.close();
        spool.close();
        http.shutdownNow();
    }

    private HttpResponse<String> post(String path, String type, String encoding, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!encoding.isEmpty()) {
            request.header("Content-Encoding", encoding);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes(text));
        }
        return out.toByteArray();
    }

    @Test
    void a_request_is_answered_when_it_lies_on_the_disk_to_be_sent_on_as_it_is() throws Exception {
        HttpResponse<String> answer = post("/v1/metrics", PROTOBUF, "", bytes("frame"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).contains(PROTOBUF);
        Shipment waiting = spool.oldest().orElseThrow();
        assertThat(waiting.path()).isEqualTo("/v1/metrics");
        assertThat(waiting.contentType()).isEqualTo(PROTOBUF);
        assertThat(waiting.body()).asString().isEqualTo("frame");
        assertThat(gateway.taken()).isEqualTo(1);
    }

    @Test
    void what_was_compressed_waits_as_it_was_before() throws Exception {
        HttpResponse<String> answer = post("/v1/logs", "application/json; charset=utf-8", "gzip", gzip("{\"a\":1}"));

        assertThat(answer.body()).isEqualTo("{}");
        assertThat(spool.oldest().orElseThrow().body()).asString().isEqualTo("{\"a\":1}");
        assertThat(post("/v1/logs", PROTOBUF, "gzip", bytes("no gzip")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void what_cannot_be_kept_is_given_back_to_its_sender() throws Exception {
        HttpResponse<String> answer = post("/v1/traces", PROTOBUF, "", new byte[2 << 20]);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.body()).contains("is larger than the spool");
        assertThat(gateway.taken()).isZero();
    }

    @Test
    void other_paths_methods_and_types_are_told_what_is_taken() throws Exception {
        assertThat(post("/v1/metrics/x", PROTOBUF, "", new byte[0]).statusCode())
                .isEqualTo(404);
        assertThat(post("/v1/metrics", "text/plain", "", new byte[0]).statusCode())
                .isEqualTo(415);
        HttpRequest get = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/v1/metrics"))
                .build();
        assertThat(http.send(get, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
    }

    /** Begins a request of 200,000 bytes and sends all but so many. */
    private Socket begin(int left) throws Exception {
        Socket one = new Socket("127.0.0.1", gateway.port());
        one.setSoTimeout(60_000);
        one.getOutputStream()
                .write(bytes("POST /v1/logs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + PROTOBUF
                        + "\r\nContent-Length: 200000\r\n\r\n"));
        one.getOutputStream().write(new byte[200_000 - left]);
        return one;
    }

    @Test
    void requests_that_never_end_keep_nobody_waiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                slow.add(begin(199_999));
            }
            assertThat(post("/v1/logs", PROTOBUF, "", bytes("line")).statusCode())
                    .isEqualTo(200);
        } finally {
            for (Socket one : slow) {
                one.close();
            }
        }
    }

    private static String firstLine(Socket answered) throws Exception {
        return new BufferedReader(new InputStreamReader(answered.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
    }

    @Test
    @Timeout(60)
    void bodies_have_their_room_together_and_give_it_back() throws Exception {
        gateway.close();
        gateway = Gateway.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), spool, new SplittableRandom(1), 300_000);
        try (Socket first = begin(1)) {
            while (gateway.roomBytes() > 300_000 - 199_999 && !Thread.interrupted()) {
                Thread.onSpinWait();
            }
            try (Socket second = begin(1)) {
                assertThat(firstLine(second)).isEqualTo("HTTP/1.1 503 Service Unavailable");
            }
            first.getOutputStream().write(0);
            assertThat(firstLine(first)).isEqualTo("HTTP/1.1 200 OK");
        }
        assertThat(post("/v1/logs", PROTOBUF, "", new byte[200_000]).statusCode())
                .isEqualTo(200);
    }
}
