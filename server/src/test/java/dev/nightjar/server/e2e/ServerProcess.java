package dev.nightjar.server.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The product in a process of its own, as {@code nightjar server} starts it: by default out of the classes that are tested; with
 * {@code -Dtest.launcher=/path/to/nightjar} the built one, start-up cache and all, which is ready in half of the CPU.
 */
public final class ServerProcess implements AutoCloseable {
    private static final String LAUNCHER = System.getProperty("test.launcher", "");
    private static final Pattern URL = Pattern.compile("(http://[^/ ]+)/?(\\S*)");

    private final Process process;
    private final URI origin;
    private final String signIn;

    private ServerProcess(Process process, URI origin, String signIn) {
        this.process = process;
        this.origin = origin;
        this.signIn = signIn;
    }

    /** Starts it and waits until it prints where it is. */
    public static ServerProcess start(Path data, String command, String... options) throws IOException {
        return startAt("127.0.0.1:0", data, command, options);
    }

    static ServerProcess startAt(String listen, Path data, String command, String... options) throws IOException {
        Files.createDirectories(data);
        return startBehind(List.of(), listen, data, command, options);
    }

    /** Behind a command that runs another. */
    static ServerProcess startBehind(List<String> runner, String listen, Path data, String command, String... options)
            throws IOException {
        Path errors = data.resolveSibling(data.getFileName() + ".stderr");
        Process process = process(runner, listen, data, errors, command, options);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder printed = new StringBuilder();
        for (String text = out.readLine(); text != null; text = out.readLine()) {
            printed.append(text).append('\n');
            Matcher url = URL.matcher(text);
            if (url.find()) {
                return new ServerProcess(process, URI.create(url.group(1)), url.group(2));
            }
        }
        throw new IOException("ended before it was ready: " + printed + Files.readString(errors));
    }

    /** Starts it and kills it so soon that it may still be opening its data. */
    static void startAndKill(Path data, Duration after, String command, String... options)
            throws IOException, InterruptedException {
        Process process =
                process(List.of(), "127.0.0.1:0", data, data.resolveSibling("killed.stderr"), command, options);
        process.waitFor(after);
        process.destroyForcibly().waitFor();
    }

    private static Process process(
            List<String> runner, String listen, Path data, Path errors, String command, String... options)
            throws IOException {
        List<String> line = new ArrayList<>(runner);
        line.addAll(javaCommand());
        line.addAll(List.of(command, "--listen", listen, "--data", data.toString()));
        line.addAll(List.of(options));
        return withoutOurVariables(new ProcessBuilder(line))
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
    }

    /** What configures Nightjar in this shell must not reach the one under test. */
    static ProcessBuilder withoutOurVariables(ProcessBuilder process) {
        process.environment().keySet().removeIf(name -> name.startsWith("NIGHTJAR_"));
        // so that servers beside each other do not fight for OpenTelemetry's ports
        process.environment().put("NIGHTJAR_OTLP_HTTP", "");
        process.environment().put("NIGHTJAR_OTLP_GRPC", "");
        if (!LAUNCHER.isEmpty()) {
            // as out of the classes: no server of a test lives long enough for the slow compiler to pay
            process.environment().put("NIGHTJAR_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Xmx512m");
        }
        return process;
    }

    /** The command line up to the program's own arguments. */
    static List<String> javaCommand() {
        if (!LAUNCHER.isEmpty()) {
            return List.of(LAUNCHER);
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.nightjar.server.Main");
    }

    long pid() {
        return process.pid();
    }

    public URI url(String pathAndQuery) {
        return URI.create(origin + pathAndQuery);
    }

    String listen() {
        return origin.getAuthority();
    }

    /** Path and query of the printed link, with the one-time sign-in. */
    public String signIn() {
        return "/" + signIn;
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** {@code kill}, and how it ended. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            kill();
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
