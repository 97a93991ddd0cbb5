package dev.nightjar.server;

import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.NightjarConfig;
import io.netty.handler.ssl.SslContextBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that listeners show. Whoever renews it writes the same two files: they are looked at every minute, and
 * connections that are made from then on see the new one. Thread-safe.
 */
final class ListenerTls {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerTls.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final Path certificate;
    private final Path key;
    private final List<HttpServer> listeners = new CopyOnWriteArrayList<>();
    private Shown shown;

    /** The two files' texts. */
    private record Shown(Buffer certificate, Buffer key) {}

    private ListenerTls(Path certificate, Path key) throws IOException {
        this.certificate = certificate;
        this.key = key;
        this.shown = read();
    }

    /** Throws {@link ConfigurationException} where the files are not a certificate and its key. */
    static ListenerTls of(NightjarConfig.Tls config) throws ConfigurationException {
        try {
            return new ListenerTls(Path.of(config.certificate()), Path.of(config.key()));
        } catch (IOException e) {
            throw new ConfigurationException(List.of("tls: " + e.getMessage()));
        }
    }

    synchronized ServerSSLOptions options() {
        return options(shown);
    }

    private static ServerSSLOptions options(Shown shown) {
        return new ServerSSLOptions()
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(shown.certificate())
                        .addKeyValue(shown.key()))
                .setUseAlpn(true)
                .setApplicationLayerProtocols(List.of(HttpVersion.HTTP_2.alpnName(), HttpVersion.HTTP_1_1.alpnName()));
    }

    /** From now on {@code listener}, made with {@link #options}, follows what becomes of the files. */
    void follow(HttpServer listener) {
        listeners.add(listener);
    }

    /** Begins to look whether the files were renewed. */
    void start(Vertx vertx) {
        vertx.setPeriodic(
                LOOK_EVERY.toMillis(),
                timer -> vertx.executeBlocking(() -> {
                    renew();
                    return true;
                }));
    }

    /** Shows what the files hold by now; what cannot be shown is logged, and the old certificate stays. */
    synchronized void renew() {
        Shown found;
        try {
            found = read();
        } catch (IOException e) {
            LOG.warn("the certificate is not renewed: {}", e.getMessage());
            return;
        }
        if (found.equals(shown)) {
            return;
        }
        shown = found;
        for (HttpServer listener : listeners) {
            listener.updateSSLOptions(options(found))
                    .onFailure(
                            why -> LOG.warn("the certificate of {} is not renewed: {}", certificate, why.getMessage()));
        }
        LOG.info("{} was renewed", certificate);
    }

    private Shown read() throws IOException {
        Shown found = new Shown(content(certificate), content(key));
        try {
            SslContextBuilder.forServer(
                            new ByteArrayInputStream(found.certificate().getBytes()),
                            new ByteArrayInputStream(found.key().getBytes()))
                    .build();
        } catch (IllegalArgumentException | SSLException e) {
            throw new IOException(
                    certificate + " and " + key + " are not a certificate and its key, both in PEM: " + e.getMessage(),
                    e);
        }
        return found;
    }

    private static Buffer content(Path file) throws IOException {
        try {
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e, e);
        }
    }
}
