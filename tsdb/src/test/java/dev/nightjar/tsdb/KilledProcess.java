package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that does step after step, says which are done, and is killed with SIGKILL after some of them. */
final class KilledProcess {
    private KilledProcess() {}

    /**
     * Runs {@code main} with the directory and the first step as arguments; it prints the number of each step that is
     * acknowledged. Returns the last one; the one after it may be done, half done, or not begun.
     */
    static int run(Class<?> main, Path directory, int first, int steps) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--enable-native") || argument.startsWith("--sun-misc"))
                .toList());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(main.getName(), directory.toString(), "" + first));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int last = first - 1;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (line.chars().allMatch(Character::isDigit) && !line.isEmpty()) {
                    last = Integer.parseInt(line);
                    if (last - first >= steps) {
                        process.toHandle().destroyForcibly(); // leaves the pipe to be read to its end
                    }
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(last - first).as("the process ended by itself").isGreaterThanOrEqualTo(steps);
        return last;
    }
}
