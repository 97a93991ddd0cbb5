package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain program, started with the agent's jar in front of it, is seen in a real server. */
class JavaAgentTest {
    private static final Path JAR = Path.of("../collector/javaagent/target/nightjar-client.jar");

    /** Answers, hangs where it is asked to, and knows nothing of Nightjar. */
    private static final String SHOP = """
        import com.sun.net.httpserver.HttpServer;
        import java.net.InetSocketAddress;
        import java.util.concurrent.CountDownLatch;
        import java.util.concurrent.Executors;

        class Shop {
            public static void main(String[] args) throws Exception {
                HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
                http.setExecutor(Executors.newCachedThreadPool());
                http.createContext("/orders", exchange -> {
                    exchange.sendResponseHeaders(exchange.getRequestURI().getPath().endsWith("/0") ? 500 : 200, -1);
                    exchange.close();
                });
                http.createContext("/hang", exchange -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        exchange.close();
                    }
                });
                http.start();
                System.out.println(http.getAddress().getPort());
                System.in.read();
                System.exit(0);
            }
        }
        """;

    @TempDir
    Path folder;

    /** The oldest Java that services may have if it is here, else the one that runs this test. */
    private static Path oldestJava() throws IOException {
        Path jvms = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(jvms)) {
            try (Stream<Path> found = Files.list(jvms)) {
                Optional<Path> old = found.filter(
                                jvm -> jvm.getFileName().toString().contains("17"))
                        .map(jvm -> jvm.resolve("bin/javac"))
                        .filter(Files::isExecutable)
                        .map(javac -> javac.resolveSibling("java"))
                        .findFirst();
                if (old.isPresent()) {
                    return old.get();
                }
            }
        }
        return presentJava();
    }

    private static Path presentJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private JsonNode result(ServerProcess server, String path, String query) throws Exception {
        return Http.get(server.url(path + "?query=" + Http.encode(query)))
                .json()
                .at("/data/result");
    }

    private Process shop(Path java, ServerProcess server) throws IOException {
        return new ProcessBuilder(
                        java.toString(),
                        "-javaagent:" + JAR
                                + "=service=shop,instance=shop-1,version=1.4.2,returnWithinSeconds=1,server="
                                + server.url(""),
                        Files.writeString(folder.resolve("Shop.java"), SHOP).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void ask(int port, String path) throws Exception {
        Http.get(URI.create("http://127.0.0.1:" + port + path));
    }

    @Test
    void its_calls_are_measured_and_written_down() throws Exception {
        assumeThat(JAR)
                .as("the agent's jar is not packaged: build to the phase package")
                .exists();
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), "server", "--no-agent")) {
            Process shop = shop(oldestJava(), server);
            try (BufferedReader out = shop.inputReader(StandardCharsets.UTF_8)) {
                int port = Integer.parseInt(out.readLine());
                ask(port, "/orders/17?password=tiger");
                ask(port, "/orders/0");
                Http.until(
                        Duration.ofSeconds(60),
                        () -> result(
                                server,
                                "/loki/api/v1/query",
                                "sum(count_over_time({service=\"shop\", log=\"calls\"} |= \"call=exit\" [1h]))"),
                        ended -> ended.at("/0/value/1").asText().equals("2"));
                shop.getOutputStream().close();
                assertThat(shop.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                shop.destroyForcibly();
            }

            JsonNode rate = result(
                    server, "/api/v1/query", "sum by (service, call, code, outcome) (nightjar_calls_seconds_count)");
            assertThat(rate.size()).as(rate.toString()).isEqualTo(2);
            JsonNode errors = result(
                    server,
                    "/api/v1/query",
                    "nightjar_calls_seconds_count{service=\"shop\", outcome=\"server_error\"}");
            assertThat(errors.at("/0/metric/call").asText())
                    .as(errors.toString())
                    .isEqualTo("GET /orders");
            assertThat(errors.at("/0/value/1").asText()).isEqualTo("1");
            JsonNode entries = result(
                    server,
                    "/loki/api/v1/query_range",
                    "{service=\"shop\", log=\"calls\"} |= \"call=enter\" | logfmt | p_password=\"<secret>\"");
            assertThat(entries.at("/0/values/0/1").asText())
                    .as(entries.toString())
                    .contains("name=\"GET /orders\" version=1.4.2 p_path=/orders/17 p_password=<secret>");
            String id = id(entries.at("/0/values/0/1").asText());
            JsonNode records = result(
                    server,
                    "/loki/api/v1/query_range",
                    "{service=\"shop\", log=\"calls\"} | logfmt | id=\"" + id + "\"");
            assertThat(records.findValues("values").stream()
                            .mapToInt(JsonNode::size)
                            .sum())
                    .as("the entry and the exit of call %s, and nothing else: %s", id, records)
                    .isEqualTo(2);
        }
    }

    private static String id(String record) {
        Matcher id = Pattern.compile(" id=(\\S+) ").matcher(record);
        assertThat(id.find()).as(record).isTrue();
        return id.group(1);
    }

    /** The queries of docs/client.md. */
    @Test
    void an_entry_without_an_exit_is_found_while_the_service_runs_and_after_it_was_killed() throws Exception {
        assumeThat(JAR)
                .as("the agent's jar is not packaged: build to the phase package")
                .exists();
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), "server", "--no-agent")) {
            Process shop = shop(presentJava(), server);
            try (BufferedReader out = shop.inputReader(StandardCharsets.UTF_8)) {
                int port = Integer.parseInt(out.readLine());
                ask(port, "/orders/17");
                Thread.ofVirtual().start(() -> {
                    try {
                        ask(port, "/hang");
                    } catch (Exception e) {
                        return; // it hangs until the service is killed
                    }
                });
                JsonNode reported = Http.until(
                        Duration.ofSeconds(60),
                        () -> result(
                                server,
                                "/loki/api/v1/query_range",
                                "{service=\"shop\", log=\"calls\"} |= \"call=never_returned\""),
                        found -> found.size() == 1);
                assertThat(reported.at("/0/values/0/1").asText()).contains("name=\"GET /hang\"", "reason=overdue");
            } finally {
                shop.destroyForcibly().waitFor();
            }

            JsonNode open = result(
                    server,
                    "/loki/api/v1/query",
                    "sum by (id) (count_over_time({service=\"shop\", log=\"calls\"} | logfmt | call =~ \"enter|exit\""
                            + " [1h])) == 1");
            assertThat(open.size()).as(open.toString()).isEqualTo(1);
        }
    }
}
