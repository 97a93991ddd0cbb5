package dev.nightjar.server;

import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.ListenAddress;
import dev.nightjar.server.config.NightjarConfig;
import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole product, running. A taken port is said before anything is opened. The port is taken while the stores are
 * being opened and answers 503 until everything behind it is open: nothing is ever asked of a half-open store.
 */
final class RunningServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
    private static final int MAX_HEADER_BYTES = 32 << 10;

    /** Longest query that a form may post, percent-encoded. */
    private static final int MAX_FORM_VALUE_BYTES = 1 << 20;

    /** A body is handed on in pieces of at most this, which is what one read from a socket brings at most. */
    private static final int MAX_PIECE_BYTES = 64 << 10;

    private static final int STOP_WITHIN_SECONDS = 20;

    /** Nothing is served from the class path by Vert.x; looking there makes a folder that stays after a kill. */
    private static final FileSystemOptions NO_CACHE = new FileSystemOptions().setClassPathResolvingEnabled(false);

    private final CloseStack parts;
    private final Wiring wiring;
    private final ListenAddress address;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private RunningServer(CloseStack parts, Wiring wiring, ListenAddress address) {
        this.parts = parts;
        this.wiring = wiring;
        this.address = address;
    }

    /** Opens everything or nothing. */
    static RunningServer start(NightjarConfig config) throws StartException, ConfigurationException {
        checkReach(config);
        checkFree(config.listen());
        CloseStack parts = new CloseStack();
        try {
            Clock clock = Clock.systemUTC();
            DataDirectory data = parts.opened(DataDirectory.take(config.data()));
            Stores stores = parts.opened(Stores.begin(config, data, clock));
            Vertx vertx = parts.opened(
                    Vertx.vertx(
                            new VertxOptions().setPreferNativeTransport(true).setFileSystemOptions(NO_CACHE)),
                    RunningServer::closeVertx);
            StartingHandler front = new StartingHandler();
            ListenAddress address = listen(vertx, config.listen(), front);
            StartingHandler telemetry = new StartingHandler();
            listenForTelemetry(vertx, config, address, telemetry);
            Wiring wiring = parts.opened(
                    Wiring.open(config.withListen(address), data, stores, vertx, clock, new SecureRandom()));
            front.ready(wiring::handle);
            telemetry.ready(wiring::handleTelemetry);
            wiring.start();
            HangUp.runs(wiring::reload);
            parts.opened(TightHeap.keep());
            return new RunningServer(parts, wiring, address);
        } catch (StartException | ConfigurationException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static void checkReach(NightjarConfig config) throws ConfigurationException {
        List<String> problems = new ArrayList<>();
        problem("listen", config.listen(), problems);
        config.otlp().addresses().forEach(address -> problem("otlp", address, problems));
        config.ports().addresses().forEach(address -> problem("ports", address, problems));
        if (!config.insecure() && !problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private static void problem(String key, ListenAddress address, List<String> to) {
        if (!address.isLoopback()) {
            to.add(key + ": " + address
                    + " can be reached from other machines; TLS and tokens are not supported yet: listen on 127.0.0.1,"
                    + " or set `insecure: true` if the network around is trusted");
        }
    }

    /**
     * Takes OpenTelemetry's own ports. One that is taken, by a collector on this machine perhaps, is no reason not to
     * start: the same is answered on the one port of everything.
     */
    private static void listenForTelemetry(
            Vertx vertx, NightjarConfig config, ListenAddress everything, StartingHandler front) {
        for (ListenAddress address : config.otlp().addresses()) {
            try {
                LOG.info("OTLP is taken on {}", listen(vertx, address, front));
            } catch (StartException e) {
                LOG.warn(
                        "OTLP is not taken on {}, only on {}: {}; change it by otlp.http and otlp.grpc",
                        address,
                        everything,
                        e.getMessage());
            }
        }
    }

    private static ListenAddress listen(Vertx vertx, ListenAddress wanted, StartingHandler front)
            throws StartException {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(wanted.host())
                .setPort(wanted.port())
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxChunkSize(MAX_PIECE_BYTES)
                .setMaxFormAttributeSize(MAX_FORM_VALUE_BYTES)
                .setMaxFormBufferedBytes(MAX_FORM_VALUE_BYTES)
                .setCompressionSupported(true)
                .addCompressor(StandardCompressionOptions.gzip())
                .addCompressor(StandardCompressionOptions.deflate())
                .addCompressor(StandardCompressionOptions.zstd())
                .setIdleTimeout(10)
                .setIdleTimeoutUnit(TimeUnit.MINUTES);
        try {
            HttpServer server = vertx.createHttpServer(options)
                    .connectionHandler(PipelineBound::bind)
                    .requestHandler(front)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            return wanted.withPort(server.actualPort());
        } catch (ExecutionException | CompletionException e) {
            throw cannotListen(wanted, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while starting");
        }
    }

    /** Vert.x takes a while to be there; until then another program may take it, which is said then. */
    private static void checkFree(ListenAddress wanted) throws StartException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(wanted.host(), wanted.port()));
        } catch (IOException e) {
            throw cannotListen(wanted, e);
        }
    }

    private static StartException cannotListen(ListenAddress wanted, Throwable why) {
        String text = String.valueOf(why.getMessage());
        boolean taken = text.contains("in use") || (why instanceof BindException && text.contains("already"));
        return new StartException(
                taken
                        ? wanted + " is taken by another program; choose another with --listen ADDRESS:PORT"
                        : "cannot listen on " + wanted + " (" + text + "); choose another with --listen ADDRESS:PORT");
    }

    private static void closeVertx(Vertx vertx) {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not stop", e);
        }
    }

    ListenAddress address() {
        return address;
    }

    Wiring wiring() {
        return wiring;
    }

    /** Prints the one line a person waits for. */
    void announce(PrintStream out) {
        out.println("Nightjar is ready: " + address.url() + "/sign-in?token=" + wiring.oneTimeToken());
        out.flush();
    }

    /**
     * Blocks until the process is told to stop (Ctrl-C, {@code kill}). The process then lives on until this is closed,
     * so that the caller can end what it started in its order.
     */
    void awaitStop() throws InterruptedException {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("nightjar-stop").unstarted(() -> {
                    stopAsked.countDown();
                    try {
                        if (!stopped.await(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                            LOG.warn("not everything stopped within {} s", STOP_WITHIN_SECONDS);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
        stopAsked.await();
    }

    @Override
    public void close() {
        parts.close();
        stopped.countDown();
    }
}
