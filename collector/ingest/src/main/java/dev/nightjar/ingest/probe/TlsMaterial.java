package dev.nightjar.ingest.probe;

import dev.nightjar.ingest.scrapeconfig.SecretText;
import dev.nightjar.ingest.scrapeconfig.TlsAccess;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** What encrypted connections are made with; files are read anew for each run, so that renewed ones are taken. */
final class TlsMaterial {
    private final Vertx vertx;
    private @Nullable X509ExtendedTrustManager usual;

    TlsMaterial(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A context of one run, with who sees the certificates. */
    record Context(SSLContext context, WitnessTrust witness) {}

    Context context(TlsAccess access) throws ProbeFailedException {
        try {
            WitnessTrust witness = witness(access);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(access), new TrustManager[] {witness}, null);
            return new Context(context, witness);
        } catch (IOException e) {
            throw new ProbeFailedException("a certificate or key cannot be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new ProbeFailedException("a certificate or key cannot be used: " + e.getMessage(), e);
        }
    }

    WitnessTrust witness(TlsAccess access) throws IOException, GeneralSecurityException {
        return new WitnessTrust(trust(access.ca()), access.trustsAnyone());
    }

    private X509ExtendedTrustManager trust(Optional<SecretText> ca) throws IOException, GeneralSecurityException {
        return ca.isEmpty() ? usual() : manager(store(ca.get().read()));
    }

    /** Those that the JDK trusts; reading them takes a moment, so they are kept. */
    private synchronized X509ExtendedTrustManager usual() throws GeneralSecurityException {
        X509ExtendedTrustManager known = usual;
        if (known == null) {
            known = manager(null);
            usual = known;
        }
        return known;
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("this JDK has no X.509 trust manager"));
    }

    private static KeyStore store(String pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate one : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))) {
            store.setCertificateEntry("ca-" + number++, one);
        }
        return store;
    }

    private KeyManager @Nullable [] keys(TlsAccess access) throws IOException, GeneralSecurityException {
        Optional<PemKeyCertOptions> own = own(access);
        if (own.isEmpty()) {
            return null;
        }
        try {
            return own.get().getKeyManagerFactory(vertx).getKeyManagers();
        } catch (Exception e) {
            throw new GeneralSecurityException(e.getMessage(), e);
        }
    }

    /** The client's own certificate and key. */
    static Optional<PemKeyCertOptions> own(TlsAccess access) throws IOException {
        if (access.certificate().isEmpty() || access.key().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(access.certificate().get().read()))
                .addKeyValue(Buffer.buffer(access.key().get().read())));
    }
}
