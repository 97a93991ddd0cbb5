package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units of {@code packaging/systemd} under a real systemd. Asked for by {@code -Dnightjar.test.systemd=true}, as it takes a minute. */
class SystemdRunTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String send(String method, String path, String body) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String query(String promql) throws InterruptedException {
        return send("GET", "/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8), "");
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited for: " + what).isLessThan(deadline);
            LockSupport.parkNanos(100_000_000);
        }
    }

    private void awaitReady() throws Exception {
        await("ready", () -> send("GET", "/-/ready", "").startsWith("200"));
    }

    @Test
    void the_units_start_restart_stop_and_see_what_they_need() throws Exception {
        assumeTrue(Boolean.getBoolean("nightjar.test.systemd"), "asked for by -Dnightjar.test.systemd=true");
        port = freePort();
        String server = "listen: 127.0.0.1:%d%notlp: {http: '127.0.0.1:%d', grpc: '127.0.0.1:%d'}%n"
                .formatted(port, freePort(), freePort());
        String agent = "server: http://127.0.0.1:%d%ninstance: alone%ninterval: 1s%n".formatted(port);
        try (PrivateSystemd systemd = PrivateSystemd.start(folder, server, agent)) {
            serverLives(systemd);
            pings(systemd);
            agentDelivers(systemd);
            stops(systemd);
        }
    }

    private void serverLives(PrivateSystemd systemd) throws Exception {
        assertThat(systemd.run("systemctl", "start", "nightjar")).isEmpty();
        assertThat(send("GET", "/-/ready", ""))
                .as("ready when systemd calls it started")
                .startsWith("200");
        assertThat(systemd.show("nightjar", "WatchdogUSec")).isEqualTo("3min");
        await(
                "that it is watched",
                () -> !systemd.show("nightjar", "WatchdogTimestampMonotonic").equals("0"));
        String process = systemd.show("nightjar", "MainPID");
        assertThat(systemd.run("cat", "/proc/" + process + "/status"))
                .contains("CapEff:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2");
        assertThat(send("POST", "/write?db=x", "weather t=21.5")).startsWith("204");

        systemd.run("kill", "-9", process);

        await("the restart", () -> systemd.show("nightjar", "NRestarts").equals("1"));
        awaitReady();
        assertThat(query("last_over_time(weather_t[10m])")).contains("\"21.5\"");
        assertThat(systemd.run("systemctl", "reload", "nightjar")).isEmpty();
        assertThat(systemd.show("nightjar", "ActiveState")).isEqualTo("active");
    }

    /** By the capability that docs/systemd.md has for it. */
    private void pings(PrivateSystemd systemd) throws Exception {
        systemd.run(
                "bash",
                "-c",
                "echo 'probes: [{name: p, kind: icmp, target: 127.0.0.1, interval: 1s, timeout: 900ms}]'"
                        + " > /etc/nightjar/definitions/probes.yml");
        systemd.override("nightjar.service", "[Service]\nAmbientCapabilities=CAP_NET_RAW\n");
        systemd.run("systemctl", "restart", "nightjar");
        awaitReady();
        await("an answered ping", () -> query("probe_success == 1").contains("\"probe\":\"p\""));
    }

    private void agentDelivers(PrivateSystemd systemd) throws Exception {
        assertThat(systemd.run("systemctl", "start", "nightjar-agent")).isEmpty();
        await(
                "the agent's metrics",
                () -> query("node_uname_info{instance=\"alone\"}").contains("nodename"));
        await(
                "a clock that was asked",
                () -> query("node_timex_status{instance=\"alone\"}").contains("alone"));
        assertThat(query("node_scrape_collector_success{instance=\"alone\"} == 0"))
                .contains("\"result\":[]");

        systemd.override(
                "nightjar-agent.service", "[Service]\nExecStart=\nExecStart=/opt/nightjar/nightjar agent --nonsense\n");
        systemd.run("systemctl", "restart", "nightjar-agent");

        await(
                "the end of a wrong command line",
                () -> systemd.show("nightjar-agent", "ActiveState").equals("failed"));
        assertThat(systemd.show("nightjar-agent", "ExecMainStatus")).isEqualTo("2");
        assertThat(systemd.show("nightjar-agent", "NRestarts")).isEqualTo("0");
    }

    private static void stops(PrivateSystemd systemd) throws Exception {
        assertThat(systemd.run("systemctl", "stop", "nightjar")).isEmpty();
        assertThat(systemd.show("nightjar", "ActiveState")).isEqualTo("inactive");
        assertThat(systemd.show("nightjar", "Result")).isEqualTo("success");
    }
}
