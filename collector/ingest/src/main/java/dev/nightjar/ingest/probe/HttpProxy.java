package dev.nightjar.ingest.probe;

import dev.nightjar.definition.Authority;
import dev.nightjar.definition.proxy.ProxyAccess;
import dev.nightjar.ingest.probeconfig.IpChoice;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A proxy that requests of a probe go through. The names of targets are its to resolve. */
record HttpProxy(URI address) {
    private static final int USUAL_PORT = 80;

    /** A connection to the proxy; resolving and connecting are the phases of the way to it. */
    Socket connect(Dialer dialer, IpChoice choice, ProbeRun run) throws IOException, ProbeFailedException {
        int port = authority().portOr(USUAL_PORT);
        run.log("goes through the proxy " + authority().host() + ":" + port);
        return dialer.connect(
                dialer.resolve(
                        authority().host(),
                        new IpChoice(choice.prefers6(), true, choice.source()), // which of them is asked of the target
                        run),
                port,
                choice.source(),
                run);
    }

    /** Has {@code socket} lead to {@code authority} from now on. */
    void tunnel(Socket socket, String authority) throws IOException, ProbeFailedException {
        String ask = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\nUser-Agent: Nightjar\r\n"
                + authorization()
                        .map(value -> "Proxy-Authorization: " + value + "\r\n")
                        .orElse("") + "\r\n";
        socket.getOutputStream().write(ask.getBytes(StandardCharsets.ISO_8859_1));
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
