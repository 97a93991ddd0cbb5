package dev.nightjar.ingest.fetch;

import dev.nightjar.ingest.scrapeconfig.HttpAccess;
import dev.nightjar.ingest.scrapeconfig.SecretText;
import dev.nightjar.ingest.scrapeconfig.TlsAccess;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one {@link FetchClient}. Certificates and keys that lie in files are looked at again every half
 * minute; where they have changed, new connections are made with the new ones.
 */
final class TlsClients implements AutoCloseable {
    private static final long LOOK_AGAIN_MILLIS = 30_000;

    /** Texts in PEM; empty where there is none. */
    private record Pems(String ca, String certificate, String key) {}

    private final Vertx vertx;
    private final HttpAccess access;
    private final InstantSource clock;
    private final int mostPerHost;
    private @Nullable HttpClient client;
    private @Nullable Pems used;
    private long lookedMillis;

    TlsClients(Vertx vertx, HttpAccess access, InstantSource clock, int mostPerHost) {
        this.mostPerHost = mostPerHost;
        this.vertx = vertx;
        this.access = access;
        this.clock = clock;
    }

    synchronized HttpClient current() throws FetchException {
        HttpClient present = client;
        if (present != null && clock.millis() - lookedMillis < LOOK_AGAIN_MILLIS) {
            return present;
        }
        Pems now = pems();
        lookedMillis = clock.millis();
        if (present != null && now.equals(used)) {
            return present;
        }
        HttpClient made = make(now);
        client = made;
        used = now;
        if (present != null) {
            var _ = present.close();
        }
        return made;
    }

    private Pems pems() throws FetchException {
        TlsAccess tls = access.tls();
        return new Pems(pem("CA certificate", tls.ca()), pem("certificate", tls.certificate()), pem("key", tls.key()));
    }

    private static String pem(String what, Optional<SecretText> text) throws FetchException {
        try {
            return text.isEmpty() ? "" : text.get().read();
        } catch (IOException e) {
            throw new FetchException(
                    FetchException.Reason.CREDENTIALS, "the " + what + " cannot be read: " + e.getMessage());
        }
    }

    private HttpClient make(Pems pems) {
        TlsAccess tls = access.tls();
        HttpClientOptions options =
                new HttpClientOptions().setTrustAll(tls.trustsAnyone()).setVerifyHost(!tls.trustsAnyone());
        if (!pems.ca.isEmpty()) {
            options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(pems.ca)));
        }
        if (!pems.certificate.isEmpty()) {
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(pems.certificate))
                    .addKeyValue(Buffer.buffer(pems.key)));
        }
        if (!tls.versions().isEmpty()) {
            options.setEnabledSecureTransportProtocols(tls.versions());
        }
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(mostPerHost));
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            var _ = client.close();
        }
    }
}
