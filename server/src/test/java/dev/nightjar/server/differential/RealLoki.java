package dev.nightjar.server.differential;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Grafana's Loki in a process of its own, alone, without labels of its own making. */
final class RealLoki implements AutoCloseable {
    /** It holds itself back for a quarter of a minute. */
    private static final long READY_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(90);

    private final Process process;
    private final URI origin;

    private RealLoki(Process process, URI origin) {
        this.process = process;
        this.origin = origin;
    }

    /** Debian has another program of this name. */
    static boolean isGrafanas(String program) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(program, "-version")
                .redirectErrorStream(true)
                .start();
        String text = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asked.waitFor();
        return text.contains("loki, version");
    }

    static RealLoki start(String program, Path folder) throws IOException, InterruptedException {
        int http = freePort();
        Path config =
                Files.writeString(folder.resolve("loki.yaml"), """
                auth_enabled: false
                server:
                  http_listen_address: 127.0.0.1
                  http_listen_port: %d
                  grpc_listen_address: 127.0.0.1
                  grpc_listen_port: %d
                common:
                  instance_addr: 127.0.0.1
                  path_prefix: %s
                  replication_factor: 1
                  ring: {kvstore: {store: inmemory}}
                  storage: {filesystem: {chunks_directory: %s/chunks, rules_directory: %s/rules}}
                schema_config:
                  configs:
                    - {from: 2020-01-01, store: tsdb, object_store: filesystem, schema: v13, index: {prefix: index_, period: 24h}}
                limits_config: {discover_log_levels: false, volume_enabled: true}
                """.formatted(http, freePort(), folder, folder, folder));
        Path log = folder.resolve("loki.log");
        Process process = new ProcessBuilder(program, "-config.file=" + config)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RealLoki loki = new RealLoki(process, URI.create("http://127.0.0.1:" + http));
        long deadline = System.nanoTime() + READY_WITHIN_NANOS;
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (process.isAlive() && System.nanoTime() < deadline) {
                if (loki.isReady(client)) {
                    return loki;
                }
                LockSupport.parkNanos(200_000_000);
            }
        }
        loki.close();
        throw new IOException(program + " did not become ready: " + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady(HttpClient client) throws InterruptedException {
        try {
            return client.send(
                                    HttpRequest.newBuilder(origin.resolve("/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    URI origin() {
        return origin;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
