package dev.nightjar.server.differential;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Prometheus 3 in a process of its own, with every part of the language switched on that it has. */
final class RealPrometheus implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("msg=\"Listening on\".* address=(127\\.0\\.0\\.1:\\d+)");
    private static final Pattern VERSION = Pattern.compile("prometheus, version (\\d+)\\.(\\d+)");
    private static final long READY_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Process process;
    private final URI origin;

    private RealPrometheus(Process process, URI origin) {
        this.process = process;
        this.origin = origin;
    }

    /** Major version times 1000 plus minor: 3005 is 3.5. */
    static int version(String program) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(program, "--version")
                .redirectErrorStream(true)
                .start();
        String text = new String(asked.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        asked.waitFor();
        Matcher version = VERSION.matcher(text);
        if (!version.find()) {
            throw new IOException(program + " --version says no version: " + text);
        }
        return 1000 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2));
    }

    static RealPrometheus start(String program, Path folder) throws IOException {
        return start(program, folder, "");
    }

    /** {@code more}: what its configuration file says besides. */
    static RealPrometheus start(String program, Path folder, String more) throws IOException {
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "global: {evaluation_interval: 1m}\n" + more);
        Path log = folder.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        program,
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:0",
                        // Half of it may lie between what comes in one request and what came before it.
                        "--storage.tsdb.min-block-duration=6h",
                        "--web.enable-remote-write-receiver",
                        "--enable-feature=promql-experimental-functions,promql-delayed-name-removal,"
                                + "promql-duration-expr,native-histograms,promql-extended-range-selectors,"
                                + "promql-binop-fill-modifiers")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long deadline = System.nanoTime() + READY_WITHIN_NANOS;
        while (process.isAlive() && System.nanoTime() < deadline) {
            String said = Files.readString(log);
            Matcher address = ADDRESS.matcher(said);
            if (said.contains("Server is ready") && address.find()) {
                return new RealPrometheus(process, URI.create("http://" + address.group(1)));
            }
            LockSupport.parkNanos(20_000_000);
        }
        process.destroyForcibly().onExit().join();
        throw new IOException(program + " did not become ready: " + Files.readString(log));
    }

    URI origin() {
        return origin;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
