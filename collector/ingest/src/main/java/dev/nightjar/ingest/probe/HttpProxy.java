package dev.nightjar.ingest.probe;

import dev.nightjar.definition.Authority;
import dev.nightjar.definition.proxy.ProxyAccess;
import dev.nightjar.ingest.probeconfig.IpChoice;
import dev.nightjar.ingest.scrapeconfig.HttpAccess;
import dev.nightjar.ingest.scrapeconfig.SecretText;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A proxy that requests of a probe go through. The names of targets are its to resolve.
 *
 * @param access of the probe: what encrypted proxies are trusted by, and what proxies are told
 */
record HttpProxy(URI address, HttpAccess access) {
    /**
     * A connection by which {@code target} can be spoken to, or the proxy where that {@link #isAskedForWholeUrls}.
     * Resolving and connecting are the phases of the way to the proxy.
     */
    Socket open(Dialer dialer, IpChoice choice, Authority target, boolean encrypted, ProbeRun run)
            throws IOException, ProbeFailedException {
        Socket socket = connect(dialer, choice, run);
        if (isSocks()) {
            new SocksGreeting(address).lead(socket, target);
        } else if (encrypted) {
            tunnel(socket, target.text());
        }
        return socket;
    }

    /** @param encrypted whether the target is */
    boolean isAskedForWholeUrls(boolean encrypted) {
        return !encrypted && !isSocks();
    }

    private boolean isSocks() {
        return address.getScheme().startsWith("socks");
    }

    private Socket connect(Dialer dialer, IpChoice choice, ProbeRun run) throws IOException, ProbeFailedException {
        boolean encrypts = address.getScheme().equals("https");
        String host = authority().host();
        int port = authority().portOr(isSocks() ? 1080 : encrypts ? 443 : 80);
        run.log("goes through the proxy " + host + ":" + port);
        Socket socket = dialer.connect(
                dialer.resolve(
                        host,
                        new IpChoice(choice.prefers6(), true, choice.source()), // which of them is asked of the target
                        run),
                port,
                choice.source(),
                run);
        return encrypts ? dialer.encryptToProxy(socket, host, access.tls(), run) : socket;
    }

    /** Has {@code socket} lead to {@code authority} from now on. */
    private void tunnel(Socket socket, String authority) throws IOException, ProbeFailedException {
        StringBuilder ask = new StringBuilder(
                "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\nUser-Agent: Nightjar\r\n");
        for (Map.Entry<String, List<SecretText>> header :
                access.connectHeaders().entrySet()) {
            for (SecretText value : header.getValue()) {
                ask.append(header.getKey())
                        .append(": ")
                        .append(value.read().replaceAll("[\r\n]", " "))
                        .append("\r\n");
            }
        }
        authorization()
                .ifPresent(value ->
                        ask.append("Proxy-Authorization: ").append(value).append("\r\n"));
        socket.getOutputStream().write(ask.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        HttpHead answer = HttpHead.read(socket.getInputStream());
        if (answer.status() / 100 != 2) {
            throw new ProbeFailedException("the proxy " + authority().host() + " answered " + answer.status()
                    + " when it was asked for " + authority);
        }
    }

    private Authority authority() {
        return Authority.of(address).orElseThrow(() -> new IllegalArgumentException(address + " names no host"));
    }

    /** What the proxy is shown, where its address names a user. */
    Optional<String> authorization() {
        return ProxyAccess.authorization(address);
    }
}
