package dev.nightjar.alerting;

import static dev.nightjar.alerting.rules.TestingExpressions.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.nightjar.alerting.paging.Delivery;
import dev.nightjar.alerting.paging.Page;
import dev.nightjar.alerting.rules.Sample;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages over real sockets: a web server and a mail server of this JVM. */
class SendingTest {
    private record Received(String idempotencyKey, JsonNode body) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private HttpServer web;
    private GreenMail mail;
    private Room room;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/ana", exchange -> {
            received.add(new Received(
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes())));
            int status = answers.isEmpty() ? 200 : answers.removeFirst();
            if (status == 429) {
                exchange.getResponseHeaders().add("Retry-After", "30");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        web.start();
        mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
        mail.start();
        String onCall = """
                people:
                  ana:
                    zone: Europe/Madrid
                    contacts:
                      - webhook: http://127.0.0.1:%d/ana
                      - email: ana@example.org
                        fallback: 30s
                policies:
                  shop: {steps: [{notify: [ana]}]}
                """.formatted(web.getAddress().getPort());
        room = new Room(folder, Room.RULES, onCall);
        room.useMail(mail.getSmtp().getPort());
        room.expressions.answer("latency > 1", sample(3, "service", "checkout"));
    }

    @AfterEach
    void stop() {
        room.alerting.close();
        web.stop(0);
        mail.stop();
    }

    private Page page() {
        return room.alerting.pages().getFirst();
    }

    @Test
    void a_webhook_gets_what_alertmanager_would_send_and_the_page_beside_it() {
        room.pass(45);

        assertThat(received).hasSize(1);
        JsonNode body = received.getFirst().body();
        assertThat(received.getFirst().idempotencyKey()).isEqualTo(page().id() + "-1");
        assertThat(body.path("version").asText()).isEqualTo("4");
        assertThat(body.path("status").asText()).isEqualTo("firing");
        assertThat(body.path("externalURL").asText()).isEqualTo("http://nightjar.example:7300/pages/" + page().id());
        assertThat(body.path("alerts").path(0).path("labels").path("alertname").asText())
                .isEqualTo("Slow");
        assertThat(body.path("page").path("summary").asText()).isEqualTo("checkout is slow");
        assertThat(body.path("page").path("sentTo").path(0).asText()).isEqualTo("ana");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void the_resolve_follows_the_trigger() {
        room.pass(45);
        room.expressions.answer("latency > 1");
        room.pass(15);
        assertThat(received)
                .extracting(message -> message.body().path("status").asText())
                .containsExactly("firing", "resolved");
        assertThat(received).extracting(Received::idempotencyKey).doesNotHaveDuplicates();
    }

    @Test
    void what_may_pass_is_tried_again_under_the_same_key_and_not_before_it_was_asked() {
        answers.addAll(List.of(503, 429));
        room.pass(43);
        assertThat(received).hasSize(1);
        room.pass(8);
        assertThat(received).hasSize(2);
        room.pass(20);
        assertThat(received).hasSize(2);
        room.pass(10);
        assertThat(received).hasSize(3);
        assertThat(received).extracting(Received::idempotencyKey).containsOnly(page().id() + "-1");
        assertThat(page().deliveries().getFirst().state()).isEqualTo(Delivery.State.ACCEPTED);
    }

    @Test
    void what_is_refused_for_good_goes_to_the_next_channel_at_once() throws Exception {
        answers.add(410);
        room.pass(45);

        assertThat(page().deliveries())
                .extracting(Delivery::channel, Delivery::state)
                .containsExactly(tuple("webhook", Delivery.State.FAILED), tuple("email", Delivery.State.ACCEPTED));
        var message = mail.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("Page: checkout is slow");
        assertThat(message.getMessageID()).isEqualTo("<" + page().id() + "-2@nightjar>");
        String text = GreenMailUtil.getWholeMessage(message);
        assertThat(text).contains("A request takes 3 s.", "Since 03:41 CET", "Sent to ana.", "/pages/" + page().id());
    }

    @Test
    void a_storm_is_one_message_that_says_how_many_and_lists_all() throws Exception {
        answers.add(410);
        room.expressions.answer(
                "latency > 1",
                IntStream.rangeClosed(1, 80)
                        .mapToObj(i ->
                                sample(3, "service", "checkout", "instance", "web-%02d".formatted(i), "rack", "r12"))
                        .toArray(Sample[]::new));
        room.pass(45);

        String title = "checkout is slow on 80 instances of rack r12: web-01, web-02, web-03 and 77 more";
        JsonNode body = received.getFirst().body();
        assertThat(body.at("/page/subject").asText()).isEqualTo("Page: " + title);
        assertThat(body.at("/page/summary").asText()).isEqualTo(title);
        assertThat(body.path("alerts")).hasSize(80);
        assertThat(body.at("/alerts/79/labels/instance").asText()).isEqualTo("web-80");
        assertThat(body.at("/commonLabels/rack").asText()).isEqualTo("r12");
        assertThat(body.path("commonLabels").has("instance")).isFalse();

        var message = mail.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("Page: " + title);
        assertThat(page().summary()).isEqualTo(title);
        String text =
                GreenMailUtil.getWholeMessage(message).replace("=\r\n", "").replace("\r\n", " ");
        assertThat(text).contains("80 alerts", "web-04; web-05", "web-79; web-80.");
    }

    @Test
    void a_channel_that_does_not_get_through_in_time_is_helped_by_the_next() {
        answers.addAll(java.util.Collections.nCopies(20, 500));
        room.pass(60);
        assertThat(mail.getReceivedMessages()).isEmpty();
        room.pass(20);
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void a_line_break_in_a_label_does_not_keep_a_page_from_being_mailed() throws Exception {
        answers.add(410);
        room.expressions.answer("latency > 1", sample(3, "service", "shop\r\nBcc: eve@example.org\r\n\r\nhello"));
        room.pass(45);
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(mail.getReceivedMessages()[0].getSubject())
                .isEqualTo("Page: shop Bcc: eve@example.org hello is slow");
        assertThat(mail.getReceivedMessages()[0].getHeader("Bcc")).isNull();
    }
}
