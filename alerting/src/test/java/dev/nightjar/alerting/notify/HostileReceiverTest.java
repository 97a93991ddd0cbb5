package dev.nightjar.alerting.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.routing.AlertmanagerFile;
import dev.nightjar.alerting.routing.Routing;
import dev.nightjar.definition.Problems;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import dev.nightjar.model.event.NoticeEvent.Shown;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What receivers answer that mean no good, and alerts whose texts are meant to break the message. */
@Timeout(20)
class HostileReceiverTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** A heap's worth. */
    private static final long ENDLESS_BYTES = 4L << 30;

    @TempDir
    Path folder;

    private final List<ServerSocket> servers = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final CountDownLatch hungUp = new CountDownLatch(1);

    @AfterEach
    void stop() throws IOException {
        for (ServerSocket server : servers) {
            server.close();
        }
    }

    /** What a server does after it has read a request's head. */
    private interface Behaviour {
        void answer(Socket client, OutputStream out) throws IOException;
    }

    private String server(Behaviour behaviour) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        servers.add(server);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    heads.add(head(client));
                    behaviour.answer(client, client.getOutputStream());
                } catch (IOException e) {
                    hungUp.countDown();
                }
            }
        });
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private static String head(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void endless(Socket client, OutputStream out) throws IOException {
        byte[] piece = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + ENDLESS_BYTES + "\r\n\r\n"));
        for (long sent = 0; sent < ENDLESS_BYTES; sent += piece.length) {
            out.write(piece);
        }
    }

    private SendResult send(String receiver, Map<String, String> annotations, Duration deadline) {
        Problems problems = new Problems();
        Routing routing = AlertmanagerFile.read(
                "alertmanager.yml",
                folder,
                "route: {receiver: r}\nreceivers:\n  - name: r\n" + receiver.indent(4),
                problems);
        assertThat(problems.sorted()).isEmpty();
        NoticeQueued notice = new NoticeQueued(
                NOON,
                "n1",
                "{}",
                "{}:{alertname=\"Slow\"}",
                "r",
                "x[0]",
                "first",
                Labels.of("alertname", "Slow"),
                List.of(new Shown(Labels.of("alertname", "Slow"), annotations, NOON, null, "")));
        try (Senders senders = new Senders(() -> DefaultTemplates.with(routing), "http://nightjar.example", deadline)) {
            return senders.send(
                    routing.receiver("r").orElseThrow().integrations().getFirst(), notice, "", NOON.plusSeconds(60));
        }
    }

    private SendResult hook(String url, String settings) {
        return send(
                "webhook_configs: [{url: '" + url + "/', http_config: {" + settings + "}}]\n",
                Map.of(),
                Duration.ofSeconds(10));
    }

    @Test
    void an_answer_without_an_end_is_not_kept_and_its_connection_is_closed() throws Exception {
        assertThat(hook(server(HostileReceiverTest::endless), "")).isEqualTo(new SendResult.Accepted("answered 200"));
        assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void an_answer_that_falls_silent_behind_its_head_counts_for_what_its_status_says() throws Exception {
        String url = server((client, out) -> {
            out.write(ascii("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\nno room"));
            client.getInputStream().transferTo(OutputStream.nullOutputStream()); // until the other side has had enough
        });
        assertThat(send("webhook_configs: [{url: '" + url + "/'}]\n", Map.of(), Duration.ofMillis(300)))
                .isEqualTo(new SendResult.Retry("answered 503: no room", null));
    }

    @Test
    void a_token_without_an_end_is_none() throws Exception {
        String tokens = server(HostileReceiverTest::endless);
        assertThat(hook(tokens, "oauth2: {client_id: us, client_secret: s, token_url: '" + tokens + "/token'}"))
                .isEqualTo(new SendResult.Retry(
                        "no answer: no token: " + tokens + "/token answered with what is not JSON", null));
    }

    @ParameterizedTest
    @CsvSource({"authorization: {credentials: sesame}", "'http_headers: {X-Api-Key: {secrets: [sesame]}}'"})
    void a_redirect_to_another_server_takes_no_secret_along(String settings) throws Exception {
        String other = server((client, out) -> out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")));
        String first = server((client, out) ->
                out.write(ascii("HTTP/1.1 307 Elsewhere\r\nLocation: " + other + "/\r\nContent-Length: 0\r\n\r\n")));
        hook(first, settings);
        assertThat(heads.getFirst()).contains("sesame");
        assertThat(heads).hasSize(2);
        assertThat(heads.getLast()).startsWith("POST / ").doesNotContain("sesame");
    }

    @Test
    void a_redirect_within_the_server_takes_them_along_and_one_to_see_another_page_no_body() throws Exception {
        String url = server((client, out) -> {
            String path = heads.getLast().split(" ", 3)[1];
            String location = path.equals("/") ? "307 Moved\r\nLocation: /b" : "303 See\r\nLocation: /c";
            out.write(ascii("HTTP/1.1 " + (path.equals("/c") ? "200 OK" : location) + "\r\nContent-Length: 0\r\n\r\n"));
        });
        assertThat(hook(url, "authorization: {credentials: sesame}"))
                .isEqualTo(new SendResult.Accepted("answered 200"));
        assertThat(heads).extracting(head -> head.split(" HTTP", 2)[0]).containsExactly("POST /", "POST /b", "GET /c");
        assertThat(heads).allMatch(head -> head.contains("Bearer sesame"));
    }

    @ParameterizedTest
    @CsvSource({"follow_redirects: true, Retry", "follow_redirects: false, Failed"})
    void a_redirect_in_a_circle_comes_to_an_end_and_none_is_followed_that_should_not_be(String settings, String kind)
            throws Exception {
        String url = server((client, out) ->
                out.write(ascii("HTTP/1.1 307 Elsewhere\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")));
        SendResult result = hook(url, settings);
        assertThat(result.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(result.detail())
                .isEqualTo(kind.equals("Retry") ? "no answer: redirected more than 10 times" : "answered 307");
    }

    @Test
    void the_secret_that_a_token_is_asked_for_with_is_not_sent_on() throws Exception {
        String other = server((client, out) -> out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")));
        String first = server((client, out) ->
                out.write(ascii("HTTP/1.1 307 Elsewhere\r\nLocation: " + other + "/\r\nContent-Length: 0\r\n\r\n")));
        assertThat(hook(first, "oauth2: {client_id: us, client_secret: s, token_url: '" + first + "/token'}"))
                .isEqualTo(new SendResult.Retry("no answer: no token: " + first + "/token answered 307", null));
        assertThat(heads).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            gopher://hooks.example/T0/sesame => the URL is none of http or https with a host
            https://hooks.example/T0 sesame  => the URL is none: Illegal character in path at character 25
            hooks.example/sesame             => the URL is none of http or https with a host
            """)
    void a_url_that_is_none_is_told_of_without_it(String url, String told) throws Exception {
        Files.writeString(folder.resolve("url"), url);
        assertThat(send("webhook_configs: [{url_file: url}]\n", Map.of(), Duration.ofSeconds(5)))
                .isEqualTo(new SendResult.Failed(told));
    }

    @Test
    void a_secret_that_no_header_can_carry_is_told_of_without_it() throws Exception {
        Files.writeString(folder.resolve("key"), "ses\name");
        assertThat(hook("http://127.0.0.1:1", "authorization: {credentials_file: key}"))
                .isEqualTo(new SendResult.Failed("header Authorization cannot be sent: either requests set it"
                        + " themselves, or its value has a line break or another control character"));
    }

    @Test
    void a_line_break_in_an_alert_neither_adds_a_header_to_a_mail_nor_keeps_it_from_being_sent() throws Exception {
        GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
        mail.start();
        try {
            assertThat(send(
                            "email_configs: [{to: ana@example.org, from: us@example.org, headers: {Subject: '{{"
                                    + " .CommonAnnotations.summary }}', X-About: '{{ .CommonAnnotations.summary }}'},"
                                    + " smarthost: 'localhost:" + mail.getSmtp().getPort() + "'}]\n",
                            Map.of("summary", "slow\r\nBcc: eve@example.org\r\n\r\n<b>hello%0A"),
                            Duration.ofSeconds(5)))
                    .isEqualTo(new SendResult.Accepted("taken by localhost"));
            assertThat(mail.getReceivedMessages()).hasSize(1);
            assertThat(mail.getReceivedMessages()[0].getSubject()).isEqualTo("slow Bcc: eve@example.org <b>hello%0a");
            assertThat(mail.getReceivedMessages()[0].getHeader("X-About"))
                    .containsExactly("slow Bcc: eve@example.org <b>hello%0a");
            assertThat(mail.getReceivedMessages()[0].getHeader("Bcc")).isNull();
        } finally {
            mail.stop();
        }
    }
}
