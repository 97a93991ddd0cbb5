package dev.nightjar.server;

import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.ListenAddress;
import dev.nightjar.server.config.NightjarConfig;
import dev.nightjar.server.config.Reach;
import dev.nightjar.server.config.SignInReader;
import dev.nightjar.web.signin.OidcSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.PrintStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole product, running. A taken port is said before anything is opened. The port is taken while the stores are
 * being opened and answers 503 until everything behind it is open: nothing is ever asked of a half-open store.
 */
final class RunningServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
    private static final int STOP_WITHIN_SECONDS = 20;

    /** Nothing is served from the class path by Vert.x; looking there makes a folder that stays after a kill. */
    private static final FileSystemOptions NO_CACHE = new FileSystemOptions().setClassPathResolvingEnabled(false);

    private final CloseStack parts;
    private final Wiring wiring;
    private final NightjarConfig config;
    private final URI here;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private RunningServer(CloseStack parts, Wiring wiring, NightjarConfig config, URI here) {
        this.parts = parts;
        this.wiring = wiring;
        this.config = config;
        this.here = here;
    }

    /** Opens everything or nothing. */
    static RunningServer start(NightjarConfig config) throws StartException, ConfigurationException {
        List<String> refused = Reach.problems(config);
        if (!refused.isEmpty()) {
            throw new ConfigurationException(refused);
        }
        Optional<OidcSettings> _ = SignInReader.read(config);
        Optional<ListenerTls> tls = config.tls().isOn() ? Optional.of(ListenerTls.of(config.tls())) : Optional.empty();
        Listeners.checkFree(config.listen());
        CloseStack parts = new CloseStack();
        try {
            Clock clock = Clock.systemUTC();
            DataDirectory data = parts.opened(DataDirectory.take(config.data()));
            Stores stores = parts.opened(Stores.begin(config, data, clock));
            ClientConnections connections = ClientConnections.forProcess();
            Vertx vertx = parts.opened(
                    Vertx.builder()
                            .with(new VertxOptions().setFileSystemOptions(NO_CACHE))
                            .withTransport(connections.transport())
                            .build(),
                    RunningServer::closeVertx);
            Listeners listeners = Listeners.open(vertx, config, tls);
            NightjarConfig listening = config.withListen(listeners.address());
            Wiring wiring = parts.opened(
                    Wiring.open(listening, listeners.here(), data, stores, vertx, clock, new SecureRandom()));
            wiring.watch(connections);
            wiring.listen();
            listeners.ready(wiring);
            wiring.start();
            HangUp.runs(() -> {
                tls.ifPresent(ListenerTls::renew);
                wiring.reload();
            });
            parts.opened(TightHeap.keep());
            return new RunningServer(parts, wiring, listening, listeners.here());
        } catch (StartException | ConfigurationException | RuntimeException e) {
            parts.close();
            throw e;
        }
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
        return config.listen();
    }

    /** Where programs of this process reach it. */
    URI here() {
        return here;
    }

    Wiring wiring() {
        return wiring;
    }

    /** Prints the one line a person waits for. */
    void announce(PrintStream out) {
        out.println("Nightjar is ready: " + config.url() + "/sign-in?token=" + wiring.oneTimeToken());
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
