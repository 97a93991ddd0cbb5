package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, and every way in which it must not start: one clear sentence and a non-zero exit. */
class StartTest {
    @TempDir
    Path folder;

    private record Ended(int status, String out, String err) {}

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(ServerProcess.javaCommand());
        line.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = ServerProcess.withoutOurVariables(new ProcessBuilder(line))
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void the_server_says_where_it_is_answers_ready_and_stops_when_told() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), "server", "--no-agent")) {
            assertThat(server.signIn()).startsWith("/sign-in?token=");
            assertThat(Http.get(server.url("/-/ready")).status()).isEqualTo(200);
            assertThat(Http.get(server.url("/-/healthy")).status()).isEqualTo(200);
            assertThat(Http.get(server.url("/metrics")).body()).contains("# TYPE ", "nightjar_");
            assertThat(server.stop()).isIn(0, 143);
        }
    }

    @Test
    void a_taken_port_is_said_in_one_sentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Ended ended = run(
                    "server",
                    "--listen",
                    address,
                    "--data",
                    folder.resolve("data").toString());
            assertThat(ended.status).isEqualTo(1);
            assertThat(ended.err)
                    .isEqualTo("nightjar: " + address
                            + " is taken by another program; choose another with --listen ADDRESS:PORT\n");
            assertThat(ended.out).isEmpty();
        }
    }

    @Test
    void a_data_directory_that_cannot_be_written_is_said_in_one_sentence() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Ended ended = run("server", "--listen", "127.0.0.1:0", "--data", file.toString());
        assertThat(ended.status).isEqualTo(1);
        assertThat(ended.err)
                .isEqualTo("nightjar: the data directory " + file + " is a file; choose another with --data DIR\n");
        ended = run("server", "--listen", "127.0.0.1:0", "--data", "/proc/nightjar");
        assertThat(ended.status).isEqualTo(1);
        assertThat(ended.err)
                .startsWith("nightjar: cannot write to the data directory /proc/nightjar (")
                .endsWith("); make it writable or choose another with --data DIR\n")
                .hasLineCount(1);
    }

    @Test
    void data_is_used_by_one_server_at_a_time() throws Exception {
        Path data = folder.resolve("data");
        try (ServerProcess first = ServerProcess.start(data, "server", "--no-agent")) {
            Ended second = run("server", "--listen", "127.0.0.1:0", "--data", data.toString());
            assertThat(second.status).isEqualTo(1);
            assertThat(second.err)
                    .isEqualTo("nightjar: the data directory " + data
                            + " is used by another Nightjar; stop that one or choose another with --data DIR\n");
            assertThat(Http.get(first.url("/-/ready")).status()).isEqualTo(200);
        }
    }

    @Test
    void mistakes_in_the_configuration_are_said_all_at_once() throws Exception {
        Path config =
                Files.writeString(folder.resolve("nightjar.yaml"), "lisen: 127.0.0.1:1\nmetrics: {retention: soon}\n");
        Ended ended = run("server", "--config", config.toString());
        assertThat(ended.status).isEqualTo(1);
        assertThat(ended.err)
                .isEqualTo("nightjar: " + config + ": unknown key \"lisen\"; did you mean \"listen\"?\n"
                        + "nightjar: " + config
                        + ": metrics.retention: \"soon\" is not a duration such as 15s, 5m, 1h30m or 15d\n");
    }

    @Test
    void other_machines_are_not_listened_to_without_saying_so() throws Exception {
        Ended ended = run(
                "server",
                "--listen",
                "0.0.0.0:0",
                "--data",
                folder.resolve("data").toString());
        assertThat(ended.status).isEqualTo(1);
        assertThat(ended.err).contains("can be reached from other machines").contains("`insecure: true`");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void wrong_use_exits_with_2_and_says_how_it_is_used() throws Exception {
        assertThat(run("sever").status).isEqualTo(2);
        assertThat(run().out).contains("server", "agent", "demo", "check");
        assertThat(run("demo", "--fault", "slow-dsk").err).contains("slow-dsk", "slow-disk, bad-deploy");
    }

    @Test
    void bad_definitions_stop_the_start_with_their_place() throws Exception {
        Path rules = Files.createDirectories(folder.resolve("definitions").resolve("rules"));
        Files.writeString(rules.resolve("x.yml"), """
                groups:
                  - name: g
                    rules:
                      - alert: R
                        expr: up == 0
                        fro: 5m
                """);
        Ended ended = run(
                "server",
                "--listen",
                "127.0.0.1:0",
                "--data",
                folder.resolve("data").toString());
        assertThat(ended.status).isEqualTo(1);
        assertThat(ended.err).contains("x.yml").contains("\"fro\"").contains("did you mean \"for\"?");
    }
}
