package dev.nightjar.ingest.probe;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Remembers what certificates a server showed, also where they are then not trusted: when they ended is of interest. */
final class WitnessTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;
    private final boolean trustsAnyone;
    private volatile X509Certificate @Nullable [] shown;

    WitnessTrust(X509ExtendedTrustManager trust, boolean trustsAnyone) {
        this.trust = trust;
        this.trustsAnyone = trustsAnyone;
    }

    /** The server's own first. */
    Optional<X509Certificate[]> shown() {
        return Optional.ofNullable(shown);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        shown = chain.clone();
        if (!trustsAnyone) {
            trust.checkServerTrusted(chain, authType, socket);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        shown = chain.clone();
        if (!trustsAnyone) {
            trust.checkServerTrusted(chain, authType, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        shown = chain.clone();
        if (!trustsAnyone) {
            trust.checkServerTrusted(chain, authType);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("a probe has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("a probe has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a probe has no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
