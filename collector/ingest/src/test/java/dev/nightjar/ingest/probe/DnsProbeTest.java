package dev.nightjar.ingest.probe;

import static dev.nightjar.ingest.probe.ProbeBench.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a small name server of the test's own, by datagrams and over TCP. */
class DnsProbeTest {
    /** Two addresses and the zone's SOA record; names point back to the question's. */
    private static final String ANSWERS = "c00c 0001 0001 0000003c 0004 01020304 c00c 0001 0001 0000003c 0004 01020305"
            + " c00c 0006 0001 0000003c 0020 026e73c00c 04726f6f74c00c 7886543c 00000e10 00000e10 00000e10 00000e10";

    @TempDir
    Path folder;

    private ProbeBench bench;
    private DatagramSocket datagrams;
    private ServerSocket connections;
    private volatile int rcode;
    private volatile boolean wrongFirst;

    @BeforeEach
    void open() throws IOException {
        bench = new ProbeBench(folder);
        datagrams = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        connections = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serveDatagrams);
        Thread.ofVirtual().start(this::serveConnections);
    }

    @AfterEach
    void close() throws Exception {
        datagrams.close();
        connections.close();
        bench.close();
    }

    private void serveDatagrams() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                datagrams.receive(packet);
                byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
                if (wrongFirst) {
                    byte[] wrong = answer(question);
                    wrong[0]++;
                    datagrams.send(new DatagramPacket(wrong, wrong.length, packet.getSocketAddress()));
                }
                byte[] answer = answer(question);
                datagrams.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private void serveConnections() {
        try {
            while (true) {
                try (Socket socket = connections.accept()) {
                    DataInputStream in = new DataInputStream(socket.getInputStream());
                    byte[] question = new byte[in.readUnsignedShort()];
                    in.readFully(question);
                    byte[] answer = answer(question);
                    socket.getOutputStream().write(new byte[] {(byte) (answer.length >> 8), (byte) answer.length});
                    socket.getOutputStream().write(answer);
                }
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private byte[] answer(byte[] question) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.write(question, 0, 2);
        boolean found = rcode == 0;
        answer.write(new byte[] {(byte) 0x81, (byte) (0x80 | rcode), 0, 1, 0, (byte) (found ? 3 : 0), 0, 0, 0, 0});
        answer.write(question, 12, question.length - 12);
        if (found) {
            answer.write(java.util.HexFormat.of().parseHex(ANSWERS.replace(" ", "")));
        }
        return answer.toByteArray();
    }

    private String server() {
        return "127.0.0.1:" + datagrams.getLocalPort();
    }

    @Test
    void what_is_answered_is_counted_and_held_against_expressions() throws IOException {
        ProbeOutcome outcome = bench.run(
                server(),
                "prober: dns",
                "dns: {query_name: shop.example, query_type: A, validate_answer_rrs: "
                        + "{fail_if_none_matches_regexp: ['shop.example.\\t60\\tIN\\tA\\t1[.]2[.]3[.]5']}}");

        assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
        assertThat(value(outcome, "probe_dns_query_succeeded")).isEqualTo(1);
        assertThat(value(outcome, "probe_dns_answer_rrs")).isEqualTo(3);
        assertThat(value(outcome, "probe_dns_authority_rrs")).isZero();
        assertThat(value(outcome, "probe_dns_serial")).isEqualTo(2_022_069_308);
        assertThat(outcome.phases()).containsOnlyKeys("resolve", "connect", "request");
        assertThat(String.join("\n", outcome.log()))
                .contains("answer: shop.example. 60 IN A 1.2.3.4")
                .contains("SOA ns.shop.example. root.shop.example. 2022069308 3600 3600 3600 3600");
    }

    @Test
    void a_record_that_should_not_be_there_fails() throws IOException {
        ProbeOutcome outcome = bench.run(
                server(),
                "prober: dns",
                "dns: {query_name: shop.example, query_type: A, validate_answer_rrs: {fail_if_matches_regexp: ['1.2.3.5$']}}");

        assertThat(outcome.reason())
                .isEqualTo("answer record \"shop.example.\t60\tIN\tA\t1.2.3.5\" matches \"1.2.3.5$\"");
    }

    @Test
    void a_name_that_is_not_there_fails_by_its_code() throws IOException {
        rcode = 3;

        ProbeOutcome outcome = bench.run(server(), "prober: dns", "dns: {query_name: no.example, query_type: A}");
        ProbeOutcome expected = bench.run(
                server(), "prober: dns", "dns: {query_name: no.example, query_type: A, valid_rcodes: [NXDOMAIN]}");

        assertThat(outcome.reason()).isEqualTo("answered NXDOMAIN, expected NOERROR");
        assertThat(value(outcome, "probe_dns_query_succeeded")).isEqualTo(1);
        assertThat(expected.success()).isTrue();
    }

    @Test
    void an_answer_to_another_question_is_passed_over() throws IOException {
        wrongFirst = true;

        assertThat(bench.run(server(), "prober: dns", "dns: {query_name: shop.example, query_type: A}")
                        .success())
                .isTrue();
    }

    @Test
    void it_is_asked_over_tcp_too() throws IOException {
        ProbeOutcome outcome = bench.run(
                "127.0.0.1:" + connections.getLocalPort(),
                "prober: dns",
                "dns: {query_name: shop.example, query_type: A, transport_protocol: tcp}");

        assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
        assertThat(value(outcome, "probe_dns_answer_rrs")).isEqualTo(3);
    }

    @Test
    void a_server_that_is_silent_fails_in_phase_request() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            ProbeOutcome outcome = bench.run(
                    "127.0.0.1:" + silent.getLocalPort(),
                    Duration.ofMillis(200),
                    "prober: dns",
                    "dns: {query_name: shop.example}");

            assertThat(outcome.failedPhase()).isEqualTo("request");
            assertThat(outcome.reason()).isEqualTo("no end within 200 ms");
            assertThat(value(outcome, "probe_dns_query_succeeded")).isZero();
        }
    }

    @Test
    void damage_never_does_more_than_fail() {
        java.util.Random random = new java.util.Random(11);
        byte[] whole;
        try {
            whole = answer(DnsMessage.question(1, "shop.example", "A", "IN", true));
        } catch (IOException | ProbeFailedException e) {
            throw new AssertionError(e);
        }
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            for (int n = random.nextInt(4); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                DnsMessage.read(damaged);
                read++;
            } catch (ProbeFailedException e) {
                assertThat(e.text()).isNotBlank();
            }
        }
        assertThat(read).isPositive();
        assertThat(new String(whole, StandardCharsets.ISO_8859_1)).contains("example");
    }
}
