package dev.nightjar.ingest.probe;

import static dev.nightjar.ingest.probe.ProbeBench.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a socket of this machine that greets, and says back what it is told. */
class UnixProbeTest {
    @TempDir
    Path folder;

    private ProbeBench bench;
    private Path path;
    private ServerSocketChannel server;

    @BeforeEach
    void open() throws IOException {
        bench = new ProbeBench(folder);
        path = Files.createTempDirectory("probe").resolve("s"); // a path of a socket must be short
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        bench.close();
        Files.deleteIfExists(path);
        Files.deleteIfExists(path.getParent());
    }

    private void serve() {
        try {
            while (true) {
                try (SocketChannel channel = server.accept();
                        BufferedReader in = new BufferedReader(
                                new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
                    channel.write(StandardCharsets.UTF_8.encode("ready 7\n"));
                    String line = in.readLine();
                    if (line != null) {
                        channel.write(StandardCharsets.UTF_8.encode("heard " + line + "\n"));
                    }
                }
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    @Test
    void it_is_spoken_with_as_over_tcp() throws IOException {
        ProbeOutcome outcome = bench.run(
                path.toString(),
                "prober: unix",
                "unix: {query_response: [{expect: 'ready (\\d)', send: 'PING $1'}, {expect: '^heard PING 7$'}]}");

        assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
        assertThat(outcome.phases()).containsOnlyKeys("connect", "exchange");
        assertThat(value(outcome, "probe_failed_due_to_regex")).isZero();
    }

    @Test
    void to_be_there_is_enough_and_nobody_there_fails() throws IOException {
        ProbeOutcome there = bench.run("unix://" + path, "prober: unix");
        ProbeOutcome nobody = bench.run(folder.resolve("none").toString(), "prober: unix");

        assertThat(there.success()).as("%s", there.log()).isTrue();
        assertThat(nobody.success()).isFalse();
        assertThat(nobody.failedPhase()).isEqualTo("connect");
    }

    @Test
    void a_line_that_does_not_come_is_waited_for_no_longer_than_there_is_time() throws IOException {
        ProbeOutcome outcome = bench.run(
                path.toString(), Duration.ofMillis(300), "prober: unix", "unix: {query_response: [{expect: never}]}");

        assertThat(outcome.success()).isFalse();
        assertThat(outcome.reason()).isEqualTo("no end within 300 ms");
    }
}
