package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nightjar.model.BatchCodec;
import dev.nightjar.testkit.TestingReceiver;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library runs inside other people's services, which may run on Java 17; the sample service of docs/client.md is one. */
class Java17Test {
    private static final int CLASS_FILES_OF_17 = 61;

    @TempDir
    Path folder;

    @Test
    void every_class_that_a_service_gets_can_be_read_by_java_17() throws Exception {
        for (Class<?> of : List.of(NightjarClient.class, BatchCodec.class)) {
            Path classes = Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(classes)) {
                checkVersions(classes);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(classes)) {
                    checkVersions(jar.getPath("/"));
                }
            }
        }
    }

    private static void checkVersions(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> all =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            assertThat(all).hasSizeGreaterThan(30).allMatch(file -> version(file) <= CLASS_FILES_OF_17);
        }
    }

    private static int version(Path file) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            in.readInt();
            in.readUnsignedShort();
            return in.readUnsignedShort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code javac --release 17} knows Java's own classes: what came later is not found. */
    @Test
    void the_sample_service_compiles_for_java_17() throws Exception {
        assertThat(sample()).isDirectoryContaining("glob:**/Shop.class");
    }

    @Test
    void the_sample_service_runs_on_java_17() throws Exception {
        Optional<Path> java = java17();
        assumeThat(java).as("no Java 17 under /usr/lib/jvm").isPresent();
        try (TestingReceiver receiver = new TestingReceiver()) {
            Process shop = new ProcessBuilder(
                            java.orElseThrow().toString(),
                            "-cp",
                            sample() + ":" + libraries(),
                            "Shop",
                            receiver.uri().toString(),
                            "0")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out = shop.inputReader(StandardCharsets.UTF_8)) {
                String listening = out.readLine();
                assertThat(listening).startsWith("listening on ");
                URI orders = URI.create("http://127.0.0.1:" + listening.substring(13) + "/orders?token=tiger");
                HttpURLConnection asked = (HttpURLConnection) orders.toURL().openConnection();
                assertThat(asked.getResponseCode()).isEqualTo(204);
                receiver.await(r -> !r.changes().isEmpty()
                        && r.lines().stream().anyMatch(line -> line.text().startsWith("call=exit")));
                shop.destroy();
                assertThat(shop.waitFor(20, TimeUnit.SECONDS)).isTrue();
            } finally {
                shop.destroyForcibly();
            }

            assertThat(receiver.lines())
                    .extracting(TestingReceiver.Line::text)
                    .contains("an order came")
                    .anyMatch(line -> line.contains("call=enter") && line.contains("p_token=<secret>"))
                    .anyMatch(line -> line.contains("call=exit") && line.contains("code=204"));
            assertThat(receiver.samples())
                    .anyMatch(sample -> sample.labels().metricName().equals("orders_total") && sample.value() == 1)
                    .anyMatch(sample -> sample.labels().metricName().equals("nightjar_calls_seconds_count")
                            && sample.labels().get("call").equals("GET /orders"));
        }
    }

    /** Compiles the page's first listing, and returns the folder of its class. */
    private Path sample() throws IOException {
        String page = Files.readString(repository().resolve("docs/client.md"));
        int begin = page.indexOf("```java\n") + "```java\n".length();
        String source = page.substring(begin, page.indexOf("```", begin));
        assertThat(source.lines().filter(line -> !line.isBlank() && !line.startsWith("import ")))
                .as("a sample that fits in one's head")
                .hasSizeLessThanOrEqualTo(20);
        Path file = Files.writeString(folder.resolve("Shop.java"), source);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(result).as("javac's answer").isZero();
        return folder;
    }

    /** The library and what it depends on: no gRPC, Servlet, Vert.x, Log4j, Logback or OpenTelemetry. */
    private static String libraries() throws Exception {
        List<String> places = new ArrayList<>();
        for (String of : List.of(
                "dev.nightjar.client.NightjarClient",
                "dev.nightjar.model.BatchCodec",
                "io.micrometer.core.instrument.MeterRegistry",
                "io.micrometer.common.KeyValue",
                "org.HdrHistogram.Histogram",
                "com.google.re2j.Pattern",
                "org.jspecify.annotations.NullMarked")) {
            places.add(Path.of(Class.forName(of)
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(":", places);
    }

    private static Path repository() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(at.resolve("docs"))) {
            at = Objects.requireNonNull(at.getParent(), "tests run within the repository");
        }
        return at;
    }

    private static Optional<Path> java17() throws IOException {
        Path jvms = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(jvms)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(jvms)) {
            return found.filter(jvm -> jvm.getFileName().toString().contains("17"))
                    .map(jvm -> jvm.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }
}
