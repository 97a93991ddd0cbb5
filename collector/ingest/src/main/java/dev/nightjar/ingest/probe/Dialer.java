package dev.nightjar.ingest.probe;

import dev.nightjar.ingest.probeconfig.IpChoice;
import dev.nightjar.ingest.scrapeconfig.TlsAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Makes connections, phase by phase: resolve, connect, tls. */
final class Dialer {
    private final HostAddress names;
    private final TlsMaterial material;

    Dialer(HostAddress names, TlsMaterial material) {
        this.names = names;
        this.material = material;
    }

    TlsMaterial material() {
        return material;
    }

    InetAddress resolve(String host, IpChoice choice, ProbeRun run) throws ProbeFailedException {
        run.enter("resolve");
        return names.of(host, choice, run);
    }

    /** @param source of this machine's addresses, to connect from */
    Socket connect(InetAddress address, int port, Optional<InetAddress> source, ProbeRun run)
            throws IOException, ProbeFailedException {
        run.enter("connect");
        Socket socket = run.own(new Socket());
        socket.setTcpNoDelay(true);
        if (source.isPresent()) {
            socket.bind(new InetSocketAddress(source.get(), 0));
        }
        socket.connect(new InetSocketAddress(address, port), (int)
                Math.max(1, run.remaining().toMillis()));
        return socket;
    }

    /**
     * Encrypts {@code plain}.
     *
     * @param host that the certificate has to be for, unless {@code access} says another
     * @param protocols to offer, such as {@code http/1.1}; none: it is not said
     */
    SSLSocket encrypt(Socket plain, String host, TlsAccess access, List<String> protocols, ProbeRun run)
            throws IOException, ProbeFailedException {
        run.enter("tls");
        TlsMaterial.Context with = material.context(access);
        SSLSocket socket = secured(plain, host, access, protocols, with, run);
        try {
            socket.startHandshake();
        } catch (SSLException e) {
            CertificateFacts.tell(with.witness(), run);
            throw new ProbeFailedException("no encrypted connection: " + e.getMessage(), e);
        }
        CertificateFacts.tell(with.witness(), run);
        CertificateFacts.tell(socket.getSession(), run);
        return socket;
    }

    /** Encrypts the way to {@code proxy}, of whose certificate a probe tells nothing. */
    Socket encryptToProxy(Socket plain, String proxy, TlsAccess access, ProbeRun run)
            throws IOException, ProbeFailedException {
        SSLSocket socket = secured(plain, proxy, access, List.of(), material.context(access), run);
        try {
            socket.startHandshake();
            return socket;
        } catch (SSLException e) {
            throw new ProbeFailedException("no encrypted connection to the proxy " + proxy + ": " + e.getMessage(), e);
        }
    }

    private static SSLSocket secured(
            Socket plain, String host, TlsAccess access, List<String> protocols, TlsMaterial.Context with, ProbeRun run)
            throws IOException, ProbeFailedException {
        String name = access.serverName().isEmpty() ? host : access.serverName();
        SSLSocket socket =
                (SSLSocket) with.context().getSocketFactory().createSocket(plain, name, plain.getPort(), true);
        run.own(socket);
        SSLParameters parameters = socket.getSSLParameters();
        if (!access.trustsAnyone()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (!access.versions().isEmpty()) {
            parameters.setProtocols(access.versions().toArray(String[]::new));
        }
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        socket.setSSLParameters(parameters);
        return socket;
    }
}
