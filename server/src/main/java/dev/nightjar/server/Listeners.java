package dev.nightjar.server;

import dev.nightjar.server.config.ListenAddress;
import dev.nightjar.server.config.NightjarConfig;
import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where requests come in: the address of everything, OpenTelemetry's own ports, and, beside an address that speaks TLS, a
 * plain one on loopback for this process. All answer 503 until there is something behind them.
 */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int MAX_HEADER_BYTES = 32 << 10;

    /** Longest query that a form may post, percent-encoded. */
    private static final int MAX_FORM_VALUE_BYTES = 1 << 20;

    /** A body is handed on in pieces of at most this, which is what one read from a socket brings at most. */
    private static final int MAX_PIECE_BYTES = 64 << 10;

    private final Vertx vertx;
    private final Optional<ListenerTls> tls;
    private final StartingHandler everything = new StartingHandler();
    private final StartingHandler telemetry = new StartingHandler();
    private final StartingHandler localTelemetry = new StartingHandler();
    private final StartingHandler own = new StartingHandler();
    private final ListenAddress address;
    private final URI here;

    private Listeners(Vertx vertx, NightjarConfig config, Optional<ListenerTls> tls) throws StartException {
        this.vertx = vertx;
        this.tls = tls;
        address = listen(config.listen(), tls, everything);
        here = URI.create(
                tls.isPresent()
                        ? listen(new ListenAddress("127.0.0.1", 0), Optional.empty(), own)
                                .url()
                        : address.url());
        listenForTelemetry(config);
        tls.ifPresent(certificate -> certificate.start(vertx));
    }

    static Listeners open(Vertx vertx, NightjarConfig config, Optional<ListenerTls> tls) throws StartException {
        return new Listeners(vertx, config, tls);
    }

    /** Where everything is, with the port that was taken. */
    ListenAddress address() {
        return address;
    }

    /** Where programs of this process ask: without TLS, which they would have to trust. */
    URI here() {
        return here;
    }

    /** From now on what is behind them answers; the one that says so comes last. */
    void ready(Wiring wiring) {
        telemetry.ready(wiring::handleTelemetry);
        localTelemetry.ready(wiring::handleLocalTelemetry);
        own.ready(wiring::handleOwn);
        everything.ready(wiring::handle);
    }

    /**
     * Takes OpenTelemetry's own ports. One that is taken, by a collector on this machine perhaps, is no reason not to
     * start: the same is answered on the one port of everything.
     */
    private void listenForTelemetry(NightjarConfig config) {
        for (ListenAddress wanted : config.otlp().addresses()) {
            try {
                ListenAddress taken = wanted.isLoopback()
                        ? listen(wanted, Optional.empty(), localTelemetry)
                        : listen(wanted, tls, telemetry);
                LOG.info("OTLP is taken on {}", taken);
            } catch (StartException e) {
                LOG.warn(
                        "OTLP is not taken on {}, only on {}: {}; change it by otlp.http and otlp.grpc",
                        wanted,
                        address,
                        e.getMessage());
            }
        }
    }

    private ListenAddress listen(ListenAddress wanted, Optional<ListenerTls> encryption, StartingHandler front)
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
        encryption.ifPresent(certificate -> options.setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(certificate.options().getKeyCertOptions()));
        try {
            HttpServer server = vertx.createHttpServer(options)
                    .connectionHandler(PipelineBound::bind)
                    .requestHandler(front)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            encryption.ifPresent(certificate -> certificate.follow(server));
            return wanted.withPort(server.actualPort());
        } catch (ExecutionException | CompletionException e) {
            throw cannotListen(wanted, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while starting");
        }
    }

    /** Vert.x takes a while to be there; until then another program may take the address, which is said then. */
    static void checkFree(ListenAddress wanted) throws StartException {
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
}
