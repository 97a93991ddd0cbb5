package dev.nightjar.alerting.connection;

import dev.nightjar.alerting.routing.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Encrypted sockets to a mail server, from the start or from {@code STARTTLS} on, as its {@code tls_config} says. */
public final class MailSockets extends SSLSocketFactory {
    private final SSLSocketFactory sockets;
    private final TlsSettings settings;
    private final String host;

    private MailSockets(SSLSocketFactory sockets, TlsSettings settings, String host) {
        this.sockets = sockets;
        this.settings = settings;
        this.host = host;
    }

    /**
     * Those to {@code host}; files are read now.
     *
     * @throws java.io.UncheckedIOException when one of them cannot be read
     */
    public static MailSockets of(TlsSettings settings, String host) throws GeneralSecurityException, IOException {
        return new MailSockets(
                TlsMaterial.read(settings).context(settings).getSocketFactory(),
                settings,
                settings.serverName().isEmpty() ? host : settings.serverName());
    }

    private Socket prepared(Socket socket) {
        if (socket instanceof SSLSocket encrypted) {
            SSLParameters parameters = encrypted.getSSLParameters();
            parameters.setServerNames(ServerNames.of(host));
            if (!settings.trustsAll()) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            if (!settings.versions().isEmpty()) {
                parameters.setProtocols(settings.versions().toArray(String[]::new));
            }
            encrypted.setSSLParameters(parameters);
        }
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return prepared(sockets.createSocket());
    }

    @Override
    public Socket createSocket(Socket plain, String address, int port, boolean autoClose) throws IOException {
        return prepared(sockets.createSocket(plain, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String address, int port) throws IOException {
        return prepared(sockets.createSocket(address, port));
    }

    @Override
    public Socket createSocket(String address, int port, InetAddress local, int localPort) throws IOException {
        return prepared(sockets.createSocket(address, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return prepared(sockets.createSocket(address, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) throws IOException {
        return prepared(sockets.createSocket(address, port, local, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }
}
