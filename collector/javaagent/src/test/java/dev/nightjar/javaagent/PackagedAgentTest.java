package dev.nightjar.javaagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nightjar.testkit.TestingReceiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as people get it, in front of programs that know nothing of Nightjar. Runs after packaging. */
class PackagedAgentTest {
    private static final Path JAR = Path.of("target/nightjar-client.jar").toAbsolutePath();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    Path folder;

    @BeforeEach
    void packaged() {
        assumeThat(Boolean.getBoolean("nightjar.packaged"))
                .as("it runs after packaging: in the phase integration-test")
                .isTrue();
    }

    private static Process start(Path java, String options, String... rest) throws Exception {
        List<String> command = new ArrayList<>(List.of(java.toString(), "-javaagent:" + JAR + "=" + options));
        command.addAll(Arrays.asList(rest));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Nothing of Nightjar, nor of what it brings, is on the program's own class path. */
    private static String itsOwnClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(entry -> Stream.of(
                                "collector/client/target",
                                "/model/target",
                                "/testkit/target",
                                "javaagent/target/classes",
                                "micrometer",
                                "byte-buddy")
                        .noneMatch(entry::contains))
                .collect(Collectors.joining(":"));
    }

    @Test
    void calls_of_four_frameworks_are_watched_in_a_program_that_knows_nothing_of_it() throws Exception {
        try (TestingReceiver receiver = new TestingReceiver()) {
            Process program = start(
                    JAVA,
                    "service=shop,instance=shop-1,version=1.4.2,server=" + receiver.uri(),
                    "-cp",
                    itsOwnClassPath(),
                    Unwatched.class.getName(),
                    folder.toString());
            try {
                receiver.await(r -> exits(r).size() >= 5);
                program.getOutputStream().close();
                assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                program.destroyForcibly();
            }

            assertThat(exits(receiver))
                    .hasSize(5)
                    .anyMatch(line -> line.contains("name=\"GET /jdk\" version=1.4.2 code=204"))
                    .anyMatch(line -> line.contains("name=\"GET /orders/*\" version=1.4.2 code=202"))
                    .anyMatch(line -> line.contains("name=\"GET /items/:id\" version=1.4.2 code=203"))
                    .anyMatch(line -> line.contains("side=server protocol=grpc name=shop.Orders/Place"))
                    .anyMatch(line -> line.contains("side=client protocol=grpc name=shop.Orders/Place"));
            assertThat(receiver.lines())
                    .extracting(TestingReceiver.Line::text)
                    .anyMatch(line -> line.contains("call=enter") && line.contains("p_token=<secret>"));
            assertThat(receiver.samples())
                    .filteredOn(sample -> sample.labels().metricName().equals("nightjar_calls_seconds_count"))
                    .as("sent as the process ended")
                    .hasSize(5)
                    .allMatch(sample -> sample.value() == 1
                            && sample.labels().get("service").equals("shop"));
        }
    }

    private static List<String> exits(TestingReceiver receiver) {
        return receiver.lines().stream()
                .map(TestingReceiver.Line::text)
                .filter(line -> line.startsWith("call=exit"))
                .toList();
    }

    @Test
    void a_wrong_option_is_said_and_the_program_runs() throws Exception {
        Path source = Files.writeString(folder.resolve("Hello.java"), """
            class Hello {
                public static void main(String[] args) {
                    System.out.println("hello");
                }
            }
            """);
        Process program = new ProcessBuilder(JAVA.toString(), "-javaagent:" + JAR + "=sevrer=x", source.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(printed)
                .contains("Nightjar: the service is not watched: java.lang.IllegalArgumentException:"
                        + " agent option \"sevrer=x\"")
                .endsWith("hello\n");
        assertThat(program.waitFor()).isZero();
    }
}
