package dev.nightjar.ingest.probe;

import static dev.nightjar.ingest.probe.ProbeBench.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that greets and then says back what it is told. */
class LineProbeTest {
    @TempDir
    Path folder;

    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> peers = new LinkedBlockingQueue<>();
    private ProbeBench bench;
    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        bench = new ProbeBench(folder);
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        bench.close();
    }

    private void serve() {
        try {
            while (true) {
                try (Socket socket = server.accept();
                        BufferedReader in = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                    peers.add(socket.getInetAddress().getHostAddress());
                    socket.getOutputStream().write("220 mail ready\r\n".getBytes(StandardCharsets.UTF_8));
                    String line = in.readLine();
                    if (line != null) {
                        told.add(line);
                        socket.getOutputStream().write(("heard " + line + "\r\n").getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    @Test
    void to_be_there_is_enough() throws IOException {
        ProbeOutcome outcome = bench.run(address(), "prober: tcp");

        assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
        assertThat(outcome.phases()).containsOnlyKeys("resolve", "connect", "tls", "exchange");
        assertThat(value(outcome, "probe_ip_protocol")).isEqualTo(4);
    }

    @Test
    void a_dialogue_takes_up_what_it_heard() throws Exception {
        ProbeOutcome outcome = bench.run(
                address(),
                "prober: tcp",
                "tcp:",
                "  query_response:",
                "    - {expect: '^(\\d+) (\\w+) ready', send: 'EHLO ${2} $1', labels: [{name: code, value: '${1}'}]}",
                "    - {expect: 'heard EHLO mail 220'}");

        assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("EHLO mail 220");
        assertThat(value(outcome, "probe_expect_info", "code", "220")).isEqualTo(1);
        assertThat(value(outcome, "probe_failed_due_to_regex")).isZero();
    }

    @Test
    void a_line_that_does_not_come_fails_in_phase_exchange() throws IOException {
        ProbeOutcome outcome =
                bench.run(address(), "prober: tcp", "tcp: {query_response: [{send: x}, {expect: 'never said'}]}");

        assertThat(outcome.failedPhase()).isEqualTo("exchange");
        assertThat(outcome.reason()).isEqualTo("no line came that matches \"never said\"");
        assertThat(value(outcome, "probe_failed_due_to_regex")).isEqualTo(1);
    }

    @Test
    void it_comes_from_the_address_that_is_asked_for() throws Exception {
        ProbeOutcome outcome = bench.run(address(), "prober: tcp", "tcp: {source_ip_address: 127.0.0.77}");
        ProbeOutcome foreign = bench.run(address(), "prober: tcp", "tcp: {source_ip_address: 192.0.2.1}");

        assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
        assertThat(peers.poll(10, TimeUnit.SECONDS)).isEqualTo("127.0.0.77");
        assertThat(foreign.failedPhase()).isEqualTo("connect");
    }

    @Test
    void an_address_without_a_port_is_none() throws IOException {
        assertThat(bench.run("127.0.0.1", "prober: tcp").reason())
                .isEqualTo("not an address: \"127.0.0.1\"; write it like host:443");
    }
}
