package dev.nightjar.alerting.connection;

import dev.nightjar.alerting.routing.TlsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The texts that settings point to, as they are at this moment; another one once a file was renewed. */
record TlsMaterial(String authority, String certificate, String key) {
    /** Throws {@link UncheckedIOException} when a file cannot be read. */
    static TlsMaterial read(TlsSettings settings) {
        return new TlsMaterial(
                settings.authority().read(),
                settings.certificate().read(),
                settings.key().read());
    }

    /** A context that trusts whom the settings trust, and shows our own certificate where there is one. */
    SSLContext context(TlsSettings settings) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(), settings.trustsAll() ? new TrustManager[] {new TrustsAll()} : trusted(), null);
        return context;
    }

    private TrustManager @Nullable [] trusted() throws GeneralSecurityException, IOException {
        if (authority.isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        int number = 0;
        for (Certificate each : certificates(authority)) {
            store.setCertificateEntry("ca" + number++, each);
        }
        if (number == 0) {
            throw new GeneralSecurityException("no certificate in PEM found to trust");
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
        if (certificate.isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        store.setKeyEntry(
                "own", PemKey.parse(key), new char[0], certificates(certificate).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static Collection<? extends Certificate> certificates(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** So that a key is not shown by accident. */
    @Override
    public String toString() {
        return "TlsMaterial";
    }
}
