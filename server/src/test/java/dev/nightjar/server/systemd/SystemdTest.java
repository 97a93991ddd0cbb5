package dev.nightjar.server.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What systemd hears, on a socket like its own: Python's, as Java has none that hears datagrams there. */
class SystemdTest {
    private static final String LISTENER = """
            import socket, sys
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            name = sys.argv[1]
            listener.bind('\\0' + name[1:] if name.startswith('@') else name)
            print('listening', flush=True)
            while True:
                print(listener.recv(4096).decode().replace('\\n', ' '), flush=True)
            """;

    @TempDir
    Path folder;

    /** A process that prints what is sent to {@code address}, each message on a line. */
    private record Listener(Process process, BufferedReader heard) implements AutoCloseable {
        static Listener at(String address) throws IOException {
            Process process = new ProcessBuilder("python3", "-c", LISTENER, address)
                    .redirectErrorStream(true)
                    .start();
            Listener listener = new Listener(process, process.inputReader(StandardCharsets.UTF_8));
            assertThat(listener.heard.readLine()).isEqualTo("listening");
            return listener;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"path", "@name"})
    void systemd_hears_that_the_service_is_ready_answers_and_stops(String kind) throws IOException {
        String address = kind.equals("path")
                ? folder.resolve("notify").toString()
                : "@nightjar-test-" + ProcessHandle.current().pid();
        try (Listener listener = Listener.at(address)) {
            Systemd systemd = Systemd.of(Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "20000"));
            systemd.ready(() -> true);
            assertThat(listener.heard.readLine()).isEqualTo("READY=1");
            assertThat(listener.heard.readLine()).isEqualTo("WATCHDOG=1");
            assertThat(listener.heard.readLine()).isEqualTo("WATCHDOG=1");
            systemd.close();
            String last = listener.heard.readLine();
            while (last.equals("WATCHDOG=1")) {
                last = listener.heard.readLine();
            }
            assertThat(last).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void a_service_that_does_not_answer_is_not_said_to() throws IOException {
        String address = folder.resolve("notify").toString();
        AtomicInteger asked = new AtomicInteger();
        try (Listener listener = Listener.at(address);
                Systemd systemd = Systemd.of(Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "20000"))) {
            systemd.ready(() -> asked.incrementAndGet() == 4);
            assertThat(listener.heard.readLine()).isEqualTo("READY=1");
            assertThat(listener.heard.readLine()).isEqualTo("WATCHDOG=1");
            assertThat(asked.get()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void who_is_not_asked_says_nothing_and_a_watchdog_for_another_process_is_not_ours() throws IOException {
        try (Systemd nobody = Systemd.of(Map.of())) {
            nobody.ready(() -> true);
        }
        String address = folder.resolve("notify").toString();
        try (Listener listener = Listener.at(address)) {
            Systemd systemd =
                    Systemd.of(Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "1000", "WATCHDOG_PID", "1"));
            systemd.ready(() -> true);
            systemd.close();
            assertThat(listener.heard.readLine()).isEqualTo("READY=1");
            assertThat(listener.heard.readLine()).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void what_cannot_be_told_says_why() {
        assertThatThrownBy(() -> new NotifySocket("relative"))
                .hasMessage("not supported yet: NOTIFY_SOCKET \"relative\"; it is no path of a socket");
        assertThatThrownBy(() -> new NotifySocket(folder.resolve("gone").toString()).send("READY=1"))
                .hasMessage("nobody takes what systemd should be told: is its socket gone?");
    }
}
