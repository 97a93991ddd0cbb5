package dev.nightjar.ingest.probe;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;

/** Turns the certificates that a server showed, and how the connection is encrypted, into values of a probe. */
final class CertificateFacts {
    private static final int DNS_NAME = 2;

    private CertificateFacts() {}

    /** What was shown, whether or not it is trusted. */
    static void tell(WitnessTrust witness, ProbeRun run) {
        Optional<X509Certificate[]> shown = witness.shown();
        if (shown.isEmpty() || shown.get().length == 0) {
            return;
        }
        X509Certificate own = shown.get()[0];
        Instant ends = Arrays.stream(shown.get())
                .map(X509Certificate::getNotAfter)
                .min(Date::compareTo)
                .orElseThrow()
                .toInstant();
        run.certificateEnds(ends);
        run.value("probe_ssl_earliest_cert_expiry", ends.getEpochSecond());
        run.value(
                "probe_ssl_last_chain_info",
                1,
                "fingerprint_sha256",
                fingerprint(own),
                "subject",
                own.getSubjectX500Principal().getName(),
                "issuer",
                own.getIssuerX500Principal().getName(),
                "subjectalternative",
                names(own),
                "serialnumber",
                own.getSerialNumber().toString(16));
        run.log("the certificate of " + own.getSubjectX500Principal() + " ends at " + ends);
        chainEnds(shown.get(), witness.getAcceptedIssuers())
                .ifPresent(at -> run.value("probe_ssl_last_chain_expiry_timestamp_seconds", at.getEpochSecond()));
    }

    /** How the connection is encrypted. */
    static void tell(SSLSession session, ProbeRun run) {
        run.value("probe_tls_version_info", 1, "version", session.getProtocol().replace("TLSv", "TLS "));
        run.value("probe_tls_cipher_info", 1, "cipher", session.getCipherSuite());
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            return "";
        }
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? ""
                    : names.stream()
                            .filter(name -> name.getFirst().equals(DNS_NAME))
                            .map(name -> String.valueOf(name.get(1)))
                            .collect(Collectors.joining(","));
        } catch (CertificateParsingException e) {
            return "";
        }
    }

    /** When the chain that makes the server trusted ends; nothing where there is none. */
    private static Optional<Instant> chainEnds(X509Certificate[] shown, X509Certificate[] issuers) {
        try {
            Set<TrustAnchor> anchors = new HashSet<>();
            for (X509Certificate issuer : issuers) {
                anchors.add(new TrustAnchor(issuer, null));
            }
            X509CertSelector own = new X509CertSelector();
            own.setCertificate(shown[0]);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, own);
            parameters.setRevocationEnabled(false);
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(Arrays.asList(shown))));
            PKIXCertPathBuilderResult path = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            Instant ends = path.getTrustAnchor().getTrustedCert().getNotAfter().toInstant();
            for (Certificate one : path.getCertPath().getCertificates()) {
                Instant other = ((X509Certificate) one).getNotAfter().toInstant();
                ends = other.isBefore(ends) ? other : ends;
            }
            return Optional.of(ends);
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
