package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemons that Debian's hosts have send to a real server. {@code TEST_RSYSLOG} and {@code TEST_COLLECTD} name the
 * programs, installed or unpacked with their libraries below the same {@code usr}; {@code ./verify} fetches Debian's.
 */
class RealDaemonsTest {
    private static final int LINES = 2000;

    @TempDir
    Path folder;

    /** A program, and the folder {@code usr} that it lies in. */
    private record Daemon(Path program, Path usr) {
        static Daemon of(String variable) {
            String program = System.getenv().getOrDefault(variable, "");
            assumeThat(program).as(variable + " names no program").isNotEmpty();
            Path path = Path.of(program).toAbsolutePath();
            return new Daemon(path, path.resolve("../..").normalize());
        }

        Process start(Path log, List<String> arguments) throws IOException {
            List<String> line = new java.util.ArrayList<>(List.of(program.toString()));
            line.addAll(arguments);
            ProcessBuilder process =
                    new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
            process.environment()
                    .put("LD_LIBRARY_PATH", usr.resolve("lib/x86_64-linux-gnu").toString());
            return process.start();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    private ServerProcess server(String ports) throws IOException {
        Path config = Files.writeString(folder.resolve("nightjar.yaml"), "ports: {" + ports + "}\n");
        return ServerProcess.start(folder.resolve("data"), "server", "--no-agent", "--config", config.toString());
    }

    private static double number(URI url) throws IOException, InterruptedException {
        return Http.get(url).json().at("/data/result/0/value/1").asDouble(-1);
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void every_line_that_rsyslog_reads_from_a_file_is_stored_once() throws Exception {
        Daemon rsyslog = Daemon.of("TEST_RSYSLOG");
        Path lines = folder.resolve("shop.log");
        Files.writeString(
                lines,
                IntStream.range(0, LINES)
                        .mapToObj(i -> "order " + i + " für äö\n")
                        .collect(Collectors.joining()));
        int port = freePort();
        try (ServerProcess server = server("syslogTcp: '127.0.0.1:" + port + "'")) {
            Path config = Files.writeString(folder.resolve("rsyslog.conf"), """
                    global(workDirectory="%s" localHostname="web-1")
                    module(load="imfile")
                    input(type="imfile" File="%s" Tag="shop" Severity="warning" Facility="local3")
                    action(type="omfwd" Target="127.0.0.1" Port="%d" Protocol="tcp" TCP_Framing="octet-counted"
                           Template="RSYSLOG_SyslogProtocol23Format" action.resumeRetryCount="-1")
                    """.formatted(folder, lines, port));
            Process process = rsyslog.start(
                    folder.resolve("rsyslog.out"),
                    List.of(
                            "-n",
                            "-f",
                            config.toString(),
                            "-i",
                            folder.resolve("rsyslog.pid").toString(),
                            "-M",
                            rsyslog.usr()
                                    .resolve("lib/x86_64-linux-gnu/rsyslog")
                                    .toString()));
            try {
                String all = "sum(count_over_time({app=\"shop\", host=\"web-1\", facility=\"local3\", level=\"warn\"}"
                        + " |= \"für äö\" [1h]))";
                URI count = server.url("/loki/api/v1/query?query=" + Http.encode(all));
                double stored = Http.until(Duration.ofSeconds(60), () -> number(count), found -> found >= LINES);
                assertThat(stored).isEqualTo(LINES);
            } finally {
                end(process);
            }
        }
    }

    @Test
    void what_collectd_measures_arrives_as_graphite() throws Exception {
        Daemon collectd = Daemon.of("TEST_COLLECTD");
        int port = freePort();
        try (ServerProcess server = server("graphiteTcp: '127.0.0.1:" + port + "'")) {
            Path config =
                    Files.writeString(folder.resolve("collectd.conf"), """
                    Hostname "web-1"
                    FQDNLookup false
                    Interval 1
                    BaseDir "%1$s"
                    PIDFile "%1$s/collectd.pid"
                    PluginDir "%2$s/lib/collectd"
                    TypesDB "%2$s/share/collectd/types.db"
                    LoadPlugin load
                    LoadPlugin write_graphite
                    <Plugin write_graphite>
                      <Node "nightjar">
                        Host "127.0.0.1"
                        Port "%3$d"
                        Protocol "tcp"
                      </Node>
                    </Plugin>
                    """.formatted(folder, collectd.usr(), port));
            Process process = collectd.start(folder.resolve("collectd.out"), List.of("-f", "-C", config.toString()));
            try {
                URI samples = server.url(
                        "/api/v1/query?query=" + Http.encode("count_over_time(web_1_load_load_shortterm[1m])"));
                assertThat(Http.until(Duration.ofSeconds(60), () -> number(samples), found -> found >= 2))
                        .as("one a second")
                        .isLessThan(60);
                URI senders = server.url("/nightjar/v1/senders");
                assertThat(Http.get(senders).body())
                        .contains("\"protocol\":\"graphite\",\"source\":\"127.0.0.1\"")
                        .contains("\"refused\":[]");
            } finally {
                end(process);
            }
        }
    }
}
