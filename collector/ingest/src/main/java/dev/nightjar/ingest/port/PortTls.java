package dev.nightjar.ingest.port;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a port is encrypted.
 *
 * @param files what it shows
 * @param clientAuthority whose certificates senders must have, in PEM; empty: they need none
 */
public record PortTls(CertificateFiles files, Optional<Path> clientAuthority) {
    ServerSSLOptions showing(PemKeyCertOptions certificate) {
        ServerSSLOptions options = new ServerSSLOptions().setKeyCertOptions(certificate);
        clientAuthority.ifPresent(authority -> options.setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString())));
        return options;
    }
}
