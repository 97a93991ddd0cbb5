package dev.nightjar.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that send much, slowly, or never to the end. */
@Timeout(30)
class RequestBodyTest {
    private static final int MOST_BYTES = 100_000;

    private final RequestBody.Room room = new RequestBody.Room(250_000);
    private final List<Socket> clients = new ArrayList<>();

    private final TestingServer server = new TestingServer((router, workers) -> {
        Dispatcher dispatcher = new Dispatcher(workers);
        router.route("/*").failureHandler(Dispatcher.unreadable(Problems::reply));
        router.post("/read")
                .handler(new RequestBody(room, MOST_BYTES))
                .handler(dispatcher.handler(
                        exchange -> Reply.text(200, exchange.body().length + " bytes, a=" + exchange.parameters("a")),
                        Problems::reply));
        router.post("/soon")
                .handler(new RequestBody(room, MOST_BYTES, 1000))
                .handler(dispatcher.handler(exchange -> Reply.text(200, "read"), Problems::reply));
    });

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        server.close();
    }

    /** Sends so much of a body that is said to be of the largest size. */
    private Socket begin(String path, int bytes) throws IOException {
        Socket client = new Socket("127.0.0.1", server.port());
        client.setSoTimeout(20_000);
        clients.add(client);
        client.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + MOST_BYTES + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write(new byte[bytes]);
        return client;
    }

    /** All that the server says until it closes the connection. */
    private static String heard(Socket client) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        client.getInputStream().transferTo(all);
        return all.toString(StandardCharsets.UTF_8);
    }

    @Test
    void bodies_that_are_not_ended_have_their_room_together_and_no_more() throws Exception {
        Socket first = begin("/read", MOST_BYTES - 1);
        Socket second = begin("/read", MOST_BYTES - 1);
        // both are read when one of the two has no room for its last byte
        Socket third = begin("/read", MOST_BYTES - 1);
        List<Socket> waiting = new ArrayList<>(List.of(first, second, third));
        Socket refused = firstToSay(waiting);
        assertThat(heard(refused))
                .startsWith("HTTP/1.1 503 ")
                .containsIgnoringCase("\r\nretry-after: 1\r\n")
                .contains("the bodies of too many requests are being read just now");
        waiting.remove(refused);
        for (Socket each : waiting) {
            each.getOutputStream().write(0);
            assertThat(firstLine(each)).isEqualTo("HTTP/1.1 200 OK");
        }
        // what was taken is given back, by those that were answered as by the one that was refused
        for (int i = 0; i < 5; i++) {
            Socket next = begin("/read", MOST_BYTES);
            assertThat(firstLine(next)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static Socket firstToSay(List<Socket> clients) throws IOException {
        while (true) {
            for (Socket each : clients) {
                if (each.getInputStream().available() > 0) {
                    return each;
                }
            }
            Thread.onSpinWait();
        }
    }

    private static String firstLine(Socket client) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = client.getInputStream().read();
                c >= 0 && c != '\r';
                c = client.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @Test
    void a_body_that_does_not_end_in_time_is_refused_and_its_connection_closed() throws Exception {
        assertThat(heard(begin("/soon", 10)))
                .startsWith("HTTP/1.1 408 ")
                .contains("the body did not arrive within 1 s");
    }

    @Test
    void clients_that_leave_in_the_middle_give_their_room_back() throws Exception {
        for (int i = 0; i < 10; i++) {
            begin("/read", MOST_BYTES - 1).close();
        }
        String told = "";
        while (!told.equals("HTTP/1.1 200 OK")) { // until the last of them is known to have left
            told = firstLine(begin("/read", MOST_BYTES));
        }
    }

    @Test
    void a_body_that_is_too_large_is_refused_before_it_is_sent() throws Exception {
        Socket client = new Socket("127.0.0.1", server.port());
        clients.add(client);
        client.getOutputStream()
                .write(("POST /read HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: "
                                + (MOST_BYTES + 1) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(new JsonObject(heard(client).split("\r\n\r\n", -1)[1]).getString("error"))
                .isEqualTo("the body is too large");
    }

    @Test
    void a_client_that_asks_first_is_told_to_go_on() throws Exception {
        Socket client = new Socket("127.0.0.1", server.port());
        clients.add(client);
        client.getOutputStream()
                .write("POST /read HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(firstLine(client)).isEqualTo("HTTP/1.1 100 Continue");
        client.getInputStream().readNBytes(3);
        client.getOutputStream().write(new byte[2]);
        assertThat(firstLine(client)).isEqualTo("HTTP/1.1 200 OK");
    }

    @Test
    void a_form_is_read_as_one_and_as_it_was_sent() {
        assertThat(server.post("/read", "application/x-www-form-urlencoded", "a=1&a=2%203")
                        .body())
                .isEqualTo("11 bytes, a=[1, 2 3]");
        assertThat(server.post(
                                "/read",
                                "multipart/form-data; boundary=b",
                                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n")
                        .body())
                .isEqualTo("0 bytes, a=[1]");
    }
}
