package dev.nightjar.server.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An Alertmanager in a process of its own. */
final class RealAlertmanager implements AutoCloseable {
    /** What both sides say they are reached by. */
    static final String EXTERNAL_URL = "http://same.example:9093";

    private static final Path TEMPLATES = Path.of("/usr/share/prometheus/alertmanager");

    private final Process process;
    private final URI origin;

    private RealAlertmanager(Process process, URI origin) {
        this.process = process;
        this.origin = origin;
    }

    /** Those that the environment names, by a word for each: Debian's, and one of a newer suite. */
    static Map<String, Path> programs() {
        Map<String, Path> programs = new LinkedHashMap<>();
        Map.of("TEST_ALERTMANAGER", "theirs", "TEST_ALERTMANAGER_NEWER", "newer")
                .forEach((variable, word) -> {
                    String program = System.getenv().getOrDefault(variable, "");
                    if (!program.isEmpty()) {
                        programs.put(word, Path.of(program));
                    }
                });
        return programs;
    }

    /** Starts it with a configuration that lies in {@code folder}, and waits until it is ready. */
    static RealAlertmanager start(Path program, Path folder, Path config) throws Exception {
        Files.createDirectories(folder);
        int port = freePort();
        List<String> command = new ArrayList<>(installed(program));
        command.addAll(List.of(
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("data"),
                "--cluster.listen-address=",
                "--web.external-url=" + EXTERNAL_URL,
                "--web.route-prefix=/",
                "--web.listen-address=127.0.0.1:" + port));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        RealAlertmanager started = new RealAlertmanager(process, URI.create("http://127.0.0.1:" + port));
        try {
            Http.until(
                    Duration.ofSeconds(30), () -> Http.get(started.url("/-/ready")), answer -> answer.status() == 200);
        } catch (AssertionError e) {
            started.close();
            throw new IOException(program + " did not become ready: " + Files.readString(folder.resolve("log")), e);
        }
        return started;
    }

    /**
     * Debian's looks for its templates where its package would have put them: one that is only unpacked sees them there in
     * a mount namespace of its own.
     */
    private static List<String> installed(Path program) {
        Path share = program.resolve("../../share").normalize();
        if (Files.exists(TEMPLATES) || !Files.exists(share.resolve("prometheus/alertmanager"))) {
            return List.of(program.toString());
        }
        String overlay = "mount -t overlay overlay -o lowerdir=\"$1\":/usr/share /usr/share && shift && exec \"$@\"";
        return List.of("unshare", "-rm", "sh", "-c", overlay, "sh", share.toString(), program.toString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    URI url(String path) {
        return origin.resolve(path);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
