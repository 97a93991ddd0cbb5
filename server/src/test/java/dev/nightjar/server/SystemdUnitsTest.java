package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The units of {@code packaging/systemd}. */
class SystemdUnitsTest {
    private static final Path UNITS = Path.of("..", "packaging", "systemd");
    private static final String PROGRAM = "/opt/nightjar/nightjar";

    @TempDir
    Path folder;

    private static List<String> started(String unit) throws IOException {
        String line = Files.readAllLines(UNITS.resolve(unit)).stream()
                .filter(each -> each.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
        return new ArrayList<>(
                Arrays.asList(line.substring("ExecStart=".length()).split(" ", -1)));
    }

    @Test
    void what_they_start_is_a_command_line_that_there_is() throws IOException {
        List<String> server = started("nightjar.service");
        List<String> agent = started("nightjar-agent.service");

        assertThat(server).startsWith(PROGRAM, "server");
        assertThat(agent).startsWith(PROGRAM, "agent");
        parse(new ServerCommand(), server);
        parse(new AgentCommand(), agent);
    }

    private static void parse(Object command, List<String> line) {
        List<String> options = line.subList(2, line.size());
        assertThat(new CommandLine(command)
                        .parseArgs(options.toArray(String[]::new))
                        .matchedOptions())
                .hasSize(options.size() / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nightjar.service", "nightjar-agent.service"})
    void systemd_finds_no_fault_with_them(String unit) throws Exception {
        Path installed = folder.resolve(unit);
        // on a machine where Nightjar is not installed, the missing program is the one fault it would find
        Files.writeString(installed, Files.readString(UNITS.resolve(unit)).replace(PROGRAM + " ", "/bin/true "));
        Process verify;
        try {
            verify = new ProcessBuilder("systemd-analyze", "verify", "--man=no", installed.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "there is no systemd-analyze here");
            return;
        }
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(verify.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(said.lines().filter(line -> line.contains(unit))).isEmpty();
        assertThat(verify.exitValue()).as(said).isZero();
    }
}
