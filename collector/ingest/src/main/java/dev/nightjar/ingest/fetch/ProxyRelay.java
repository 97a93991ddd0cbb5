package dev.nightjar.ingest.fetch;

import dev.nightjar.definition.Authority;
import dev.nightjar.definition.proxy.ProxyAccess;
import dev.nightjar.ingest.scrapeconfig.HttpAccess;
import dev.nightjar.ingest.scrapeconfig.SecretText;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ProxyOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * A proxy on this machine that hands everything on to the one that is meant, in ways that the client of Vert.x does not
 * know: encrypted, and with headers where a tunnel is asked for. It lets only those pass who show the password that is
 * made up at its start: what the proxy is shown is not for everyone on this machine.
 */
final class ProxyRelay implements AutoCloseable {
    /** Tunnels stay open between scrapes, and none waits for another. */
    private static final int MOST_CONNECTIONS = 65_535;

    private static final int LONGEST_HEAD = 64 << 10;
    private static final String SAID_FIRST = "the proxy ";

    /** How Netty tells of an answer of ours. */
    private static final String REFUSAL = "status: 502 " + SAID_FIRST;

    private static final String USER = "nightjar";

    private final URI proxy;
    private final Authority address;
    private final HttpAccess access;
    private final Vertx vertx;
    private final TlsClients clients;
    private final HttpServer server;
    private final String password;
    private final byte[] shown;

    private ProxyRelay(Vertx vertx, URI proxy, HttpAccess access, InstantSource clock) {
        this.vertx = vertx;
        this.proxy = proxy;
        this.access = access;
        Authority named = Authority.of(proxy).orElseThrow(() -> new IllegalArgumentException(proxy + " names no host"));
        this.address = new Authority(named.host(), named.portOr(encrypted() ? 443 : 80));
        this.clients = new TlsClients(vertx, access, clock, MOST_CONNECTIONS);
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        this.password = HexFormat.of().formatHex(random);
        this.shown = ProxyAccess.authorization(URI.create("http://" + USER + ":" + password + "@relay"))
                .orElseThrow()
                .getBytes(StandardCharsets.US_ASCII);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setMaxInitialLineLength(LONGEST_HEAD)
                .setMaxHeaderSize(LONGEST_HEAD));
        server.requestHandler(this::handle);
    }

    static ProxyRelay start(Vertx vertx, URI proxy, HttpAccess access, InstantSource clock) throws FetchException {
        ProxyRelay relay = new ProxyRelay(vertx, proxy, access, clock);
        try {
            relay.server.listen().toCompletionStage().toCompletableFuture().get();
            return relay;
        } catch (ExecutionException e) {
            throw new FetchException(
                    FetchException.Reason.UNREACHABLE,
                    "no way to the proxy " + relay.address.text() + " could be opened: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetchException(FetchException.Reason.UNREACHABLE, "Nightjar is stopping");
        }
    }

    /** The way to it. */
    ProxyOptions options() {
        return new ProxyOptions()
                .setHost("127.0.0.1")
                .setPort(server.actualPort())
                .setUsername(USER)
                .setPassword(password);
    }

    /** What a relay said, where {@code text} tells of it as of a proxy that refused; else {@code text}. */
    static String saidIn(String text) {
        int at = text.indexOf(REFUSAL);
        return at < 0 ? text : text.substring(at + REFUSAL.length() - SAID_FIRST.length());
    }

    private boolean encrypted() {
        return "https".equals(proxy.getScheme());
    }

    private void handle(HttpServerRequest request) {
        String claimed = request.getHeader("Proxy-Authorization");
        if (claimed == null || !MessageDigest.isEqual(shown, claimed.getBytes(StandardCharsets.UTF_8))) {
            request.response().setStatusCode(407).end();
            return;
        }
        request.pause();
        vertx.executeBlocking(clients::current)
                .compose(client -> client.request(new RequestOptions()
                        .setMethod(request.method())
                        .setHost(address.host())
                        .setPort(address.port())
                        .setSsl(encrypted())
                        .setURI(request.uri())))
                .onSuccess(onward -> abandonWith(request, onward))
                .compose(onward ->
                        request.method().equals(HttpMethod.CONNECT) ? tunnel(request, onward) : handOn(request, onward))
                .onFailure(e -> refuse(request, "cannot be used: " + FetchClient.describe(e)));
    }

    /** Who asked may have given up; and what fails is told by a future, too, and logged without a handler. */
    private static void abandonWith(HttpServerRequest request, HttpClientRequest onward) {
        onward.exceptionHandler(told -> {});
        request.response().closeHandler(gone -> onward.reset());
    }

    private Future<Void> tunnel(HttpServerRequest request, HttpClientRequest onward) {
        onward.authority(request.authority());
        for (Map.Entry<String, List<SecretText>> header :
                access.connectHeaders().entrySet()) {
            for (SecretText value : header.getValue()) {
                try {
                    onward.headers().add(header.getKey(), value.read());
                } catch (IOException e) {
                    return Future.failedFuture(e);
                }
            }
        }
        authorize(onward);
        return onward.connect().compose(answer -> {
            answer.exceptionHandler(told -> {});
            if (answer.statusCode() != 200) {
                refuse(request, "answered " + answer.statusCode() + " " + answer.statusMessage());
                return onward.reset();
            }
            NetSocket far = answer.netSocket();
            far.pause();
            return request.toNetSocket()
                    .onSuccess(near -> {
                        var _ = near.pipeTo(far);
                        var _ = far.pipeTo(near);
                    })
                    .mapEmpty();
        });
    }

    private Future<Void> handOn(HttpServerRequest request, HttpClientRequest onward) {
        HostAndPort asked = request.authority();
        if (asked != null) {
            onward.authority(asked);
        }
        copy(request.headers(), onward.headers());
        authorize(onward);
        return onward.send(request).compose(answer -> answer(request, answer));
    }

    private static Future<Void> answer(HttpServerRequest request, HttpClientResponse answer) {
        answer.exceptionHandler(told -> {});
        copy(answer.headers(), request.response().headers());
        return request.response()
                .setStatusCode(answer.statusCode())
                .setStatusMessage(answer.statusMessage())
                .send(answer);
    }

    private void authorize(HttpClientRequest onward) {
        ProxyAccess.authorization(proxy).ifPresent(value -> onward.putHeader("Proxy-Authorization", value));
    }

    /** All but what is between two neighbours alone. */
    private static void copy(MultiMap from, MultiMap to) {
        to.addAll(from);
        to.remove("Host").remove("Connection").remove("Transfer-Encoding").remove("Proxy-Authorization");
    }

    private void refuse(HttpServerRequest request, String why) {
        if (!request.response().headWritten()) {
            String said = SAID_FIRST + address.text() + " " + why;
            request.response()
                    .setStatusCode(502)
                    .setStatusMessage(said.replaceAll("[^ -~]", "?"))
                    .end();
        }
    }

    @Override
    public void close() {
        var _ = server.close();
        clients.close();
    }
}
