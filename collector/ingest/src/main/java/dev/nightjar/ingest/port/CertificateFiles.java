package dev.nightjar.ingest.port;

import io.netty.handler.ssl.SslContextBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that listeners show, and its key. Whoever renews it writes the same two files: they are looked at every
 * minute, and connections that are made from then on see the new one. Thread-safe.
 */
public final class CertificateFiles {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateFiles.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final Path certificate;
    private final Path key;
    private final List<Consumer<PemKeyCertOptions>> listeners = new CopyOnWriteArrayList<>();
    private Shown shown;

    /** The two files' texts. */
    private record Shown(Buffer certificate, Buffer key) {
        PemKeyCertOptions options() {
            return new PemKeyCertOptions().addCertValue(certificate).addKeyValue(key);
        }
    }

    private CertificateFiles(Path certificate, Path key) throws IOException {
        this.certificate = certificate;
        this.key = key;
        this.shown = content();
    }

    /** Throws where the files are not a certificate chain and its key, both in PEM. */
    public static CertificateFiles read(Path certificate, Path key) throws IOException {
        return new CertificateFiles(certificate, key);
    }

    public synchronized PemKeyCertOptions shown() {
        return shown.options();
    }

    /** From now on {@code listener} is told what is to be shown whenever that changes. */
    public void follow(Consumer<PemKeyCertOptions> listener) {
        listeners.add(listener);
    }

    /** Begins to look whether the files were renewed. */
    public void watch(Vertx vertx) {
        vertx.setPeriodic(
                LOOK_EVERY.toMillis(),
                timer -> vertx.executeBlocking(() -> {
                    renew();
                    return true;
                }));
    }

    /** Shows what the files hold by now; what cannot be shown is logged, and the old certificate stays. */
    public synchronized void renew() {
        Shown found;
        try {
            found = content();
        } catch (IOException e) {
            LOG.warn("the certificate is not renewed: {}", e.getMessage());
            return;
        }
        if (found.equals(shown)) {
            return;
        }
        shown = found;
        listeners.forEach(listener -> listener.accept(found.options()));
        LOG.info("{} was renewed", certificate);
    }

    private Shown content() throws IOException {
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

    @Override
    public String toString() {
        return certificate.toString();
    }
}
