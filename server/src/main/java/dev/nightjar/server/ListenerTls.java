package dev.nightjar.server;

import dev.nightjar.ingest.port.CertificateFiles;
import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.NightjarConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How HTTP's listeners are encrypted: by the certificate in the configured files, as they are now. Thread-safe. */
final class ListenerTls {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerTls.class);

    private final CertificateFiles files;

    private ListenerTls(CertificateFiles files) {
        this.files = files;
    }

    /** Throws {@link ConfigurationException} where the files are not a certificate and its key. */
    static ListenerTls of(NightjarConfig.Tls config) throws ConfigurationException {
        try {
            return new ListenerTls(CertificateFiles.read(Path.of(config.certificate()), Path.of(config.key())));
        } catch (IOException e) {
            throw new ConfigurationException(List.of("tls: " + e.getMessage()));
        }
    }

    ServerSSLOptions options() {
        return options(files.shown());
    }

    private static ServerSSLOptions options(PemKeyCertOptions certificate) {
        return new ServerSSLOptions()
                .setKeyCertOptions(certificate)
                .setUseAlpn(true)
                .setApplicationLayerProtocols(List.of(HttpVersion.HTTP_2.alpnName(), HttpVersion.HTTP_1_1.alpnName()));
    }

    /** From now on {@code listener}, made with {@link #options}, follows what becomes of the files. */
    void follow(HttpServer listener) {
        files.follow(renewed -> listener.updateSSLOptions(options(renewed))
                .onFailure(why -> LOG.warn("the certificate of {} is not renewed: {}", files, why.getMessage())));
    }

    /** Begins to look whether the files were renewed. */
    void start(Vertx vertx) {
        files.watch(vertx);
    }

    void renew() {
        files.renew();
    }
}
