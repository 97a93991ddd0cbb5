package dev.nightjar.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of one's own, for servers whose certificates no public one signs. */
public final class TrustedAuthority {
    private TrustedAuthority() {}

    /**
     * Trusts servers whose certificates lead to one of {@code file}, and no others.
     *
     * @param file certificates in PEM; one that signed itself may be among them
     * @throws IllegalArgumentException saying what is wrong with the file
     */
    public static SSLContext of(Path file) {
        try {
            KeyStore known = KeyStore.getInstance("PKCS12");
            known.load(null, null);
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))) {
                known.setCertificateEntry("authority" + number++, each);
            }
            if (number == 0) {
                throw new IllegalArgumentException(file + " holds no certificate in PEM");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " holds no certificates in PEM: " + e.getMessage(), e);
        }
    }
}
